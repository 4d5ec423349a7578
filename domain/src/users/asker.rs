//! Who a user is when they ask: role, team, the teams above it.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use std::collections::HashSet;

use contract::dto::session::{Me, Preferences};
use contract::{Refusal, Special};
use entity::user;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use uuid::Uuid;

use super::tree;
use crate::access::{Actor, HouseDoor};
use crate::roles::{Roles, more_of};
use crate::{Desk, Result, alerts, demo};

/// The user as somebody who asks; `None` when there is no such user any more.
pub(crate) async fn actor(
    house: HouseDoor<'_>,
    known: &Roles,
    id: Uuid,
) -> Result<Option<(Actor, Preferences)>> {
    let Some(found) = present(house, id).await? else {
        return Ok(None);
    };
    let mut roles = more_of(house, id).await?;
    roles.retain(|role| *role != found.role);
    roles.insert(0, found.role.clone());
    let may_read_log = known.gives(&roles, Special::Audit);
    let above = match &found.team {
        Some(team) => tree::above(house, team).await?,
        None => Vec::new(),
    };
    let preferences = preferences(found.preferences.as_deref());
    Ok(Some((
        Actor::user(found.id, found.name, (roles, may_read_log), found.team).below(above),
        preferences,
    )))
}

/// Name, address and preferences of a user to whom a mail may go; `None` when there is no such user any more.
pub(crate) async fn reached(
    house: HouseDoor<'_>,
    id: Uuid,
) -> Result<Option<(String, String, Preferences)>> {
    let found = present(house, id).await?;
    Ok(found.map(|found| {
        let preferences = preferences(found.preferences.as_deref());
        (found.name, found.email, preferences)
    }))
}

async fn present(house: HouseDoor<'_>, id: Uuid) -> Result<Option<user::Model>> {
    let query = user::Entity::find_by_id(id).filter(user::Column::DeletedAt.is_null());
    Ok(query.one(house.read()).await?)
}

/// What a person set for themselves; the usual where nothing readable is kept.
fn preferences(json: Option<&str>) -> Preferences {
    json.and_then(|json| serde_json::from_str(json).ok())
        .unwrap_or_default()
}

impl Desk {
    /// Whether all of these users are in the asker's team or one below it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn are_in_teams(&self, users: &[Uuid]) -> Result<bool> {
        match self.actor().team() {
            Some(own) => {
                let in_teams = user::Column::Team.in_subquery(tree::below(own));
                self.are_all(users, in_teams).await
            }
            None => Ok(users.is_empty()),
        }
    }

    /// Whether all of these users are in the asker's own team.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn are_in_team(&self, users: &[Uuid]) -> Result<bool> {
        match self.actor().team() {
            Some(own) => self.are_all(users, user::Column::Team.eq(own)).await,
            None => Ok(users.is_empty()),
        }
    }

    async fn are_all(&self, users: &[Uuid], something: Expr) -> Result<bool> {
        let users: HashSet<Uuid> = users.iter().copied().collect();
        let wanted = users.len() as u64;
        let members = user::Entity::find()
            .filter(user::Column::Id.is_in(users))
            .filter(something);
        Ok(members.count(self.crm().door().house().read()).await? == wanted)
    }

    /// The person at this desk, as their own pages need them.
    ///
    /// # Errors
    /// [`Refusal::SignIn`] at the house's own desk, and when the user is gone.
    pub async fn me(&self) -> Result<Me> {
        let id = self.actor().id().ok_or(Refusal::SignIn)?;
        let found = present(self.crm().door().house(), id)
            .await?
            .ok_or(Refusal::SignIn)?;
        let settings = self.crm().settings();
        Ok(Me {
            id,
            name: found.name,
            email: found.email,
            roles: self.actor().roles().to_vec(),
            may_read_log: self.actor().may_read_log(),
            preferences: self.preferences().clone(),
            organisation: settings.organisation.clone(),
            currency: settings.currency.clone(),
            has_sample_data: self.sees_sample_data().await?,
            open_alerts: alerts::open(self).await?,
            new_sign_ins: match self.actor().simulation() {
                None => self.new_sign_ins().await?,
                Some(_) => Vec::new(),
            },
            simulation: self.actor().simulation().cloned(),
        })
    }

    /// Only administrators are told, since only they can take it away.
    async fn sees_sample_data(&self) -> Result<bool> {
        Ok(self.actor().is_administrator() && demo::is_present(self).await?)
    }
}

#[cfg(test)]
mod tests {
    use super::preferences;

    #[test]
    fn preferences_that_cannot_be_read_are_the_usual_ones() {
        assert_eq!(preferences(Some("{}")), preferences(None));
    }

    #[tokio::test]
    async fn a_manager_answers_for_their_team_and_those_below() {
        let stage = crate::testing::stage().await;
        let id = |desk: &crate::Desk| desk.actor().id().unwrap();
        let (manager, lin, zhou) = (id(&stage.manager), id(&stage.lin), id(&stage.zhou));
        let desk = &stage.manager;
        assert!(desk.are_in_teams(&[lin, manager, lin]).await.unwrap());
        assert!(!desk.are_in_teams(&[lin, zhou]).await.unwrap());
        assert!(!stage.lin.are_in_teams(&[manager]).await.unwrap());
    }
}
