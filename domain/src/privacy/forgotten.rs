//! Who was erased does not come in again by a file, a program or a form: their addresses and numbers are known by keyed
//! hashes. An administrator may allow it, with a reason.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use chrono::{DateTime, SubsecRound, Utc};
use contract::dto::audit::NOTE;
use contract::dto::privacy::{Allowed, Erasure};
use contract::objects::is_person;
use contract::value::Values;
use contract::{FieldKind, FieldProblem, ObjectDef, Problem, Record, Refusal, Value};
use entity::erasure::Model;
use uuid::Uuid;

use super::ledger;
use super::table::{self, Step};
use crate::access::Noted;
use crate::{Crm, Desk, Error, Result, likeness};

/// The longest reason, in characters.
const LONGEST: usize = 500;

/// The keyed hashes of addresses and numbers of everybody who was erased and may not come back, with the day.
#[derive(Debug, Default)]
pub(crate) struct Forgotten(HashMap<String, DateTime<Utc>>);

impl Forgotten {
    /// Of all erasures.
    ///
    /// # Errors
    /// When one cannot be read.
    pub(super) fn of(rows: &[Model]) -> Result<Self> {
        let mut hashes = HashMap::new();
        for row in rows.iter().filter(|row| row.allowed.is_none()) {
            for hash in table::marks(row)?.known {
                hashes.insert(hash, row.at);
            }
        }
        Ok(Self(hashes))
    }
}

/// The problems of values by which somebody would come in again who was erased. What stands in the record already is none.
///
/// # Errors
/// When the database fails.
pub(crate) async fn held_up(
    desk: &Desk,
    object: &ObjectDef,
    before: Option<&Record>,
    values: &Values,
) -> Result<Vec<FieldProblem>> {
    if !is_person(&object.key) {
        return Ok(Vec::new());
    }
    let crm = desk.crm();
    let forgotten = known(crm).await?;
    if forgotten.0.is_empty() {
        return Ok(Vec::new());
    }
    let (keys, home) = (crm.keys(), crm.settings().country);
    let kinds = [FieldKind::Email, FieldKind::Phone];
    let fields = object
        .fields
        .iter()
        .filter(|field| kinds.contains(&field.kind));
    let problems = fields.filter_map(|field| {
        let said = values.get(&field.key)?.said()?;
        if before.is_some_and(|before| before.value(&field.key).said() == Some(said)) {
            return None;
        }
        let key = likeness::of(field.kind, said, home)?;
        let at = forgotten.0.get(&keys.likeness(key.kind, &key.value)?)?;
        let on = at.date_naive();
        Some(FieldProblem::new(&field.key, Problem::Erased { on }))
    });
    Ok(problems.collect())
}

/// What this process knows of them; read once, and again whenever the ledger is settled.
async fn known(crm: &Crm) -> Result<Arc<Forgotten>> {
    if let Some(known) = crm.forgotten() {
        return Ok(known);
    }
    let rows = table::all(crm.door().house()).await?;
    Ok(crm.remember_forgotten(Forgotten::of(&rows)?))
}

/// Lets somebody who was erased be kept again, as when they became a customer anew. Who allowed it and why stands with
/// the erasure, in the log and in the ledger.
///
/// # Errors
/// [`Refusal::Forbidden`] unless the asker administers, [`Refusal::NotFound`] when there is no such erasure that is done,
/// [`Refusal::Invalid`] at `reason`.
pub async fn allow(desk: &Desk, id: Uuid, reason: &str) -> Result<Erasure> {
    desk.must_administer()?;
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Error::invalid("reason", Problem::Required));
    }
    if reason.chars().count() > LONGEST {
        let limit = u32::try_from(LONGEST).unwrap_or(u32::MAX);
        return Err(Error::invalid("reason", Problem::TooLong { limit }));
    }
    let house = desk.crm().door().house();
    let row = table::load(house, id).await?;
    let done = row.filter(|row| Step::of(row) == Step::Done);
    let row = done.ok_or(Refusal::NotFound)?;
    if row.allowed.is_some() {
        return table::told(&row);
    }
    let allowed = Allowed {
        at: Utc::now().trunc_subsecs(3),
        by: desk.actor().name().to_owned(),
        reason: reason.to_owned(),
    };
    let write = desk.write().await?;
    table::allow(write.transaction(), id, &allowed).await?;
    let said = [Value::Empty, Value::Text(allowed.reason)];
    let noted = Noted {
        object: format!("{NOTE}erasure"),
        record: id,
        action: "administered",
        changes: BTreeMap::from([("allowed".to_owned(), said)]),
    };
    write.note_beside(&noted).await?;
    write.commit().await?;
    ledger::settle(desk.crm()).await?;
    super::one(desk, id).await
}
