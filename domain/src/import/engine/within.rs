//! Rows of a batch that name each other, as a company its parent: neither is in the database yet.

use std::collections::HashMap;

use contract::dto::imports::{RowProblem, Severity};
use contract::{FieldDef, Link, ObjectDef, Value};
use uuid::Uuid;

use super::convert::Converter;
use super::settle::{Fate, Outcome};

/// Links rows that are made together.
pub(super) fn link(object: &ObjectDef, converter: &Converter, outcomes: &mut [Outcome]) {
    let own = |field: &&FieldDef| field.relation.as_deref() == Some(&object.key);
    let fields: Vec<&str> = converter
        .columns
        .iter()
        .map(|column| &column.field)
        .filter(own)
        .map(|field| field.key.as_str())
        .collect();
    if fields.is_empty() {
        return;
    }
    let made = made(object, outcomes);
    for outcome in outcomes {
        for field in &fields {
            let Some(Value::Link(Link { id: None, text })) = outcome.draft.values.get(*field)
            else {
                continue;
            };
            let Some(id) = made.get(text).copied().filter(|id| *id != outcome.id) else {
                continue;
            };
            outcome
                .draft
                .values
                .insert((*field).to_owned(), Value::Link(Link::to(id)));
            let is_over =
                |problem: &RowProblem| matches!(problem, RowProblem::PointsNowhere { .. });
            outcome.draft.notes.retain(|note| {
                note.severity != Severity::Warning
                    || note.field != *field
                    || !is_over(&note.problem)
            });
        }
    }
}

/// The records that a batch makes, by foreign id and by name; a foreign id counts more, an earlier row more
/// than a later one.
fn made(object: &ObjectDef, outcomes: &[Outcome]) -> HashMap<String, Uuid> {
    let mut made = HashMap::new();
    for field in ["external_id", object.title.as_str()] {
        for outcome in outcomes
            .iter()
            .filter(|outcome| matches!(outcome.fate, Fate::Create))
        {
            if let Some(text) = outcome.draft.values.get(field).and_then(Value::text) {
                made.entry(text.to_owned()).or_insert(outcome.id);
            }
        }
    }
    made
}
