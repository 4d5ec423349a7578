//! Filters of a question to conditions of the database.
//!
//! A test becomes an [`Ask`]: conditions on columns of the record itself ([`own`]), and records near it that must
//! be there ([`near`]), found among those that the asker sees, so that no filter tells of what is hidden. What is not
//! there, or not to be seen, counts as empty.
//!
//! How the databases answer at a million records, as measured (`docs/decisions/0010-filters.md`):
//!
//! - Conditions on own columns stand side by side, so that the index of the list's order or of one of them is read:
//!   that of a condition where it finds few, else that of the order.
//! - What is asked of near records is asked of each row in the list's order (`EXISTS` by the key of the near
//!   record), which ends soon where many match, or the near records are collected first (`IN`), which is as fast
//!   where they are few. PostgreSQL finds out by its statistics; for SQLite, which keeps none, they are counted
//!   first, to a few thousand ([`Matching::weigh`]).
//! - Words inside a text are looked for in every row until the page is full: a second at worst. Whole texts and their
//!   beginnings are found by an index.

mod ask;
mod matching;
mod near;
mod own;
mod text;

use ask::{Ask, Plan};
pub(crate) use matching::Matching;
pub(super) use text::sort_expr;

use contract::{Filter, ObjectDef, Test};
use sea_orm::sea_query::Condition;

use crate::{Desk, Result};

/// The condition of one filter.
///
/// # Errors
/// At the filter's field when there is no such field, or its value cannot be compared so.
pub fn condition(desk: &Desk, object: &ObjectDef, filter: &Filter) -> Result<Condition> {
    condition_of(desk, object, &Test::One(filter.clone()))
}

/// The condition of a test.
///
/// # Errors
/// At `t` when it is too deep or too long; at the field of a filter that cannot be answered.
pub fn condition_of(desk: &Desk, object: &ObjectDef, test: &Test) -> Result<Condition> {
    Ok(Ask::read(desk, object, test)?.condition(desk, Plan::default()))
}

#[cfg(test)]
mod tests;
