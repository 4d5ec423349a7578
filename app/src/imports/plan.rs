//! What can be said of a plan before the server checks it.

use contract::dto::imports::{
    AUTOMATIC, ColumnMatch, ImportPlan, SavedMapping, ValueCount, ValueMap, ValueTarget, may_be_key,
};
use contract::objects::{CONTRACT, DEAL, QUOTE};
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
    if !updates && !is_named(&taken, object) {
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

/// Whether records get a name: by a column, by themselves, or after whom and what they are about.
fn is_named(taken: &[&str], object: &ObjectDef) -> bool {
    const NAMED_AFTER: [&str; 3] = [DEAL, QUOTE, CONTRACT];
    let is_relation = |key: &&str| {
        let field = object.field(key);
        field.is_some_and(|field| field.kind == FieldKind::Relation)
    };
    taken.contains(&object.title.as_str())
        || object
            .field(&object.title)
            .is_none_or(|title| !title.required || title.derived.is_some())
        || object.line_of.is_some()
        || NAMED_AFTER.contains(&object.key.as_str()) && taken.iter().any(is_relation)
}

/// What a column is asked: where the server found it ambiguous, or a person chose its field by hand, which
/// the server has not weighed yet.
pub(super) fn question(column: &ColumnMatch, object: &ObjectDef) -> Option<Question> {
    let field = field_of(column, object)?;
    if !column.ambiguous && column.reason != BY_PERSON {
        return None;
    }
    match field.kind {
        FieldKind::Date | FieldKind::DateTime => Some(Question::DayOrMonth),
        FieldKind::Money => Some(Question::PointOrComma),
        _ => None,
    }
}

/// The field that a column goes into, as a whole or as a part of it.
pub(super) fn field_of<'a>(column: &ColumnMatch, object: &'a ObjectDef) -> Option<&'a FieldDef> {
    object.field(column.target()?.0)
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
        .filter(|field| may_be_key(field) && is_taken(&field.key))
        .collect()
}

/// Whether a file may bring values for a field: the place on a board and what is computed are not for a file.
pub(super) fn may_be_brought(field: &FieldDef) -> bool {
    let is_computed = field
        .derived
        .as_ref()
        .is_some_and(|derived| !derived.may_be_brought());
    !field.retired && !is_computed && field.key != "board_rank"
}

/// Whether some column leads to records of another object, by their names.
pub(super) fn has_relations(plan: &ImportPlan, object: &ObjectDef) -> bool {
    plan.columns.iter().any(|column| {
        let field = field_of(column, object);
        field.is_some_and(|field| field.kind.is_relation())
    })
}

/// Whether some column goes to choices.
pub(super) fn has_choices(plan: &ImportPlan, object: &ObjectDef) -> bool {
    plan.columns.iter().any(|column| {
        let field = field_of(column, object);
        field.is_some_and(|field| field.kind.has_choices())
    })
}

/// The reason of a match that the person chose.
pub(super) const BY_PERSON: &str = "person";
/// The reason of a match that a saved mapping knows.
pub(super) const BY_MAPPING: &str = "mapping";

/// Lets a column go into a field, or nowhere, as the person says.
pub(super) fn choose(plan: &mut ImportPlan, place: usize, field: Option<String>) {
    let Some(column) = plan.columns.get_mut(place) else {
        return;
    };
    column.confidence = if field.is_some() { 100 } else { 0 };
    column.field = field;
    BY_PERSON.clone_into(&mut column.reason);
    column.answer = None;
    column.values.clear();
    column.distinct.clear();
    drop_lost_key(plan);
}

/// Says how the cells of a column are to be read.
pub(super) fn answer(plan: &mut ImportPlan, place: usize, word: &str) {
    if let Some(column) = plan.columns.get_mut(place) {
        column.answer = Some(word.to_owned());
    }
}

fn drop_lost_key(plan: &mut ImportPlan) {
    let is_there = plan.key.as_ref().is_some_and(|key| {
        plan.columns
            .iter()
            .any(|column| column.field.as_ref() == Some(key))
    });
    if !is_there {
        plan.key = None;
    }
}

/// Whether the words of a column that goes to such a field can be told apart one by one.
pub(super) fn is_worded(kind: FieldKind) -> bool {
    kind.has_choices() || matches!(kind, FieldKind::YesNo | FieldKind::User)
}

/// What a word of a column becomes by what a person said, if they did.
pub(super) fn said<'a>(column: &'a ColumnMatch, word: &str) -> Option<&'a ValueTarget> {
    let is_it = |map: &&ValueMap| map.from.eq_ignore_ascii_case(word);
    column.values.iter().find(is_it).map(|map| &map.to)
}

/// Says what a word of a column becomes; `None` reads it as it stands.
pub(super) fn say(plan: &mut ImportPlan, place: usize, word: &str, to: Option<ValueTarget>) {
    let Some(column) = plan.columns.get_mut(place) else {
        return;
    };
    column
        .values
        .retain(|map| !map.from.eq_ignore_ascii_case(word));
    if let Some(to) = to {
        let from = word.to_owned();
        column.values.push(ValueMap { from, to });
    }
}

/// Words of a column that mean nothing yet.
pub(super) fn open_words(column: &ColumnMatch) -> usize {
    let is_open =
        |count: &&ValueCount| count.known.is_none() && said(column, &count.value).is_none();
    column.distinct.iter().filter(is_open).count()
}

/// Lets a plan follow a mapping that was kept: what that says of headers of this file replaces what was found.
pub(super) fn follow(plan: &mut ImportPlan, mapping: &SavedMapping) {
    let kept = &mapping.plan;
    let known = |header: &str| kept.columns.iter().find(|column| column.header == header);
    let mut mapped: Vec<String> = Vec::new();
    for column in &mut plan.columns {
        let Some(kept) = known(&column.header) else {
            continue;
        };
        if column.field != kept.field {
            column.distinct.clear();
        }
        column.field.clone_from(&kept.field);
        column.answer.clone_from(&kept.answer);
        column.values.clone_from(&kept.values);
        column.confidence = if column.field.is_some() { 100 } else { 0 };
        BY_MAPPING.clone_into(&mut column.reason);
        mapped.extend(column.field.clone());
    }
    for column in &mut plan.columns {
        let is_taken = column
            .field
            .as_ref()
            .is_some_and(|key| mapped.contains(key));
        if is_taken && column.reason != BY_MAPPING {
            column.field = None;
        }
    }
    plan.key.clone_from(&kept.key);
    plan.on_duplicate = kept.on_duplicate;
    plan.create_choices = kept.create_choices;
    plan.create_related = kept.create_related;
    plan.silent = kept.silent;
    drop_lost_key(plan);
}

#[cfg(test)]
#[path = "plan_tests.rs"]
mod tests;
