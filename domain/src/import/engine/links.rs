//! What the relations of a batch point to: by foreign id, else by exact name; one question for each kind of
//! relation, however many rows there are.

use std::collections::{BTreeSet, HashMap};

use contract::dto::imports::{RowProblem, Severity};
use contract::{FieldDef, FieldKind, Link, ObjectDef, Record, Value};
use migration::sort_column;
use sea_orm::DbBackend;
use sea_orm::sea_query::{Condition, Expr, ExprTrait};
use uuid::Uuid;

use super::column::Column;
use super::convert::Converter;
use super::draft::Draft;
use super::spelling::parts;
use crate::access::Visible;
use crate::import::tidy;
use crate::{Desk, Result, sorting};

/// Namesakes of one batch that are looked at.
const MOST: u64 = 50_000;
/// Values of one question.
const ASKED: usize = 10_000;
/// Fields of a related record that tell more about the row that names it.
const TELLING: [&str; 6] = [
    "external_id",
    "owner",
    "account",
    "contact",
    "email",
    "deal",
];

/// The records that a batch names.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// By object and text.
    by_text: HashMap<(String, String), Vec<Uuid>>,
    records: HashMap<Uuid, Record>,
    /// Fields that the imported object takes over from what it points to.
    inherited: BTreeSet<String>,
}

impl Found {
    /// The record of an id that a text led to.
    pub(super) fn record(&self, id: Uuid) -> Option<&Record> {
        self.records.get(&id)
    }
}

/// Looks up everything that the relations of a batch name.
///
/// # Errors
/// When the database fails.
pub(super) async fn find(
    desk: &Desk,
    object: &ObjectDef,
    converter: &Converter,
    drafts: &[Draft],
) -> Result<Found> {
    let mut wanted: HashMap<String, BTreeSet<&str>> = HashMap::new();
    for (index, text) in drafts.iter().flat_map(|draft| &draft.open) {
        let field = &converter.columns[*index].field;
        if let Some(target) = &field.relation {
            let named = wanted.entry(target.clone()).or_default();
            match field.kind {
                FieldKind::Relations => named.extend(parts(text)),
                _ => drop(named.insert(text)),
            }
        }
    }
    let inherits = |field: &&FieldDef| !field.inherits.is_empty();
    let inherited = object.fields.iter().filter(inherits);
    let mut found = Found {
        inherited: inherited.map(|field| field.key.clone()).collect(),
        ..Found::default()
    };
    for (target, texts) in wanted {
        let Ok(visible) = desk.visible(&target) else {
            continue;
        };
        let texts: Vec<&str> = texts.into_iter().collect();
        for texts in texts.chunks(ASKED) {
            by_foreign_id(&mut found, &visible, texts).await?;
            let unknown = |text: &&str| {
                !found
                    .by_text
                    .contains_key(&(target.clone(), (*text).to_owned()))
            };
            let rest: Vec<&str> = texts.iter().copied().filter(unknown).collect();
            if !rest.is_empty() {
                by_name(desk, &mut found, &visible, &rest).await?;
            }
        }
    }
    Ok(found)
}

async fn by_foreign_id(found: &mut Found, visible: &Visible, texts: &[&str]) -> Result<()> {
    let column = visible.column("external_id");
    let condition = Condition::all().add(column.is_in(texts.iter().copied()));
    for record in told(found, visible, condition).await? {
        found.take(visible, record.text("external_id").to_owned(), record);
    }
    Ok(())
}

async fn by_name(desk: &Desk, found: &mut Found, visible: &Visible, texts: &[&str]) -> Result<()> {
    let object = visible.object();
    let wanted: HashMap<&str, &str> = texts.iter().map(|text| (tidy(text), *text)).collect();
    for record in told(
        found,
        visible,
        Condition::all().add(called(desk, visible, texts)),
    )
    .await?
    {
        if let Some(text) = wanted.get(tidy(record.text(&object.title))) {
            found.take(visible, (*text).to_owned(), record);
        }
    }
    Ok(())
}

/// The condition that a record is called by one of some names, which its index knows; names that only sort like them are
/// among those it finds.
pub(super) fn called(desk: &Desk, visible: &Visible, texts: &[&str]) -> Expr {
    let object = visible.object();
    let name = sort_column(object);
    // The index compares byte by byte; on PostgreSQL it must be asked in the same words.
    let column = match desk.crm().door().backend() {
        DbBackend::Postgres => {
            Expr::cust(format!("\"{}\".\"{name}\" COLLATE \"C\"", object.table()))
        }
        _ => visible.column(&name),
    };
    let keys: BTreeSet<String> = texts.iter().map(|text| sorting::key(text)).collect();
    column.is_in(keys)
}

/// Records with what tells more, the first ones first.
async fn told(found: &Found, visible: &Visible, condition: Condition) -> Result<Vec<Record>> {
    let object = visible.object();
    let fields: Vec<&FieldDef> = object
        .fields
        .iter()
        .filter(|field| {
            TELLING.contains(&field.key.as_str())
                || field.key == object.title
                || found.inherited.contains(&field.key)
        })
        .collect();
    visible
        .clone()
        .only(condition)
        .order("id", crate::access::Order::Up)
        .first(MOST)
        .records(&fields)
        .await
}

impl Found {
    /// Whether a text leads to a record.
    pub(super) fn knows(&self, target: &str, text: &str) -> bool {
        self.by_text
            .contains_key(&(target.to_owned(), text.to_owned()))
    }

    /// A text leads to a record that is being made.
    pub(super) fn add(&mut self, target: &str, text: &str, id: Uuid) {
        let place = (target.to_owned(), text.to_owned());
        self.by_text.entry(place).or_default().push(id);
    }

    fn take(&mut self, visible: &Visible, text: String, record: Record) {
        let place = (visible.object().key.clone(), text);
        self.by_text.entry(place).or_default().push(record.id);
        self.records.insert(record.id, record);
    }

    /// The record that a text means: of several the first one of the same owner, or the first one. With it
    /// whether there were several.
    fn one(&self, target: &str, text: &str, owner: Option<Uuid>) -> Option<(Uuid, bool)> {
        let ids = self.by_text.get(&(target.to_owned(), text.to_owned()))?;
        let is_of = |id: &&Uuid| {
            self.records
                .get(id)
                .and_then(|record| record.value("owner").id())
                == owner
        };
        let best = ids
            .iter()
            .find(|id| owner.is_some() && is_of(id))
            .or_else(|| ids.first())?;
        Some((*best, ids.len() > 1))
    }

    /// Sets the relations of a row. What points nowhere keeps its text, with a warning.
    pub(super) fn set(&self, converter: &Converter, draft: &mut Draft) {
        let owner = draft.values.get("owner").and_then(Value::id);
        let relations: Vec<(usize, String)> = draft
            .open
            .extract_if(.., |(index, _)| {
                converter.columns[*index].field.kind.is_relation()
            })
            .collect();
        for (index, text) in relations {
            let column = &converter.columns[index];
            let Some(target) = column.field.relation.as_deref() else {
                continue;
            };
            let value = if column.field.kind == FieldKind::Relations {
                let links = parts(&text).map(|text| self.link(column, draft, target, text, owner));
                Value::Links(links.filter(|link| link.id.is_some()).collect())
            } else {
                Value::Link(self.link(column, draft, target, &text, owner))
            };
            draft.values.insert(column.field.key.clone(), value);
        }
    }

    /// The record that a text means, with a warning where that is doubtful or there is none.
    fn link(
        &self,
        column: &Column,
        draft: &mut Draft,
        target: &str,
        text: &str,
        owner: Option<Uuid>,
    ) -> Link {
        let (object, reference) = (target.to_owned(), text.to_owned());
        let (link, problem) = match self.one(target, text, owner) {
            Some((id, false)) => return Link::to(id),
            Some((id, true)) => (Link::to(id), RowProblem::Namesakes { object, reference }),
            None => {
                let text = text.to_owned();
                let problem = RowProblem::PointsNowhere { object, reference };
                (Link { id: None, text }, problem)
            }
        };
        draft.note(Some(column), text, Severity::Warning, problem);
        link
    }
}
