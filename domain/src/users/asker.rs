//! Who a user is when they ask: role, team, the teams below it.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use std::collections::HashSet;

use contract::dto::session::{Me, Preferences};
use contract::{Refusal, Special};
use entity::{team, user};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use uuid::Uuid;

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
    let all = match &found.team {
        Some(_) => team::Entity::find().all(house.read()).await?,
        None => Vec::new(),
    };
    let own = found.team.as_deref();
    let teams = own.map(|own| with_those_below(own, &all));
    let above = with_those_above(own, &all);
    let preferences = preferences(found.preferences.as_deref());
    Ok(Some((
        Actor::user(
            found.id,
            found.name,
            (roles, may_read_log),
            found.team,
            teams.unwrap_or_default(),
        )
        .below(above),
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

/// A team and every team below it, each once, so that a ring of teams ends.
pub(crate) fn with_those_below(own: &str, teams: &[team::Model]) -> Vec<String> {
    let mut found = vec![own.to_owned()];
    let mut next = 0;
    while let Some(above) = found.get(next).cloned() {
        let below = teams
            .iter()
            .filter(|team| team.parent.as_ref() == Some(&above) && !found.contains(&team.key));
        let below: Vec<String> = below.map(|team| team.key.clone()).collect();
        found.extend(below);
        next += 1;
    }
    found
}

/// A team and those above it, up to the top.
fn with_those_above(own: Option<&str>, teams: &[team::Model]) -> Vec<String> {
    let mut above: Vec<String> = Vec::new();
    let mut next = own.map(str::to_owned);
    // Each once, so that a ring of teams ends.
    while let Some(key) = next.take_if(|key| !above.contains(key)) {
        next = teams
            .iter()
            .find(|team| team.key == key)
            .and_then(|team| team.parent.clone());
        above.push(key);
    }
    above
}

impl Desk {
    /// Whether all of these users are in the asker's team or one below it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn are_in_teams(&self, users: &[Uuid]) -> Result<bool> {
        self.are_members(users, self.actor().teams()).await
    }

    /// Whether all of these users are in one of some teams.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn are_members(&self, users: &[Uuid], teams: &[String]) -> Result<bool> {
        let users: HashSet<Uuid> = users.iter().copied().collect();
        let wanted = users.len() as u64;
        let members = user::Entity::find()
            .filter(user::Column::Id.is_in(users))
            .filter(user::Column::Team.is_in(teams));
        Ok(members.count(self.crm().door().house().read()).await? == wanted)
    }

    /// The asker's team and those above it, up to the top.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn teams_above(&self) -> Result<Vec<String>> {
        let teams = team::Entity::find()
            .all(self.crm().door().house().read())
            .await?;
        Ok(with_those_above(self.actor().team(), &teams))
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
    use entity::team;

    use super::{preferences, with_those_below};

    fn team(key: &str, parent: Option<&str>) -> team::Model {
        team::Model {
            key: key.to_owned(),
            name: key.to_owned(),
            parent: parent.map(str::to_owned),
            lead_id: None,
        }
    }

    #[test]
    fn the_teams_below_are_found_to_the_ground_and_a_ring_ends() {
        let teams = [
            team("sales", Some("shanghai")),
            team("east", Some("sales")),
            team("shanghai", Some("east")),
            team("finance", None),
        ];
        assert_eq!(
            with_those_below("sales", &teams),
            ["sales", "east", "shanghai"]
        );
        assert_eq!(with_those_below("finance", &teams), ["finance"]);
    }

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
