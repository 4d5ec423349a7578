//! Records that a file names and nobody has: each is made once, under the name that the file gives it, together with the
//! first rows that point to it.

use std::collections::{BTreeMap, HashMap, HashSet};

use contract::dto::imports::{RowProblem, Severity};
use contract::dto::records::EventAction;
use contract::objects::USER;
use contract::value::Values;
use contract::{Action, FieldKind, Link, ObjectDef, Reach, Value};
use uuid::Uuid;

use super::column::Column;
use super::companions::Companion;
use super::convert::Converter;
use super::draft::Draft;
use super::links::Found;
use super::settle::{Fate, Outcome};
use super::spelling::{parts, plain, unescaped};
use crate::access::{NewRecord, Write};
use crate::import::tidy;
use crate::records::{EXTERNAL_ID, Origin, prepare, taken};
use crate::{Desk, Result};

/// The records that an import makes for names.
#[derive(Debug, Default)]
pub(super) struct Related {
    /// By object and text; `None` where none can be made.
    made: HashMap<(String, String), Option<Uuid>>,
    /// With the keys of their objects.
    unsaved: Vec<(String, NewRecord)>,
}

/// A text of a row that leads nowhere.
struct Wanted<'t> {
    target: &'t str,
    text: &'t str,
    name: &'t str,
}

impl Related {
    /// Makes what a batch names and nobody has, as far as the asker may. Rows of the file's own object are left to link
    /// each other when they come.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn make(
        &mut self,
        desk: &Desk,
        object: &str,
        converter: &Converter,
        found: &mut Found,
        drafts: &mut [Draft],
    ) -> Result<()> {
        for draft in drafts {
            for (index, text) in draft.open.clone() {
                let column = &converter.columns[index];
                let target = column.field.relation.as_deref();
                let Some(target) = target.filter(|target| *target != object) else {
                    continue;
                };
                let Some(name) = name_of(column, draft, &text) else {
                    continue;
                };
                let named: Vec<Wanted<'_>> = match column.field.kind {
                    FieldKind::Relations => parts(&text)
                        .map(|text| Wanted {
                            target,
                            text,
                            name: text,
                        })
                        .collect(),
                    _ => vec![Wanted {
                        target,
                        text: &text,
                        name: &name,
                    }],
                };
                for wanted in named {
                    self.one(desk, column, found, draft, wanted).await?;
                }
            }
        }
        Ok(())
    }

    async fn one(
        &mut self,
        desk: &Desk,
        column: &Column,
        found: &mut Found,
        draft: &mut Draft,
        wanted: Wanted<'_>,
    ) -> Result<()> {
        if found.knows(wanted.target, wanted.text) {
            return Ok(());
        }
        let place = (wanted.target.to_owned(), wanted.text.to_owned());
        let id = if let Some(known) = self.made.get(&place) {
            *known
        } else {
            let made = new_one(desk, &wanted, draft).await?;
            let id = made.as_ref().map(|record| record.id);
            if let Some(record) = made {
                let (object, reference) = (wanted.target.to_owned(), wanted.name.to_owned());
                let problem = RowProblem::NewRecord { object, reference };
                draft.note(Some(column), wanted.text, Severity::Warning, problem);
                self.unsaved.push((wanted.target.to_owned(), record));
            }
            self.made.insert(place, id);
            id
        };
        if let Some(id) = id {
            found.add(wanted.target, wanted.text, id);
        }
        Ok(())
    }

    /// Writes those that rows which go in point to, before these rows. Answers them.
    ///
    /// # Errors
    /// When the database fails, or the asker may not make them any more.
    pub(super) async fn save(
        &self,
        write: &mut Write<'_>,
        import: Uuid,
        outcomes: &[Outcome],
    ) -> Result<HashSet<Uuid>> {
        if self.unsaved.is_empty() {
            return Ok(HashSet::new());
        }
        let needed: HashSet<Uuid> = outcomes
            .iter()
            .filter(|outcome| matches!(outcome.fate, Fate::Create | Fate::Update(_)))
            .flat_map(|outcome| outcome.draft.values.values())
            .flat_map(ids)
            .collect();
        let mut by_object: BTreeMap<&str, Vec<NewRecord>> = BTreeMap::new();
        let mut saved = HashSet::new();
        for (object, record) in &self.unsaved {
            if needed.contains(&record.id) {
                saved.insert(record.id);
                by_object.entry(object).or_default().push(NewRecord {
                    batch: Some(import),
                    ..record.clone()
                });
            }
        }
        for (object, records) in by_object {
            let object = write.desk().object(object)?;
            write
                .insert(&object, records, EventAction::Imported)
                .await?;
        }
        Ok(saved)
    }

    /// After they are on disk.
    pub(super) fn saved(&mut self, saved: &HashSet<Uuid>) {
        self.unsaved
            .retain(|(_, record)| !saved.contains(&record.id));
    }
}

fn ids(value: &Value) -> Vec<Uuid> {
    match value {
        Value::Link(link) => link.id.into_iter().collect(),
        Value::Links(links) => links.iter().filter_map(|link| link.id).collect(),
        _ => Vec::new(),
    }
}

/// How a record is to be called that a cell names; `None` where the cell holds an id of another system, by which nobody
/// would know it.
fn name_of(column: &Column, draft: &Draft, text: &str) -> Option<String> {
    let name = match column.companion {
        Companion::Foreign(_) => tidy(unescaped(draft.row.cell(column.place))).to_owned(),
        _ if is_of_ids(&column.header) => return None,
        _ => text.to_owned(),
    };
    (!name.is_empty()).then_some(name)
}

/// Whether a header says that ids stand below it.
fn is_of_ids(header: &str) -> bool {
    let header = plain(header);
    let mut words = header.rsplit(|letter: char| !letter.is_alphanumeric());
    words.next() == Some("id")
        || header.ends_with("编号")
        || header.ends_with("number")
        || header.ends_with("id") && !header.contains(' ')
}

/// A record of a name, where the asker may make one and it needs nothing but its name.
async fn new_one(desk: &Desk, wanted: &Wanted<'_>, draft: &Draft) -> Result<Option<NewRecord>> {
    let Ok(object) = desk.object(wanted.target) else {
        return Ok(None);
    };
    let reach = desk.reach(&object.key, Action::Create);
    if reach == Reach::None || !can_be_named(&object) {
        return Ok(None);
    }
    let mut values = Values::from([(object.title.clone(), wanted.name.into())]);
    if wanted.text != wanted.name && object.field(EXTERNAL_ID).is_some() {
        values.insert(EXTERNAL_ID.to_owned(), wanted.text.into());
    }
    let owner = draft.values.get("owner").and_then(Value::id);
    if let Some(owner) = owner.filter(|_| reach == Reach::All && object.field("owner").is_some()) {
        values.insert("owner".to_owned(), Value::Link(Link::to(owner)));
    }
    let mut problems = prepare(desk, &object, None, &mut values, Origin::File).await?;
    problems.extend(taken(desk, &object, None, &values).await?);
    Ok(problems.is_empty().then(|| NewRecord {
        id: Uuid::now_v7(),
        values,
        batch: None,
    }))
}

fn can_be_named(object: &ObjectDef) -> bool {
    let title = object.field(&object.title);
    object.key != USER
        && object.line_of.is_none()
        && title.is_some_and(|field| field.kind == FieldKind::Text && field.derived.is_none())
}
