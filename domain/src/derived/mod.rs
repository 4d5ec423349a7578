//! Values that no person types: they follow from other fields of the record, from other records, or are counted.
//!
//! - [`Formula`] is one expression in the `language` of `docs/formulas.md`; [`Plan`] is all that follows by itself on
//!   one object: formulas in their order, rules, numbers.
//! - [`settle`] completes values before they are written and answers the rules that are not kept.
//! - [`number`] gives new records their numbers, in the transaction that makes them.
//! - [`Ties`] says which values are gathered from which records; [`follow`] keeps them right by the log.
//! - [`order`] has a field written anew in all records; [`refill`] does it at once.
//! - [`troubles`] and [`rule_troubles`] say what is wrong with what an administrator writes, [`preview`] also what it
//!   comes to.

mod check;
mod counted;
mod follower;
mod formula;
mod formulas;
mod gather;
mod language;
mod links;
mod notice;
mod order;
mod plan;
mod preview;
mod refill;

use std::borrow::Cow;

use contract::value::Values;
use contract::{FieldProblem, ObjectDef, Record};

use crate::access::several_of;
use crate::{Desk, Result};

pub use check::{rule_troubles, troubles};
pub use counted::Pattern;
pub(crate) use counted::{is_numbered, number};
pub use follower::{catch_up, follow};
pub(crate) use follower::{is_past, relinked};
pub use formula::Formula;
pub(crate) use language::KEPT_WORDS;
pub use links::Ties;
pub use plan::Plan;
pub use preview::preview;
pub use refill::{order, progress, refill};

/// Sets what follows from values that are being written over `before`, and answers the rules that are not kept.
///
/// # Errors
/// When the database fails.
pub(crate) async fn settle(
    desk: &Desk,
    object: &ObjectDef,
    before: Option<&Record>,
    values: &mut Values,
) -> Result<Vec<FieldProblem>> {
    let plan = match desk.crm().descriptions().plan(&object.key) {
        Some(plan) if !plan.is_empty() => plan,
        _ => return Ok(Vec::new()),
    };
    let before = match before {
        Some(before) if plan.reads_several() => {
            Some(Cow::Owned(with_several(desk, object, before).await?))
        }
        before => before.map(Cow::Borrowed),
    };
    plan.complete(before.as_deref(), values, desk.now());
    Ok(plan.broken(before.as_deref(), values))
}

/// The record with its tags and the like, which stand in a table of their own.
async fn with_several(desk: &Desk, object: &ObjectDef, record: &Record) -> Result<Record> {
    let mut whole = record.clone();
    let several = several_of(desk, object, vec![record.id]).await?;
    for (key, value) in several.into_values().flatten() {
        whole.values.entry(key).or_insert(value);
    }
    Ok(whole)
}

#[cfg(test)]
mod tests;
