//! Teams that people work in.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

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
