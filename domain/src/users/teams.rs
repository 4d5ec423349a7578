//! Teams that people work in.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use contract::dto::organisation::Team;
use contract::{Choice, Problem};
use entity::team;
use sea_orm::{ActiveModelTrait, EntityTrait, Set};
use uuid::Uuid;

use crate::{Desk, Error, Result};

/// Longest name of a team, in characters.
const LONGEST: u32 = 100;

/// Adds a team at the top of the tree, or finds the one that is called so.
///
/// # Errors
/// `Refusal::Forbidden` for who is no administrator, and `Refusal::Invalid` at `name`.
pub async fn add_team(desk: &Desk, name: &str) -> Result<Choice> {
    desk.must_administer()?;
    let name = name.trim();
    if name.is_empty() {
        return Err(Error::invalid("name", Problem::Required));
    }
    if name.chars().count() > LONGEST as usize {
        return Err(Error::invalid("name", Problem::TooLong { limit: LONGEST }));
    }
    let house = desk.crm().door().house();
    let known = team::Entity::find().all(house.read()).await?;
    if let Some(same) = known.iter().find(|team| team.name == name) {
        return Ok(Choice::new(&same.key, name, name));
    }
    let key = Uuid::now_v7().to_string();
    let row = team::ActiveModel {
        key: Set(key.clone()),
        name: Set(name.to_owned()),
        parent: Set(None),
    };
    row.insert(house.write()).await?;
    desk.crm().refresh().await?;
    Ok(Choice::new(&key, name, name))
}

/// The key of the team above another one.
fn above<'t>(teams: &'t [team::Model], key: &str) -> Option<&'t str> {
    let team = teams.iter().find(|team| team.key == key)?;
    team.parent.as_deref()
}

/// All teams, by name.
///
/// # Errors
/// When the database fails.
pub async fn teams(desk: &Desk) -> Result<Vec<Team>> {
    let house = desk.crm().door().house();
    let mut rows = team::Entity::find().all(house.read()).await?;
    rows.sort_by_key(|team| crate::sorting::key(&team.name));
    let told = rows.into_iter().map(|team| Team {
        key: team.key,
        name: team.name,
        parent: team.parent,
    });
    Ok(told.collect())
}

/// Puts a team below another one, or at the top of the tree. Managers of the teams above see what it owns from their next
/// visit on.
///
/// # Errors
/// `Refusal::Forbidden` for who is no administrator, `Refusal::NotFound`, and `Refusal::Invalid` at `parent` where the
/// team would stand above itself.
pub async fn place_team(desk: &Desk, key: &str, parent: Option<&str>) -> Result<()> {
    desk.must_administer()?;
    let mut write = desk.write().await?;
    let teams = team::Entity::find().all(write.transaction()).await?;
    let is_there = |key: &str| teams.iter().any(|team| team.key == key);
    if !is_there(key) || parent.is_some_and(|parent| !is_there(parent)) {
        return Err(contract::Refusal::NotFound.into());
    }
    let (mut next, mut through) = (parent, Vec::new());
    // Each once, so that a ring that stands there already ends.
    while let Some(here) = next.filter(|here| !through.contains(&(*here).to_owned())) {
        through.push(here.to_owned());
        next = above(&teams, here);
    }
    if through.iter().any(|team| team == key) {
        return Err(Error::invalid("parent", Problem::Circle { through }));
    }
    let row = team::ActiveModel {
        key: Set(key.to_owned()),
        parent: Set(parent.map(str::to_owned)),
        ..Default::default()
    };
    row.update(write.transaction()).await?;
    let before = above(&teams, key).map(str::to_owned);
    write.note_configuration(&format!("team {key}"), before, parent.map(str::to_owned));
    write.commit().await?;
    desk.crm().refresh().await
}
