//! What belongs to records but stands in tables of its own: tags, the log. Likenesses are in `likenesses.rs`.
#![expect(
    clippy::disallowed_methods,
    reason = "the door is the one place that speaks to the database"
)]

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use contract::value::Values;
use contract::{FieldDef, FieldKind, Link, ObjectDef, Value};
use entity::event;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Order, Query};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{Granted, Visible, few_lengths};
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
        let mut ids = ids.to_vec();
        few_lengths(&mut ids);
        let select = Query::select()
            .columns(["record_id", "field", "value"].map(Alias::new))
            .from(Alias::new("several"))
            .and_where(Expr::col(Alias::new("object")).eq(object.key.as_str()))
            .and_where(Expr::col(Alias::new("record_id")).is_in(ids))
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
