//! The words that stand in columns of choices, of yes and no, and of users: what each is read as, and what a person
//! makes of it.

use std::collections::HashMap;
use std::path::PathBuf;

use contract::dto::imports::{ColumnMatch, ImportPlan, MOST_WORDS, ValueCount, ValueTarget};
use contract::{FieldDef, FieldKind, ObjectDef, Refusal};
use uuid::Uuid;

use super::job::Job;
use super::look::{blocking, open, refused};
use super::plan;
use super::spelling::{is_nothing, parts, plain, spellings, unescaped};
use crate::import::{Row, parse_yes_no, tidy};
use crate::{Desk, Result};

/// Words of one column that are counted; a column with more of them holds something else.
const MOST_COUNTED: usize = 20_000;

/// What a person made of a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meant {
    /// Key of a choice.
    Choice(String),
    YesNo(bool),
    User(Uuid),
    New,
    Blank,
}

/// What a person made of the words of a column, by their plain spelling. What the field does not know is left out.
pub(super) fn meant(column: &ColumnMatch, field: &FieldDef) -> HashMap<String, Meant> {
    let meant = |target: &ValueTarget| match (target, field.kind) {
        (ValueTarget::Blank, _) => Some(Meant::Blank),
        (ValueTarget::New, kind) => kind.has_choices().then_some(Meant::New),
        (ValueTarget::Choice(key), FieldKind::YesNo) => match key.as_str() {
            "yes" => Some(Meant::YesNo(true)),
            "no" => Some(Meant::YesNo(false)),
            _ => None,
        },
        (ValueTarget::Choice(id), FieldKind::User) => id.parse().ok().map(Meant::User),
        (ValueTarget::Choice(key), kind) => {
            let is_known = kind.has_choices() && field.choice(key).is_some();
            is_known.then(|| Meant::Choice(key.clone()))
        }
    };
    let values = column.values.iter();
    values
        .filter_map(|map| Some((plain(&map.from), meant(&map.to)?)))
        .collect()
}

/// Whether a person is shown the words of a column that goes to such a field.
pub(super) fn is_worded(kind: FieldKind) -> bool {
    kind.has_choices() || matches!(kind, FieldKind::YesNo | FieldKind::User)
}

/// How often each word stands in some columns of a file.
#[derive(Debug, Default)]
pub(super) struct Words(Vec<(usize, FieldKind, Counted)>);

/// The words of a column by their plain spelling: how each was first written, and in how many rows it stands.
type Counted = HashMap<String, (String, u64)>;

impl Words {
    /// The columns by their places, with the kinds of the fields they go to.
    pub(super) fn of(plan: &ImportPlan, object: &ObjectDef) -> Self {
        let worded = |(place, column): (usize, &ColumnMatch)| {
            let kind = object.field(column.field.as_deref()?)?.kind;
            is_worded(kind).then(|| (place, kind, HashMap::new()))
        };
        Self(plan.columns.iter().enumerate().filter_map(worded).collect())
    }

    /// Looks at one more row.
    pub(super) fn see(&mut self, row: &Row) {
        for (place, kind, seen) in &mut self.0 {
            let cell = unescaped(row.cell(*place));
            match kind {
                _ if is_nothing(*kind, cell) => {}
                FieldKind::Choices => parts(cell).for_each(|word| count(seen, word)),
                _ => count(seen, tidy(cell)),
            }
        }
    }

    /// Puts the words into the plan, the most frequent first.
    pub(super) fn note(self, desk: &Desk, object: &ObjectDef, plan: &mut ImportPlan) {
        for column in &mut plan.columns {
            column.distinct.clear();
        }
        for (place, _, seen) in self.0 {
            let Some(column) = plan.columns.get_mut(place) else {
                continue;
            };
            let field = column
                .field
                .as_deref()
                .and_then(|field| object.field(field));
            if let Some(field) = field {
                column.distinct = told(desk, field, seen);
            }
        }
    }
}

fn count(seen: &mut Counted, word: &str) {
    let key = plain(word);
    if let Some((_, rows)) = seen.get_mut(&key) {
        *rows += 1;
    } else if seen.len() < MOST_COUNTED {
        seen.insert(key, (word.to_owned(), 1));
    }
}

fn told(desk: &Desk, field: &FieldDef, seen: Counted) -> Vec<ValueCount> {
    let mut words: Vec<(String, u64)> = seen.into_values().collect();
    words.sort_by(|(word, rows), (other, more)| more.cmp(rows).then_with(|| word.cmp(other)));
    words.truncate(MOST_WORDS);
    let (choices, people) = (spellings(field), desk.crm().people());
    let known = |word: &str| match field.kind {
        FieldKind::YesNo => {
            let yes = parse_yes_no(word).ok()?;
            Some(if yes { "yes" } else { "no" }.to_owned())
        }
        FieldKind::User => people.find(word).map(|id| id.to_string()),
        _ => choices.get(&plain(word)).cloned(),
    };
    words
        .into_iter()
        .map(|(value, rows)| ValueCount {
            known: known(&value),
            value,
            rows,
        })
        .collect()
}

/// The words of one column of an upload, as a field would read them: for a person who lets the column go somewhere else.
///
/// # Errors
/// [`Refusal::NotFound`], and [`Refusal::Unreadable`] when the upload is gone.
pub async fn words(desk: &Desk, id: Uuid, place: usize, field: &str) -> Result<Vec<ValueCount>> {
    let job = Job::of(desk, id).await?;
    let object = desk.object(&job.object)?;
    plan::known(&object, field)?;
    let field = object.field(field).ok_or(Refusal::NotFound)?;
    if !is_worded(field.kind) {
        return Ok(Vec::new());
    }
    let mut words = Words(vec![(place, field.kind, HashMap::new())]);
    let path: PathBuf = job.path(desk.crm());
    let words = blocking(move || {
        for row in open(&path)? {
            words.see(&row.map_err(refused)?);
        }
        Ok(words)
    })
    .await?;
    let seen = words.0.into_iter().map(|(_, _, seen)| seen).next();
    Ok(told(desk, field, seen.unwrap_or_default()))
}
