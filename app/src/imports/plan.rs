//! What can be said of a plan before the server checks it.

use contract::dto::imports::{AUTOMATIC, ColumnMatch, ImportPlan, OnDuplicate};
use contract::{FieldDef, FieldKind, ObjectDef};

/// How sure a match is, as one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Confidence {
    Sure,
    Likely,
    Unsure,
}

impl Confidence {
    /// From whole percent.
    pub(super) fn of(percent: u8) -> Self {
        match percent {
            85.. => Self::Sure,
            AUTOMATIC.. => Self::Likely,
            _ => Self::Unsure,
        }
    }
}

/// What stands between a plan and its check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    NothingMatched,
    /// Two columns go into the field of that key.
    Twice(String),
    /// No column goes into the field that names a record.
    Nameless(String),
    /// The column at that place can be read in two ways.
    Unanswered(usize),
}

/// What a column has to be asked, since its cells can be read in two ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Question {
    /// Whether the day or the month comes first.
    DayOrMonth,
    /// Whether the point or the comma stands before decimals.
    PointOrComma,
}

/// How many columns were matched, wait for a look, and are left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Summary {
    pub(super) matched: usize,
    pub(super) to_confirm: usize,
    pub(super) left_out: usize,
}

/// Every gap of a plan, in the order of the page.
pub(super) fn gaps(plan: &ImportPlan, object: &ObjectDef) -> Vec<Gap> {
    let mut found = Vec::new();
    let taken: Vec<&str> = plan
        .columns
        .iter()
        .filter_map(|column| column.field.as_deref())
        .collect();
    if taken.is_empty() {
        return vec![Gap::NothingMatched];
    }
    // An update finds its record by the key; only a new record needs a name.
    let updates = plan.key.is_some() && plan.on_duplicate.changes();
    if !updates && !taken.contains(&object.title.as_str()) {
        found.push(Gap::Nameless(object.title.clone()));
    }
    for (place, field) in taken.iter().enumerate() {
        let is_second = taken
            .iter()
            .take(place)
            .filter(|other| *other == field)
            .count()
            == 1;
        if is_second {
            found.push(Gap::Twice((*field).to_owned()));
        }
    }
    let unanswered = plan.columns.iter().enumerate().filter(|(_, column)| {
        column.ambiguous && column.answer.is_none() && question(column, object).is_some()
    });
    found.extend(unanswered.map(|(place, _)| Gap::Unanswered(place)));
    found
}

/// What a column is asked: where the server found it ambiguous, or a person chose its field by hand, which
/// the server has not weighed yet.
pub(super) fn question(column: &ColumnMatch, object: &ObjectDef) -> Option<Question> {
    let field = object.field(column.field.as_deref()?)?;
    if !column.ambiguous && column.reason != BY_PERSON {
        return None;
    }
    match field.kind {
        FieldKind::Date | FieldKind::DateTime => Some(Question::DayOrMonth),
        FieldKind::Money => Some(Question::PointOrComma),
        _ => None,
    }
}

/// Counts the columns of a plan.
pub(super) fn summary(plan: &ImportPlan, object: &ObjectDef) -> Summary {
    let mut counts = Summary::default();
    for column in &plan.columns {
        let is_open =
            column.ambiguous && column.answer.is_none() && question(column, object).is_some();
        match &column.field {
            None => counts.left_out += 1,
            Some(_) if is_open || Confidence::of(column.confidence) == Confidence::Unsure => {
                counts.to_confirm += 1
            }
            Some(_) => counts.matched += 1,
        }
    }
    counts
}

/// The fields by which existing records can be found: those that a column goes into and that are compared whole.
pub(super) fn key_fields<'a>(plan: &ImportPlan, object: &'a ObjectDef) -> Vec<&'a FieldDef> {
    let is_taken = |key: &str| {
        plan.columns
            .iter()
            .any(|column| column.field.as_deref() == Some(key))
    };
    object
        .fields
        .iter()
        .filter(|field| {
            let is_comparable = matches!(
                field.kind,
                FieldKind::Text
                    | FieldKind::Email
                    | FieldKind::Phone
                    | FieldKind::Integer
                    | FieldKind::Relation
            );
            is_comparable && field.filterable && is_taken(&field.key)
        })
        .collect()
}

/// The reason of a match that the person chose.
pub(super) const BY_PERSON: &str = "person";

/// Lets a column go into a field, or nowhere, as the person says.
pub(super) fn choose(plan: &mut ImportPlan, place: usize, field: Option<String>) {
    let Some(column) = plan.columns.get_mut(place) else {
        return;
    };
    column.confidence = if field.is_some() { 100 } else { 0 };
    column.field = field;
    BY_PERSON.clone_into(&mut column.reason);
    column.answer = None;
    drop_lost_key(plan);
}

/// Says how the cells of a column are to be read.
pub(super) fn answer(plan: &mut ImportPlan, place: usize, word: &str) {
    if let Some(column) = plan.columns.get_mut(place) {
        column.answer = Some(word.to_owned());
    }
}

/// Finds existing records by a field, or by phone and e-mail. Without a key nothing can be updated.
pub(super) fn match_by(plan: &mut ImportPlan, key: Option<String>) {
    plan.key = key;
    if plan.key.is_none() {
        plan.on_duplicate = OnDuplicate::Skip;
    }
}

fn drop_lost_key(plan: &mut ImportPlan) {
    let is_there = plan.key.as_ref().is_some_and(|key| {
        plan.columns
            .iter()
            .any(|column| column.field.as_ref() == Some(key))
    });
    if !is_there {
        match_by(plan, None);
    }
}

#[cfg(test)]
#[path = "plan_tests.rs"]
mod tests;
