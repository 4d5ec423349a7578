//! What a person keeps beside records and gives along: saved views and plans of imports.
#![expect(clippy::disallowed_methods, reason = "keeps tables of the house")]

use std::collections::HashSet;

use entity::{import_mapping as plan, view};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, Set,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Desk, Result};

/// What was given along, so that it can be taken back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Things {
    pub(super) views: Vec<Uuid>,
    pub(super) plans: Vec<Uuid>,
    /// Who got them.
    pub(super) to: Option<Uuid>,
}

impl Things {
    pub(super) fn count(&self) -> u64 {
        (self.views.len() + self.plans.len()) as u64
    }
}

/// How many views and plans a user keeps.
pub(super) async fn counts(desk: &Desk, user: Uuid) -> Result<[u64; 2]> {
    let read = desk.crm().door().house().read();
    let views = view::Entity::find()
        .filter(view::Column::OwnerId.eq(user))
        .filter(view::Column::DeletedAt.is_null());
    let plans = plan::Entity::find().filter(plan::Column::OwnerId.eq(user));
    Ok([views.count(read).await?, plans.count(read).await?])
}

/// Gives views and plans of one user to another. A plan stays where the other one has one of that name: everybody who
/// imports finds it anyway.
pub(super) async fn give<C: ConnectionTrait>(
    connection: &C,
    from: Uuid,
    to: Uuid,
) -> Result<Things> {
    let views = view::Entity::find()
        .filter(view::Column::OwnerId.eq(from))
        .filter(view::Column::DeletedAt.is_null())
        .all(connection)
        .await?;
    let of = |user: Uuid| plan::Entity::find().filter(plan::Column::OwnerId.eq(user));
    let taken: HashSet<(String, String)> = of(to)
        .all(connection)
        .await?
        .into_iter()
        .map(|plan| (plan.object, plan.name))
        .collect();
    let mut plans = of(from).all(connection).await?;
    plans.retain(|plan| !taken.contains(&(plan.object.clone(), plan.name.clone())));
    let things = Things {
        views: views.into_iter().map(|view| view.id).collect(),
        plans: plans.into_iter().map(|plan| plan.id).collect(),
        to: Some(to),
    };
    belong(connection, &things, to, from).await?;
    Ok(things)
}

/// Gives them back, as far as they are still whose they became.
pub(super) async fn give_back<C: ConnectionTrait>(
    connection: &C,
    things: &Things,
    owner: Uuid,
) -> Result<()> {
    match things.to {
        Some(holder) => belong(connection, things, owner, holder).await,
        None => Ok(()),
    }
}

async fn belong<C: ConnectionTrait>(
    connection: &C,
    things: &Things,
    to: Uuid,
    from: Uuid,
) -> Result<()> {
    for ids in things.views.chunks(1_000) {
        let views = view::Entity::update_many()
            .set(view::ActiveModel {
                owner_id: Set(to),
                ..Default::default()
            })
            .filter(view::Column::Id.is_in(ids.to_vec()))
            .filter(view::Column::OwnerId.eq(from));
        views.exec(connection).await?;
    }
    for id in &things.plans {
        let found = plan::Entity::find_by_id(*id).one(connection).await?;
        let Some(found) = found.filter(|plan| plan.owner_id == from) else {
            continue;
        };
        let same = plan::Entity::find()
            .filter(plan::Column::OwnerId.eq(to))
            .filter(plan::Column::Object.eq(found.object))
            .filter(plan::Column::Name.eq(found.name));
        if same.count(connection).await? == 0 {
            let row = plan::ActiveModel {
                id: Set(*id),
                owner_id: Set(to),
                ..Default::default()
            };
            row.update(connection).await?;
        }
    }
    Ok(())
}
