//! Views are kept, changed, ordered and put away.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use chrono::Utc;
use contract::dto::views::{SaveView, Sharing, View};
use contract::{Action, Problem, Reach, Refusal};
use entity::view;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, Set,
};
use uuid::Uuid;

use super::seen::{is_seen, told, word};
use crate::{Desk, Error, Result};

/// The longest name, in characters.
const LONGEST: usize = 80;
/// The most views of one object that one person makes.
const MOST: usize = 100;

/// Keeps a view: makes it under the id of the client, or changes it.
///
/// # Errors
/// [`Refusal::Invalid`] at `name`, [`Refusal::Outdated`] when somebody else changed it since, [`Refusal::Forbidden`]
/// for sharing with everybody unless the asker leads a team or administers.
pub async fn save(desk: &Desk, asked: SaveView) -> Result<View> {
    desk.visible(&asked.object)?;
    let object = desk.object(&asked.object)?;
    let me = desk.actor().id().ok_or(Refusal::Forbidden)?;
    let name = asked.name.trim().to_owned();
    if name.is_empty() {
        return Err(Error::invalid("name", Problem::Required));
    }
    if name.chars().count() > LONGEST {
        let limit = u32::try_from(LONGEST).unwrap_or(u32::MAX);
        return Err(Error::invalid("name", Problem::TooLong { limit }));
    }
    may_share(desk, &asked)?;
    let house = desk.crm().door().house();
    let before = view::Entity::find_by_id(asked.id).one(house.read()).await?;
    let mut row = match before {
        Some(row) if row.object == asked.object => {
            let seen = told(desk, &object, row.clone())?;
            if !seen.may_edit {
                return Err(Refusal::NotFound.into());
            }
            if row.version != asked.version {
                let changed_by = seen.owner;
                return Err(Refusal::Outdated { changed_by }.into());
            }
            row
        }
        Some(_) => return Err(Refusal::NotFound.into()),
        None => {
            let mine: Vec<i32> = view::Entity::find()
                .select_only()
                .column(view::Column::Position)
                .filter(view::Column::Object.eq(asked.object.as_str()))
                .filter(view::Column::OwnerId.eq(me))
                .filter(view::Column::DeletedAt.is_null())
                .into_tuple()
                .all(house.read())
                .await?;
            if mine.len() >= MOST {
                let limit = u32::try_from(MOST).unwrap_or(u32::MAX);
                return Err(Error::invalid("name", Problem::TooMany { limit }));
            }
            view::Model {
                id: asked.id,
                object: asked.object.clone(),
                name: String::new(),
                owner_id: me,
                sharing: String::new(),
                team: None,
                body: String::new(),
                position: mine.into_iter().max().unwrap_or_default() + 1,
                version: 0,
                changed_at: Utc::now(),
                deleted_at: None,
            }
        }
    };
    let is_new = row.version == 0;
    row.name = name;
    row.sharing = word(asked.sharing).to_owned();
    if asked.sharing == Sharing::Team && row.team.is_none() {
        row.team = desk.actor().team().map(str::to_owned);
    }
    row.body = serde_json::to_string(&asked.body)?;
    row.version += 1;
    row.changed_at = Utc::now();
    let kept = row.clone().into_active_model().reset_all();
    if is_new {
        kept.insert(house.write()).await?;
    } else {
        kept.update(house.write()).await?;
    }
    told(desk, &object, row)
}

/// A team's view needs a team; everybody's view, and one that a role begins with, somebody who leads or administers.
fn may_share(desk: &Desk, asked: &SaveView) -> Result<()> {
    let leads = desk.actor().is_administrator()
        || desk.reach(&asked.object, Action::Edit) >= Reach::TeamAndBelow;
    let is_allowed = match asked.sharing {
        Sharing::Private => true,
        Sharing::Team => desk.actor().team().is_some(),
        Sharing::Everyone => leads,
    };
    let sets_defaults = !asked.body.default_for.is_empty();
    if !is_allowed || sets_defaults && !desk.actor().is_administrator() {
        return Err(Refusal::Forbidden.into());
    }
    if sets_defaults && asked.sharing != Sharing::Everyone {
        return Err(Error::invalid("sharing", Problem::WrongKind));
    }
    Ok(())
}

/// Puts a view away. It can be taken back.
///
/// # Errors
/// [`Refusal::NotFound`].
pub async fn put_away(desk: &Desk, id: Uuid) -> Result<()> {
    set_deleted(desk, id, true).await
}

/// Takes a view back that was put away.
///
/// # Errors
/// [`Refusal::NotFound`].
pub async fn take_back(desk: &Desk, id: Uuid) -> Result<()> {
    set_deleted(desk, id, false).await
}

async fn set_deleted(desk: &Desk, id: Uuid, deleted: bool) -> Result<()> {
    let house = desk.crm().door().house();
    let row = view::Entity::find_by_id(id)
        .one(house.read())
        .await?
        .ok_or(Refusal::NotFound)?;
    let object = desk.object(&row.object)?;
    if !told(desk, &object, row.clone())?.may_edit {
        return Err(Refusal::NotFound.into());
    }
    let mut change = row.into_active_model();
    change.deleted_at = Set(deleted.then(Utc::now));
    change.update(house.write()).await?;
    Ok(())
}

/// Puts the views of an object in an order. Those that the asker may not change keep their place among the rest.
///
/// # Errors
/// [`Refusal::NotFound`] when there is no such object to see.
pub async fn put_in_order(desk: &Desk, object: &str, ids: Vec<Uuid>) -> Result<()> {
    desk.visible(object)?;
    let me = desk.actor().id().unwrap_or_default();
    let seen = is_seen(desk);
    let tx = desk.crm().door().house().begin().await?;
    for (place, id) in ids.into_iter().take(MOST * 2).enumerate() {
        let mut update = view::Entity::update_many()
            .col_expr(
                view::Column::Position,
                Expr::val(i32::try_from(place).unwrap_or(i32::MAX)),
            )
            .filter(view::Column::Id.eq(id))
            .filter(view::Column::Object.eq(object))
            .filter(seen.clone());
        if !desk.actor().is_administrator() {
            update = update.filter(view::Column::OwnerId.eq(me));
        }
        update.exec(&tx).await?;
    }
    tx.commit().await?;
    Ok(())
}
