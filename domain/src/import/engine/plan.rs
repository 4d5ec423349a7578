//! The plan of an import: which column goes into which field, and how its cells are read.

use contract::dto::imports::{
    ColumnMatch, ImportPlan, MOST_MENDS, MOST_WORDS, SheetTrouble, may_be_key,
};
use contract::objects::{ACTIVITY, CONTRACT, DEAL, QUOTE};
use contract::{Address, FieldDef, FieldKind, ObjectDef, Refusal};

use super::look::Look;
use crate::Result;
use crate::import::{
    AUTOMATIC, ColumnStyle, DateOrder, DateVerdict, DecimalMark, MatchReason, TargetKind,
    is_computed, match_headers, targets, titles,
};

/// Cells that a person sees of a column.
const SAMPLES: usize = 3;
/// Required fields that a row need not bring, since a rule of the object fills them.
const FILLED: [&str; 4] = ["stage", "kind", "status", "role"];

/// What may be called after whom and what it is about, in a file that gives no names.
const NAMED_AFTER: [&str; 3] = [DEAL, QUOTE, CONTRACT];

/// The plan that the headers and the first rows suggest.
pub(super) fn propose(object: &ObjectDef, look: &Look) -> ImportPlan {
    let found = match_headers(&look.columns, &targets(object), &titles(object));
    let column = |(place, sketch): (usize, &crate::import::ColumnSketch)| {
        let matched = found.iter().find(|found| found.column == place);
        ColumnMatch {
            header: sketch.header.clone(),
            field: matched
                .map(|found| &object.fields[found.target])
                .filter(|field| !is_computed(field))
                .map(|field| field.key.clone()),
            confidence: matched.map_or(0, |found| found.confidence),
            reason: matched
                .map(|found| word(found.reason))
                .unwrap_or_default()
                .to_owned(),
            samples: sketch.sample.iter().take(SAMPLES).cloned().collect(),
            ..ColumnMatch::default()
        }
    };
    ImportPlan {
        object: object.key.clone(),
        columns: look.columns.iter().enumerate().map(column).collect(),
        ..ImportPlan::default()
    }
}

fn word(reason: MatchReason) -> &'static str {
    match reason {
        MatchReason::Label => "exact",
        MatchReason::Synonym => "synonym",
        MatchReason::Similar => "similar",
        MatchReason::Content => "content",
    }
}

/// Leaves out the columns that only a person could confirm, where there is none to ask.
pub(super) fn leave_out_unsure(plan: &mut ImportPlan) {
    for column in plan
        .columns
        .iter_mut()
        .filter(|column| column.confidence < AUTOMATIC)
    {
        column.field = None;
    }
}

/// Lets the column of a header go into a field, whatever was suggested.
///
/// # Errors
/// [`SheetTrouble::NoSuchColumn`], [`SheetTrouble::NoSuchField`].
pub(super) fn put(
    plan: &mut ImportPlan,
    object: &ObjectDef,
    header: &str,
    field: &str,
) -> Result<()> {
    if !field.is_empty() {
        known(object, field)?;
    }
    let is_it = |column: &ColumnMatch| column.header.eq_ignore_ascii_case(header.trim());
    let place = plan.columns.iter().position(is_it);
    let place = place.ok_or_else(|| {
        trouble(SheetTrouble::NoSuchColumn {
            header: header.to_owned(),
        })
    })?;
    for (other, column) in plan.columns.iter_mut().enumerate() {
        if other == place {
            column.field = Some(field.to_owned()).filter(|field| !field.is_empty());
            column.confidence = 100;
            "person".clone_into(&mut column.reason);
        } else if column.field.as_deref() == Some(field) {
            column.field = None;
        }
    }
    Ok(())
}

/// Takes over what a person chose, column by column, into the plan that the file itself gave.
///
/// # Errors
/// [`SheetTrouble::NoSuchColumn`] for a plan of another file, [`SheetTrouble::NoSuchField`].
pub(super) fn adopt(own: &mut ImportPlan, chosen: ImportPlan, object: &ObjectDef) -> Result<()> {
    let headers = chosen.columns.iter().map(|column| &column.header);
    if !headers.eq(own.columns.iter().map(|column| &column.header)) {
        let header = chosen
            .columns
            .into_iter()
            .map(|column| column.header)
            .next();
        return Err(trouble(SheetTrouble::NoSuchColumn {
            header: header.unwrap_or_default(),
        }));
    }
    for (column, chosen) in own.columns.iter_mut().zip(chosen.columns) {
        if let Some(field) = &chosen.field {
            known(object, field)?;
        }
        if column.field != chosen.field {
            "person".clone_into(&mut column.reason);
            column.confidence = 100;
        }
        column.field = chosen.field;
        column.answer = chosen.answer;
        column.values = chosen.values;
        column.values.truncate(MOST_WORDS);
    }
    own.key = chosen.key;
    own.on_duplicate = chosen.on_duplicate;
    own.create_choices = chosen.create_choices;
    own.create_related = chosen.create_related;
    own.silent = chosen.silent;
    own.mends = chosen.mends;
    own.mends.truncate(MOST_MENDS);
    Ok(())
}

/// Refuses a plan by which no row could be made: a required field without a column, a key that is no field.
///
/// # Errors
/// [`SheetTrouble::NoColumnFor`], [`SheetTrouble::NoSuchField`].
pub(super) fn complete(plan: &ImportPlan, object: &ObjectDef) -> Result<()> {
    let is_there = |key: &str| {
        plan.columns
            .iter()
            .any(|column| column.target().is_some_and(|(field, _)| field == key))
    };
    if let Some(key) = &plan.key {
        known(object, key)?;
        if !object.field(key).is_some_and(may_be_key) {
            return Err(trouble(SheetTrouble::NoSuchField { field: key.clone() }));
        }
        if !is_there(key) {
            return Err(trouble(SheetTrouble::NoColumnFor {
                fields: vec![key.clone()],
            }));
        }
    }
    let updates = plan.key.is_some() && plan.on_duplicate.changes();
    let is_missing = |field: &&FieldDef| {
        field.required && !FILLED.contains(&field.key.as_str()) && !is_there(&field.key)
    };
    // Lines of a file that names no parent are told one by one, since each could be mended by itself.
    let is_told = |field: &FieldDef| {
        object.line_of.as_ref() == Some(&field.key)
            || field.key == object.title && !named_after(plan, object).is_empty()
    };
    let is_missing = |field: &&FieldDef| is_missing(field) && !is_told(field);
    let fields: Vec<String> = object
        .fields
        .iter()
        .filter(is_missing)
        .map(|field| field.key.clone())
        .collect();
    if fields.is_empty() || updates {
        return Ok(());
    }
    Err(trouble(SheetTrouble::NoColumnFor { fields }))
}

/// The relations by whose cells records are called, where a file has no column for their names.
pub(super) fn named_after(plan: &ImportPlan, object: &ObjectDef) -> Vec<String> {
    let goes_to = |key: &str| {
        let mut fields = plan
            .columns
            .iter()
            .filter_map(|column| column.field.as_deref());
        fields.any(|field| field == key)
    };
    if !NAMED_AFTER.contains(&object.key.as_str()) || goes_to(&object.title) {
        return Vec::new();
    }
    let relations = object
        .fields
        .iter()
        .filter(|field| field.kind == FieldKind::Relation);
    relations
        .map(|field| field.key.clone())
        .filter(|key| goes_to(key))
        .collect()
}

/// The kinds of the fields that the columns go to.
pub(super) fn kinds(plan: &ImportPlan, object: &ObjectDef) -> Vec<Option<TargetKind>> {
    let kind = |column: &ColumnMatch| {
        object
            .field(column.field.as_deref()?)
            .map(|field| field.kind.into())
    };
    plan.columns.iter().map(kind).collect()
}

/// Notes at each column whether a person has to say how it is to be read.
pub(super) fn note_doubts(plan: &mut ImportPlan, styles: &[ColumnStyle]) {
    for (column, style) in plan.columns.iter_mut().zip(styles) {
        column.ambiguous = matches!(
            style,
            ColumnStyle::Date(DateVerdict::Ambiguous) | ColumnStyle::Amount { asks: true, .. }
        );
    }
}

/// How a column is read: as a person said, or else as the file itself tells.
pub(super) fn style(column: &ColumnMatch, found: ColumnStyle) -> ColumnStyle {
    let by = |order| ColumnStyle::Date(DateVerdict::Decided(order));
    let with = |mark| ColumnStyle::Amount {
        mark: Some(mark),
        asks: false,
    };
    match (found, column.answer.as_deref()) {
        (ColumnStyle::Date(_), Some("day_first")) => by(DateOrder::DayMonthYear),
        (ColumnStyle::Date(_), Some("month_first")) => by(DateOrder::MonthDayYear),
        (ColumnStyle::Amount { .. }, Some("point")) => with(DecimalMark::Point),
        (ColumnStyle::Amount { .. }, Some("comma")) => with(DecimalMark::Comma),
        (found, _) => found,
    }
}

/// The kind of activities in a file that has no column for it, by its name and headers.
pub(super) fn activity_kind(plan: &ImportPlan, file_name: &str) -> Option<&'static str> {
    let has_own = plan
        .columns
        .iter()
        .any(|column| column.field.as_deref() == Some("kind"));
    if plan.object != ACTIVITY || has_own {
        return None;
    }
    const WORDS: [(&str, [&str; 5]); 5] = [
        ("call", ["call", "phone", "电话", "通话", "呼叫"]),
        ("task", ["task", "to-do", "todo", "任务", "待办"]),
        (
            "meeting",
            ["meeting", "event", "appointment", "会议", "日程"],
        ),
        ("visit", ["visit", "拜访", "上门", "走访", "外勤"]),
        ("mail", ["mail", "e-mail", "email", "邮件", "邮箱"]),
    ];
    let name = file_name.to_lowercase();
    let begins = |header: &str, words: &[&str]| words.iter().any(|word| header.starts_with(word));
    let headers: Vec<String> = plan
        .columns
        .iter()
        .map(|column| column.header.to_lowercase())
        .collect();
    let by_name = WORDS
        .iter()
        .find(|(_, words)| words.iter().any(|word| name.contains(word)));
    let counted = WORDS.iter().map(|kind| {
        (
            headers
                .iter()
                .filter(|header| begins(header, &kind.1))
                .count(),
            kind,
        )
    });
    let by_header = || {
        counted
            .filter(|(count, _)| *count > 0)
            .max_by_key(|(count, _)| *count)
            .map(|(_, kind)| kind)
    };
    by_name.or_else(by_header).map(|(kind, _)| *kind)
}

/// The field that a column may go to, and the part of an address: `street` where none is named.
pub(super) fn target<'o>(object: &'o ObjectDef, key: &str) -> Option<(&'o FieldDef, &'static str)> {
    let Some((key, part)) = key.split_once('.') else {
        return object.field(key).map(|field| (field, "street"));
    };
    let field = object
        .field(key)
        .filter(|field| field.kind == FieldKind::Address)?;
    let part = std::iter::once("street")
        .chain(Address::PLACES)
        .find(|known| *known == part)?;
    Some((field, part))
}

/// Refuses a field that a file cannot bring. The place on the board is made of letters that only the board understands;
/// what is computed is not for a file.
///
/// # Errors
/// [`SheetTrouble::NoSuchField`].
pub(super) fn known(object: &ObjectDef, key: &str) -> Result<()> {
    let is_open = |field: &FieldDef| field.key != "board_rank" && !is_computed(field);
    match target(object, key).filter(|(field, _)| is_open(field)) {
        Some(_) => Ok(()),
        None => Err(trouble(SheetTrouble::NoSuchField {
            field: key.to_owned(),
        })),
    }
}

/// The fields that the columns go to.
pub(super) fn fields(plan: &ImportPlan) -> Vec<Option<String>> {
    plan.columns
        .iter()
        .map(|column| column.field.clone())
        .collect()
}

fn trouble(trouble: SheetTrouble) -> crate::Error {
    Refusal::Unreadable(trouble).into()
}
