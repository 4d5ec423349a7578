//! What belongs to records but stands in tables of its own: tags, likenesses, the log.
#![expect(
    clippy::disallowed_methods,
    reason = "the door is the one place that speaks to the database"
)]

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use contract::value::Values;
use contract::{FieldDef, FieldKind, Link, ObjectDef, Value};
use entity::event;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Order, Query, SelectStatement};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QueryResult, QuerySelect};
use uuid::Uuid;

use super::{Door, Granted, Visible};
use crate::likeness::Key;
use crate::{Desk, Result};

/// Values of one question; SQLite binds 32,766 at most.
const ASKED: usize = 10_000;

/// The values of fields of which a record may have several, of records whose sight the caller has proved by having
/// read them: tags, keys of choices, and links without their titles.
pub(crate) async fn several_of(
    desk: &Desk,
    object: &ObjectDef,
    ids: Vec<Uuid>,
) -> Result<HashMap<Uuid, Values>> {
    let fields: HashMap<&str, &FieldDef> = object
        .fields
        .iter()
        .filter(|field| field.kind.is_several())
        .map(|field| (field.stem(), field))
        .collect();
    let mut found: HashMap<Uuid, Values> = HashMap::new();
    if fields.is_empty() {
        return Ok(found);
    }
    for ids in ids.chunks(ASKED) {
        let select = Query::select()
            .columns(["record_id", "field", "value"].map(Alias::new))
            .from(Alias::new("several"))
            .and_where(Expr::col(Alias::new("object")).eq(object.key.as_str()))
            .and_where(Expr::col(Alias::new("record_id")).is_in(ids.to_vec()))
            .order_by(Alias::new("value"), Order::Asc)
            .take();
        for row in desk.crm().door().rows(&select).await? {
            let stem: String = row.try_get("", "field")?;
            if let Some(field) = fields.get(stem.as_str()) {
                let values = found.entry(row.try_get("", "record_id")?).or_default();
                add_one(field, values, row.try_get("", "value")?);
            }
        }
    }
    Ok(found)
}

fn add_one(field: &FieldDef, values: &mut Values, one: String) {
    let held = values.entry(field.key.clone()).or_default();
    if field.kind == FieldKind::Relations {
        let Ok(id) = one.parse() else { return };
        match held {
            Value::Links(links) => links.push(Link::to(id)),
            _ => *held = Value::Links(vec![Link::to(id)]),
        }
    } else {
        match held {
            Value::Tags(tags) => tags.push(one),
            _ => *held = Value::Tags(vec![one]),
        }
    }
}

/// Tags of visible records that begin with some letters, the most used first.
pub(crate) async fn tags_like(
    visible: Visible,
    field: &FieldDef,
    beginning: &str,
    most: u64,
) -> Result<Vec<String>> {
    let (desk_door, object) = (visible.door.clone(), visible.object().key.clone());
    let escaped = beginning
        .replace('\\', "\\\\")
        .replace('%', "\\%")
        .replace('_', "\\_");
    let select = Query::select()
        .column(Alias::new("value"))
        .from(Alias::new("several"))
        .and_where(Expr::col(Alias::new("object")).eq(object))
        .and_where(Expr::col(Alias::new("field")).eq(field.stem()))
        .and_where(
            Expr::col(Alias::new("value"))
                .like(sea_orm::sea_query::LikeExpr::new(format!("{escaped}%")).escape('\\')),
        )
        .and_where(Expr::col(Alias::new("record_id")).in_subquery(visible.ids()))
        .group_by_col(Alias::new("value"))
        .order_by_expr(Expr::cust("COUNT(*)"), Order::Desc)
        .limit(most)
        .take();
    desk_door
        .rows(&select)
        .await?
        .iter()
        .map(|row| Ok(row.try_get("", "value")?))
        .collect()
}

/// The ids of live records that carry one of some keys, whoever may see them: a twin is told of even where
/// it may not be opened. Ids only; what is shown of them is for the caller's rights to say.
pub(crate) async fn alike(
    desk: &Desk,
    object: &str,
    keys: &[Key],
    most: u64,
) -> Result<Vec<(Key, Uuid)>> {
    let mut found = Vec::new();
    let door = desk.crm().door();
    for kind in [
        crate::likeness::EMAIL,
        crate::likeness::PHONE,
        crate::likeness::FIXED_LINE,
        crate::likeness::NAME,
    ] {
        let mut values: Vec<&str> = keys
            .iter()
            .filter(|key| key.kind == kind)
            .map(|key| key.value.as_str())
            .collect();
        if values.is_empty() {
            continue;
        }
        few_lengths(&mut values);
        let select = alike_select(door, object, kind, &values, most);
        for row in door.rows(&select).await? {
            found.push((
                Key {
                    kind,
                    value: row.try_get("", "value")?,
                },
                row.try_get("", "record_id")?,
            ));
        }
    }
    Ok(found)
}

/// Lengths of lists of values differ by so many.
const STEP: usize = 500;
/// Shorter lists of values are asked for as they are.
const SHORT: usize = 50;

/// Makes a long list of values as long as few lists are, by its last one again and again: each connection keeps the
/// statements it knows, and of every length that would be another one.
pub(crate) fn few_lengths<T: Clone>(values: &mut Vec<T>) {
    if let Some(last) = values.last().filter(|_| values.len() > SHORT).cloned() {
        values.resize(values.len().next_power_of_two(), last);
    }
}

/// For each of some values of one kind of likeness the first live record that carries it, whoever may see it.
/// Ids only, as with [`alike`].
pub(crate) async fn first_alike(
    desk: &Desk,
    object: &str,
    kind: &str,
    mut values: Vec<String>,
) -> Result<HashMap<String, Uuid>> {
    values.sort_unstable();
    values.dedup();
    let mut found = HashMap::new();
    for values in values.chunks(ASKED) {
        let mut asked: Vec<&str> = values.iter().map(String::as_str).collect();
        // Few lengths, so that the statement is known from the last time.
        let whole = asked.len().next_multiple_of(STEP);
        asked.resize(whole, asked.last().copied().unwrap_or_default());
        let firsts = alike_select(desk.crm().door(), object, kind, &asked, 0)
            .reset_limit()
            .clear_selects()
            .expr(Expr::cust("MIN(id)"))
            .group_by_col(Alias::new("value"))
            .take();
        let select = Query::select()
            .columns(["value", "record_id"].map(Alias::new))
            .from(Alias::new("duplicate_key"))
            .and_where(Expr::col(Alias::new("id")).in_subquery(firsts))
            .take();
        for row in desk.crm().door().rows(&select).await? {
            found.insert(row.try_get("", "value")?, row.try_get("", "record_id")?);
        }
    }
    Ok(found)
}

/// The names, as they are compared, of some records, whoever may see them.
pub(crate) async fn names_of(
    desk: &Desk,
    object: &str,
    mut ids: Vec<Uuid>,
) -> Result<HashMap<Uuid, String>> {
    few_lengths(&mut ids);
    let select = Query::select()
        .columns(["value", "record_id"].map(Alias::new))
        .from(Alias::new("duplicate_key"))
        .and_where(Expr::col(Alias::new("object")).eq(object))
        .and_where(Expr::col(Alias::new("record_id")).is_in(ids))
        .and_where(Expr::col(Alias::new("kind")).eq(crate::likeness::NAME))
        .take();
    let mut names = HashMap::new();
    for row in desk.crm().door().rows(&select).await? {
        names.insert(row.try_get("", "record_id")?, row.try_get("", "value")?);
    }
    Ok(names)
}

/// A likeness that several records carry.
#[derive(Debug)]
pub(crate) struct Repeated {
    pub(crate) value: String,
    pub(crate) records: Vec<Uuid>,
}

/// Likenesses of some kinds that several live records carry, whoever may see them, in the order of their values after
/// one. Ids only, as with [`alike`].
pub(crate) async fn repeated(
    desk: &Desk,
    object: &str,
    kinds: &[&str],
    after: &str,
    most: u64,
) -> Result<Vec<Repeated>> {
    let door = desk.crm().door();
    let column = |name: &'static str| Expr::col(Alias::new(name));
    let values = Query::select()
        .column(Alias::new("value"))
        .from(Alias::new("duplicate_key"))
        .and_where(of_object(door, object))
        .and_where(column("kind").is_in(kinds.iter().copied()))
        .and_where(column("value").gt(after))
        .group_by_col(Alias::new("value"))
        .and_having(Expr::cust("COUNT(DISTINCT record_id) > 1"))
        .order_by(Alias::new("value"), Order::Asc)
        .limit(most)
        .take();
    let mut found: Vec<Repeated> = Vec::new();
    let select = Query::select()
        .columns(["value", "record_id"].map(Alias::new))
        .from(Alias::new("duplicate_key"))
        .and_where(of_object(door, object))
        .and_where(column("kind").is_in(kinds.iter().copied()))
        .and_where(
            column("value").in_subquery(
                Query::select()
                    .column(Alias::new("value"))
                    .from_subquery(values, Alias::new("twice"))
                    .take(),
            ),
        )
        .order_by(Alias::new("value"), Order::Asc)
        .order_by(Alias::new("id"), Order::Asc)
        .take();
    for row in door.rows(&select).await? {
        let (value, record): (String, Uuid) =
            (row.try_get("", "value")?, row.try_get("", "record_id")?);
        match found.last_mut() {
            Some(last) if last.value == value => {
                if !last.records.contains(&record) {
                    last.records.push(record);
                }
            }
            _ => found.push(Repeated {
                value,
                records: vec![record],
            }),
        }
    }
    Ok(found)
}

/// Every likeness of some records whose sight the caller has proved, or of whom nothing but an id is told, as with
/// [`alike`]: its kind, its value, the record; the first one that was written before the others.
pub(crate) async fn likenesses_of(
    desk: &Desk,
    object: &str,
    ids: Vec<Uuid>,
) -> Result<Vec<(String, String, Uuid)>> {
    let select = Query::select()
        .columns(["kind", "value", "record_id"].map(Alias::new))
        .from(Alias::new("duplicate_key"))
        .and_where(Expr::col(Alias::new("object")).eq(object))
        .and_where(Expr::col(Alias::new("record_id")).is_in(ids))
        .order_by(Alias::new("id"), Order::Asc)
        .take();
    let rows = desk.crm().door().rows(&select).await?;
    rows.iter().map(likeness_row).collect()
}

/// The kind of a likeness, its value, the record that has it.
pub(super) fn likeness_row(row: &QueryResult) -> Result<(String, String, Uuid)> {
    Ok((
        row.try_get("", "kind")?,
        row.try_get("", "value")?,
        row.try_get("", "record_id")?,
    ))
}

/// While the index of likenesses is put away, the other one would lead to each of them by itself: all are read instead.
fn of_object(door: &Door, object: &str) -> Expr {
    match door.are_likenesses_away() {
        true => Expr::cust("+object").eq(object),
        false => Expr::col(Alias::new("object")).eq(object),
    }
}

fn alike_select(
    door: &Door,
    object: &str,
    kind: &str,
    values: &[&str],
    most: u64,
) -> SelectStatement {
    Query::select()
        .columns(["value", "record_id"].map(Alias::new))
        .from(Alias::new("duplicate_key"))
        .and_where(of_object(door, object))
        .and_where(Expr::col(Alias::new("kind")).eq(kind))
        .and_where(Expr::col(Alias::new("value")).is_in(values.iter().copied()))
        .limit(most)
        .take()
}

/// Whether a living record, whoever may see it, has a value in a unique field. Yes or no only: nothing is told of it.
pub(crate) async fn is_taken(
    desk: &Desk,
    object: &ObjectDef,
    field: &FieldDef,
    value: &Value,
) -> Result<bool> {
    let Some((column, bound)) = super::row::compared(desk.crm(), object, field, value) else {
        return Ok(false);
    };
    let select = Query::select()
        .column(Alias::new("id"))
        .from(Alias::new(object.table()))
        .and_where(Expr::col(Alias::new(column)).eq(bound))
        .and_where(Expr::col(Alias::new("deleted_at")).is_null())
        .limit(1)
        .take();
    Ok(desk.crm().door().row(&select).await?.is_some())
}

/// Who owns some records, whoever may see them: to ask the owner of a twin.
pub(crate) async fn owners_of(
    desk: &Desk,
    object: &str,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Uuid>> {
    let described = desk.object(object)?;
    if described.field("owner").is_none() || ids.is_empty() {
        return Ok(HashMap::new());
    }
    let select = Query::select()
        .columns(["id", "owner_id"].map(Alias::new))
        .from(Alias::new(described.table()))
        .and_where(Expr::col(Alias::new("id")).is_in(ids.to_vec()))
        .take();
    let mut owners = HashMap::new();
    for row in desk.crm().door().rows(&select).await? {
        if let Some(owner) = row.try_get::<Option<Uuid>>("", "owner_id")? {
            owners.insert(row.try_get("", "id")?, owner);
        }
    }
    Ok(owners)
}

impl Desk {
    /// Who changed a part of the configuration last; nobody's name where it was never changed.
    pub(crate) async fn last_configured_by(&self, name: &str) -> Result<String> {
        let last = event::Entity::find()
            .filter(event::Column::Object.eq(super::CONFIGURATION))
            .filter(event::Column::RecordId.eq(super::configuration_id(name)))
            .order_by_desc(event::Column::Seq)
            .one(self.crm().door().house().read())
            .await?;
        Ok(last.map(|event| event.actor).unwrap_or_default())
    }
}

impl Granted {
    /// What happened to the record, the newest first, before a moment.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn events(
        &self,
        desk: &Desk,
        before: Option<DateTime<Utc>>,
        most: u64,
    ) -> Result<Vec<event::Model>> {
        let mut events = event::Entity::find()
            .filter(event::Column::Object.eq(self.object().key.as_str()))
            .filter(event::Column::RecordId.eq(self.id()));
        if let Some(before) = before {
            events = events.filter(event::Column::At.lt(before));
        }
        let events = events.order_by_desc(event::Column::Seq).limit(most);
        Ok(events.all(desk.crm().door().house().read()).await?)
    }
}
