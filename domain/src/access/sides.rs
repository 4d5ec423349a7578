//! What belongs to records but stands in tables of its own: tags, likenesses, the log.
#![expect(
    clippy::disallowed_methods,
    reason = "the door is the one place that speaks to the database"
)]

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entity::event;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Order, Query, SelectStatement};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{Granted, Visible};
use crate::likeness::Key;
use crate::{Desk, Result};

/// Values of one question; SQLite binds 32,766 at most.
const ASKED: usize = 10_000;

/// The tags of records whose sight the caller has proved by having read them.
pub(crate) async fn tags_of(
    desk: &Desk,
    object: &str,
    ids: Vec<Uuid>,
) -> Result<HashMap<Uuid, Vec<String>>> {
    let select = Query::select()
        .columns(["record_id", "tag"].map(Alias::new))
        .from(Alias::new("tagging"))
        .and_where(Expr::col(Alias::new("object")).eq(object))
        .and_where(Expr::col(Alias::new("record_id")).is_in(ids))
        .order_by(Alias::new("tag"), Order::Asc)
        .take();
    let mut tags: HashMap<Uuid, Vec<String>> = HashMap::new();
    for row in desk.crm().door().rows(&select).await? {
        tags.entry(row.try_get("", "record_id")?)
            .or_default()
            .push(row.try_get("", "tag")?);
    }
    Ok(tags)
}

/// Tags of visible records that begin with some letters, the most used first.
pub(crate) async fn tags_like(visible: Visible, beginning: &str, most: u64) -> Result<Vec<String>> {
    let (desk_door, object) = (visible.door().clone(), visible.object().key.clone());
    let escaped = beginning
        .replace('\\', "\\\\")
        .replace('%', "\\%")
        .replace('_', "\\_");
    let select = Query::select()
        .column(Alias::new("tag"))
        .from(Alias::new("tagging"))
        .and_where(Expr::col(Alias::new("object")).eq(object))
        .and_where(
            Expr::col(Alias::new("tag"))
                .like(sea_orm::sea_query::LikeExpr::new(format!("{escaped}%")).escape('\\')),
        )
        .and_where(Expr::col(Alias::new("record_id")).in_subquery(visible.ids()))
        .group_by_col(Alias::new("tag"))
        .order_by_expr(Expr::cust("COUNT(*)"), Order::Desc)
        .limit(most)
        .take();
    desk_door
        .rows(&select)
        .await?
        .iter()
        .map(|row| Ok(row.try_get("", "tag")?))
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
    for kind in [
        crate::likeness::EMAIL,
        crate::likeness::PHONE,
        crate::likeness::FIXED_LINE,
        crate::likeness::NAME,
    ] {
        let values: Vec<&str> = keys
            .iter()
            .filter(|key| key.kind == kind)
            .map(|key| key.value.as_str())
            .collect();
        if values.is_empty() {
            continue;
        }
        let rows = desk
            .crm()
            .door()
            .rows(&alike_select(object, kind, &values, most))
            .await?;
        for row in rows {
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
        let asked: Vec<&str> = values.iter().map(String::as_str).collect();
        let firsts = alike_select(object, kind, &asked, 0)
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
    ids: Vec<Uuid>,
) -> Result<HashMap<Uuid, String>> {
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

fn alike_select(object: &str, kind: &str, values: &[&str], most: u64) -> SelectStatement {
    Query::select()
        .columns(["value", "record_id"].map(Alias::new))
        .from(Alias::new("duplicate_key"))
        .and_where(Expr::col(Alias::new("object")).eq(object))
        .and_where(Expr::col(Alias::new("kind")).eq(kind))
        .and_where(Expr::col(Alias::new("value")).is_in(values.iter().copied()))
        .limit(most)
        .take()
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
        .from(Alias::new(&described.key))
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
