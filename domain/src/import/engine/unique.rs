//! Values of which there is one: asked for a whole batch at once, and known from the earlier lines of the file.

use std::collections::HashMap;

use contract::dto::imports::RowProblem;
use contract::{FieldDef, ObjectDef, Problem, Value};
use uuid::Uuid;

use super::keys;
use super::sameness::Seen;
use super::settle::{Fate, Outcome};
use crate::access::holders;
use crate::{Desk, Result};

/// Who has the unique values of a batch, by field and value.
#[derive(Debug, Default)]
pub(super) struct Taken(HashMap<(String, String), Uuid>);

impl Taken {
    /// Asks for all rows of a batch.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn find(
        desk: &Desk,
        object: &ObjectDef,
        outcomes: &[Outcome],
    ) -> Result<Self> {
        let mut taken = Self::default();
        for field in once(object) {
            let values: Vec<Value> = outcomes
                .iter()
                .filter_map(|outcome| brought(outcome, field))
                .cloned()
                .collect();
            if values.is_empty() {
                continue;
            }
            for (value, id) in holders(desk, object, field, &values).await? {
                if let Some(value) = keys::written(&value) {
                    taken.0.insert((field.key.clone(), value), id);
                }
            }
        }
        Ok(taken)
    }

    /// The field of a row whose value somebody else has: another record, or an earlier line.
    pub(super) fn problem(
        &self,
        object: &ObjectDef,
        seen: &Seen,
        outcome: &Outcome,
    ) -> Option<(String, RowProblem)> {
        once(object).find_map(|field| {
            let value = keys::written(brought(outcome, field)?)?;
            let place = (field.key.clone(), value);
            if self.0.get(&place).is_some_and(|id| *id != outcome.id) {
                let problem = Problem::Taken;
                return Some((place.0, RowProblem::Refused { problem }));
            }
            let line = seen.line(("once", &place), outcome.draft.row.line)?;
            let by = field.key.clone();
            Some((place.0, RowProblem::SameAsLine { line, by }))
        })
    }

    /// The row goes in with its values.
    pub(super) fn note(object: &ObjectDef, seen: &mut Seen, outcome: &Outcome) {
        for field in once(object) {
            if let Some(value) = brought(outcome, field).and_then(keys::written) {
                seen.add(
                    ("once", &(field.key.clone(), value)),
                    outcome.draft.row.line,
                );
            }
        }
    }
}

fn once(object: &ObjectDef) -> impl Iterator<Item = &FieldDef> {
    object.fields.iter().filter(|field| field.unique)
}

fn brought<'o>(outcome: &'o Outcome, field: &FieldDef) -> Option<&'o Value> {
    if !matches!(outcome.fate, Fate::Create | Fate::Update(_)) {
        return None;
    }
    let value = outcome.draft.values.get(&field.key)?;
    (!value.is_empty()).then_some(value)
}
