//! Plans kept under a name, for the next file with such headers.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use std::collections::HashSet;

use contract::dto::imports::{ImportPlan, SavedMapping};
use contract::{ObjectDef, Problem, Refusal};
use entity::import_mapping;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::{plan, work};
use crate::{Desk, Error, Result};

/// The longest name, in characters.
const LONGEST: usize = 80;
/// The most mappings that one person keeps for one object.
const MOST: u64 = 100;
/// Mappings that are tried on a new file, the newest first.
const TRIED: u64 = 500;

/// Keeps a plan under a name; one of the same name is replaced. Nothing of the file's cells is kept but the words that
/// a person mapped.
///
/// # Errors
/// [`Refusal::Invalid`] at `name`, [`Refusal::Forbidden`], [`Refusal::NotFound`].
pub async fn save_mapping(desk: &Desk, name: &str, plan: ImportPlan) -> Result<SavedMapping> {
    work::may_import(desk, &plan.object)?;
    let me = desk.actor().id().ok_or(Refusal::Forbidden)?;
    let name = name.trim();
    if name.is_empty() {
        return Err(Error::invalid("name", Problem::Required));
    }
    if name.chars().count() > LONGEST {
        let limit = u32::try_from(LONGEST).unwrap_or(u32::MAX);
        return Err(Error::invalid("name", Problem::TooLong { limit }));
    }
    let house = desk.crm().door().house();
    let mine = import_mapping::Entity::find()
        .filter(import_mapping::Column::Object.eq(plan.object.as_str()))
        .filter(import_mapping::Column::OwnerId.eq(me));
    let before = mine
        .clone()
        .filter(import_mapping::Column::Name.eq(name))
        .one(house.read())
        .await?;
    let is_new = before.is_none();
    if is_new && mine.count(house.read()).await? >= MOST {
        let limit = u32::try_from(MOST).unwrap_or(u32::MAX);
        return Err(Error::invalid("name", Problem::TooMany { limit }));
    }
    let row = import_mapping::Model {
        id: before.map_or_else(Uuid::now_v7, |before| before.id),
        object: plan.object.clone(),
        name: name.to_owned(),
        plan: serde_json::to_string(&bare(plan))?,
        owner_id: me,
        updated_at: desk.now(),
    };
    let active = row.clone().into_active_model().reset_all();
    if is_new {
        active.insert(house.write()).await?;
    } else {
        active.update(house.write()).await?;
    }
    told(desk, row)
}

/// The mappings that anybody keeps for an object, the newest first.
///
/// # Errors
/// [`Refusal::Forbidden`], [`Refusal::NotFound`].
pub async fn saved_mappings(desk: &Desk, object: &str) -> Result<Vec<SavedMapping>> {
    work::may_import(desk, object)?;
    import_mapping::Entity::find()
        .filter(import_mapping::Column::Object.eq(object))
        .order_by_desc(import_mapping::Column::UpdatedAt)
        .order_by_desc(import_mapping::Column::Id)
        .limit(TRIED)
        .all(desk.crm().door().house().read())
        .await?
        .into_iter()
        .map(|row| told(desk, row))
        .collect()
}

/// Forgets a mapping of the asker, or anybody's for an administrator.
///
/// # Errors
/// [`Refusal::NotFound`].
pub async fn forget_mapping(desk: &Desk, id: Uuid) -> Result<()> {
    let house = desk.crm().door().house();
    let row = import_mapping::Entity::find_by_id(id)
        .one(house.read())
        .await?
        .ok_or(Refusal::NotFound)?;
    if !told(desk, row)?.is_mine && !desk.actor().is_administrator() {
        return Err(Refusal::NotFound.into());
    }
    import_mapping::Entity::delete_by_id(id)
        .exec(house.write())
        .await?;
    Ok(())
}

/// Lets a plan follow the newest mapping that knows the file: all headers that it maps are there. Answers which one.
pub(super) async fn follow(
    desk: &Desk,
    object: &ObjectDef,
    plan: &mut ImportPlan,
) -> Result<Option<(Uuid, String)>> {
    let headers: HashSet<String> = plan
        .columns
        .iter()
        .map(|column| column.header.clone())
        .collect();
    let is_known = |mapping: &SavedMapping| {
        let mut mapped = mapping
            .plan
            .columns
            .iter()
            .filter(|column| column.field.is_some())
            .peekable();
        mapped.peek().is_some() && mapped.all(|column| headers.contains(&column.header))
    };
    let found = saved_mappings(desk, &object.key)
        .await?
        .into_iter()
        .find(is_known);
    Ok(found.map(|mapping| {
        take_over(desk, object, plan, mapping.plan);
        (mapping.id, mapping.name)
    }))
}

/// What a mapping says of columns of the file replaces what was found; a field that is no more is left out.
fn take_over(desk: &Desk, object: &ObjectDef, plan: &mut ImportPlan, kept: ImportPlan) {
    let mut columns = kept.columns;
    for column in &mut plan.columns {
        let place = columns.iter().position(|kept| kept.header == column.header);
        let Some(place) = place else { continue };
        let kept = columns.remove(place);
        column.field = kept
            .field
            .filter(|field| plan::known(object, field).is_ok());
        column.answer = kept.answer;
        column.values = kept.values;
        column.confidence = 100;
        "mapping".clone_into(&mut column.reason);
    }
    let mapped: HashSet<String> = plan
        .columns
        .iter()
        .filter(|column| column.reason == "mapping")
        .filter_map(|column| column.field.clone())
        .collect();
    for column in &mut plan.columns {
        let is_taken = column
            .field
            .as_ref()
            .is_some_and(|field| mapped.contains(field));
        if is_taken && column.reason != "mapping" {
            column.field = None;
        }
    }
    plan.key = kept.key.filter(|key| mapped.contains(key));
    plan.on_duplicate = kept.on_duplicate;
    plan.create_choices = kept.create_choices && desk.actor().is_administrator();
    plan.create_related = kept.create_related;
    plan.silent = kept.silent;
}

/// A plan without anything of the file it was made for.
fn bare(mut plan: ImportPlan) -> ImportPlan {
    plan.mends.clear();
    for column in &mut plan.columns {
        column.samples.clear();
        column.distinct.clear();
        column.ambiguous = false;
    }
    plan
}

fn told(desk: &Desk, row: import_mapping::Model) -> Result<SavedMapping> {
    Ok(SavedMapping {
        id: row.id,
        name: row.name,
        object: row.object,
        plan: serde_json::from_str(&row.plan)?,
        is_mine: desk.actor().id() == Some(row.owner_id),
        updated_at: row.updated_at,
    })
}
