//! Deeds on objects.

use contract::dto::defining::{NewObject, ObjectBody};
use contract::{FieldProblem, Label, ObjectDef, Problem, Refusal};
use uuid::Uuid;

use super::keys::{is_reserved, word};
use super::merge::merge;
use super::store::Change;
use crate::{Desk, Result, derived};

/// The most objects an organisation adds.
const MOST: usize = 200;
/// The longest label, in characters.
const LONGEST: usize = 60;

/// Adds an object. It has its pages, its list, its board, its import and its part of the API at once.
///
/// # Errors
/// [`Refusal::Forbidden`] unless the asker administers; [`Refusal::Invalid`] at the labels.
pub async fn add_object(desk: &Desk, new: NewObject) -> Result<ObjectDef> {
    let mut change = Change::begin(desk).await?;
    let mut problems = Vec::new();
    label_problems("label", &new.label, &mut problems);
    label_problems("plural", &new.plural, &mut problems);
    let added = change
        .described
        .objects
        .iter()
        .filter(|row| row.body.contains("\"stored\""));
    if added.count() >= MOST {
        let limit = u32::try_from(MOST).unwrap_or(u32::MAX);
        problems.push(FieldProblem::new("label", Problem::TooMany { limit }));
    }
    let merged = merge(&change.described)?;
    let is_namesake = |object: &ObjectDef| {
        !object.retired
            && (same(&object.label.en, &new.label.en) || same(&object.label.zh, &new.label.zh))
    };
    if problems.is_empty() && merged.iter().any(is_namesake) {
        problems.push(FieldProblem::new("label", Problem::NameTaken));
    }
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    let label = filled(&new.label);
    let plural = filled(&new.plural);
    let is_field_of_activities = |key: &str| {
        merged
            .iter()
            .any(|object| object.key == contract::objects::ACTIVITY && object.field(key).is_some())
    };
    let key = word(&label, "object", |key| {
        is_reserved(key)
            || merged.iter().any(|object| object.key == key)
            || is_field_of_activities(key)
    });
    let path = word(&plural, "objects", |path| {
        PAGES.contains(&path) || merged.iter().any(|object| object.path == path)
    });
    let body = ObjectBody {
        label: Some(label),
        plural: Some(plural),
        icon: Some(new.icon).filter(|icon| !icon.is_empty()),
        hue: Some(new.hue % 360),
        path: Some(path),
        stored: Some(stored("o")),
        followed: Some(new.followed),
        ..ObjectBody::default()
    };
    change
        .keep_object(&key, serde_json::to_string(&body)?, 0)
        .await?;
    change.commit(&key).await
}

/// Pages that are no object's.
const PAGES: [&str; 16] = [
    "import",
    "settings",
    "sign-in",
    "setup",
    "api",
    "files",
    "export",
    "bin",
    "search",
    "help",
    "today",
    "merge",
    "duplicates",
    "describe",
    "docs",
    "live",
];

/// Changes what is said of an object; what the change does not name stays.
///
/// # Errors
/// [`Refusal::Outdated`] when somebody else changed it since `version`.
pub async fn change_object(
    desk: &Desk,
    key: &str,
    body: ObjectBody,
    version: i32,
) -> Result<ObjectDef> {
    let mut change = Change::begin(desk).await?;
    let merged = merge(&change.described)?;
    let object = merged
        .iter()
        .find(|object| object.key == key)
        .ok_or(Refusal::NotFound)?;
    let problems = problems(object, &body);
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    let mut kept = body_of(&change, key)?;
    let (stored, path) = (kept.stored.take(), kept.path.take());
    take(&mut kept, body);
    (kept.stored, kept.path) = (stored, path);
    change
        .keep_object(key, serde_json::to_string(&kept)?, version)
        .await?;
    change.commit(key).await
}

/// Puts an object away: its records are kept and shown nowhere. Those that come with the product stay.
///
/// # Errors
/// [`Refusal::Forbidden`], [`Refusal::Outdated`].
pub async fn put_away(desk: &Desk, key: &str, version: i32) -> Result<ObjectDef> {
    retire(desk, key, version, true).await
}

/// Brings an object back as it was.
///
/// # Errors
/// [`Refusal::Forbidden`], [`Refusal::Outdated`].
pub async fn bring_back(desk: &Desk, key: &str, version: i32) -> Result<ObjectDef> {
    retire(desk, key, version, false).await
}

async fn retire(desk: &Desk, key: &str, version: i32, retired: bool) -> Result<ObjectDef> {
    let mut change = Change::begin(desk).await?;
    let mut body = body_of(&change, key)?;
    if body.stored.is_none() {
        return Err(Refusal::Forbidden.into());
    }
    body.retired = retired;
    change
        .keep_object(key, serde_json::to_string(&body)?, version)
        .await?;
    change.commit(key).await
}

fn body_of(change: &Change<'_>, key: &str) -> Result<ObjectBody> {
    let row = change.described.objects.iter().find(|row| row.key == key);
    Ok(row
        .map(|row| serde_json::from_str(&row.body))
        .transpose()?
        .unwrap_or_default())
}

fn take(kept: &mut ObjectBody, new: ObjectBody) {
    macro_rules! take {
        ($($field:ident),*) => { $( if new.$field.is_some() { kept.$field = new.$field; } )* };
    }
    let places = new.sections.is_some();
    take!(
        label, plural, icon, hue, columns, searched, duplicates, sort, highlights, sections,
        followed, rules, layouts
    );
    if places {
        kept.unplaced = new.unplaced;
    }
}

/// Only fields of the object are named, and its name is one.
fn problems(object: &ObjectDef, body: &ObjectBody) -> Vec<FieldProblem> {
    let mut problems = Vec::new();
    for (place, label) in [("label", &body.label), ("plural", &body.plural)] {
        if let Some(label) = label {
            label_problems(place, label, &mut problems);
        }
    }
    let lists = [
        ("columns", &body.columns),
        ("searched", &body.searched),
        ("duplicates", &body.duplicates),
        ("highlights", &body.highlights),
    ];
    for (place, keys) in lists {
        let keys = keys.iter().flatten();
        if keys.into_iter().any(|key| object.field(key).is_none()) {
            problems.push(FieldProblem::new(place, Problem::Unknown));
        }
    }
    let layouts = body.layouts.iter().flatten();
    let sections = body
        .sections
        .iter()
        .flatten()
        .chain(layouts.flat_map(|layout| &layout.sections));
    for section in sections {
        if section.fields.iter().any(|key| object.field(key).is_none()) {
            problems.push(FieldProblem::new("sections", Problem::Unknown));
        }
    }
    if let Some(sort) = &body.sort
        && !object
            .field(&sort.field)
            .is_some_and(|field| object.is_sortable(field))
    {
        problems.push(FieldProblem::new("sort", Problem::WrongKind));
    }
    for (place, rule) in body.rules.iter().flatten().enumerate() {
        let troubles = derived::rule_troubles(object, rule);
        if !rule.retired && !troubles.is_empty() {
            let problem = Problem::WrongExpression { troubles };
            problems.push(FieldProblem::new(&format!("rules.{place}"), problem));
        }
    }
    problems.dedup();
    problems
}

/// A label has words in one language at least, and not too many.
pub(super) fn label_problems(place: &str, label: &Label, problems: &mut Vec<FieldProblem>) {
    let is_empty = |text: &str| text.trim().is_empty();
    if is_empty(&label.en) && is_empty(&label.zh) {
        problems.push(FieldProblem::new(place, Problem::Required));
    }
    if [&label.en, &label.zh]
        .iter()
        .any(|text| text.chars().count() > LONGEST)
    {
        let limit = u32::try_from(LONGEST).unwrap_or(u32::MAX);
        problems.push(FieldProblem::new(place, Problem::TooLong { limit }));
    }
}

/// The other language's words where one language has none.
pub(super) fn filled(label: &Label) -> Label {
    let (en, zh) = (label.en.trim(), label.zh.trim());
    Label::new(
        if en.is_empty() { zh } else { en },
        if zh.is_empty() { en } else { zh },
    )
}

fn same(one: &str, other: &str) -> bool {
    !one.trim().is_empty() && one.trim().to_lowercase() == other.trim().to_lowercase()
}

/// A name for a table or a column that nobody typed.
pub(super) fn stored(beginning: &str) -> String {
    let id = Uuid::now_v7().simple().to_string();
    format!("{beginning}_{}", &id[id.len() - 12..])
}
