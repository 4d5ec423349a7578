//! Rows that name each other, as a company its parent, while neither is in the database yet: those of a batch, and those of
//! the batches ahead of it, which are being written.

use std::collections::{HashMap, VecDeque};

use contract::dto::imports::{RowProblem, Severity};
use contract::{FieldDef, Link, ObjectDef, Value};
use uuid::Uuid;

use super::convert::Converter;
use super::run::AHEAD;
use super::settle::{Fate, Outcome};
use super::writing::MOST_BATCHES;

/// Records that are being made, by foreign id and by name.
pub(super) type Made = HashMap<String, Uuid>;

/// What the batches ahead of one make, as many as may not be in the database yet.
#[derive(Debug, Default)]
pub(super) struct Ahead(VecDeque<Made>);

impl Ahead {
    pub(super) fn push(&mut self, made: Made) {
        self.0.push_back(made);
        if self.0.len() > MOST_AHEAD {
            self.0.pop_front();
        }
    }

    fn get(&self, text: &str) -> Option<Uuid> {
        self.0.iter().find_map(|made| made.get(text)).copied()
    }
}

/// Batches of one transaction, those that are laid out, one that is being laid out, one that waits for that, and one that is
/// being settled.
const MOST_AHEAD: usize = MOST_BATCHES + AHEAD + 3;

/// Links rows that are made together, and to those of the batches ahead of them.
pub(super) fn link(
    object: &ObjectDef,
    converter: &Converter,
    ahead: &Ahead,
    outcomes: &mut [Outcome],
) {
    let fields = own(object, converter);
    if fields.is_empty() {
        return;
    }
    let made = made(object, converter, outcomes);
    for outcome in outcomes {
        for field in &fields {
            let Some(Value::Link(Link { id: None, text })) = outcome.draft.values.get(*field)
            else {
                continue;
            };
            let named = ahead.get(text).or_else(|| made.get(text).copied());
            let Some(id) = named.filter(|id| *id != outcome.id) else {
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

/// The fields by which records of the file name each other.
pub(super) fn own<'c>(object: &ObjectDef, converter: &'c Converter) -> Vec<&'c str> {
    let is_own = |field: &&FieldDef| field.relation.as_deref() == Some(&object.key);
    let columns = converter.columns.iter();
    let filled = columns.filter(|column| converter.is_filled(column));
    filled
        .map(|column| &column.field)
        .filter(is_own)
        .map(|field| field.key.as_str())
        .collect()
}

/// The records that a batch makes, where others of the file may name them; a foreign id counts more than a name, an
/// earlier row more than a later one.
pub(super) fn made(object: &ObjectDef, converter: &Converter, outcomes: &[Outcome]) -> Made {
    let mut made = Made::new();
    if own(object, converter).is_empty() {
        return made;
    }
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
