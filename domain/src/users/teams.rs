//! Teams that people work in: a tree, in which a record stands where its owner does.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use contract::dto::organisation::{GoneTeam, Team, Teams};
use contract::{Choice, Problem, Refusal};
use entity::team;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};
use uuid::Uuid;

use super::{members, tree};
use crate::access::Write;
use crate::{Desk, Error, Result};

/// Longest name of a team, in characters.
const LONGEST: u32 = 100;

/// Adds a team at the top of the tree, or finds the one that is called so.
///
/// # Errors
/// `Refusal::Forbidden` for who is no administrator, and `Refusal::Invalid` at `name`.
pub async fn add_team(desk: &Desk, name: &str) -> Result<Choice> {
    desk.must_administer()?;
    let name = fitting(name)?;
    let known = team::Entity::find()
        .all(desk.crm().door().house().read())
        .await?;
    if let Some(same) = known.iter().find(|team| team.name == name) {
        return Ok(Choice::new(&same.key, name, name));
    }
    let key = add_team_below(desk, name, None).await?;
    Ok(Choice::new(&key, name, name))
}

/// Adds a team below another one, or at the top; answers its key.
///
/// # Errors
/// As [`add_team`]; at `name` also where a team is called so, and `Refusal::NotFound`.
pub async fn add_team_below(desk: &Desk, name: &str, parent: Option<&str>) -> Result<String> {
    desk.must_administer()?;
    let name = fitting(name)?.to_owned();
    let mut change = Change::begin(desk).await?;
    change.must_be_free(&name, None)?;
    if let Some(parent) = parent {
        change.team(parent)?;
    }
    let row = team::Model {
        key: Uuid::now_v7().to_string(),
        name,
        parent: parent.map(str::to_owned),
        lead_id: None,
    };
    change.insert(row.clone()).await?;
    change.end().await?;
    Ok(row.key)
}

/// Calls a team otherwise.
///
/// # Errors
/// `Refusal::Forbidden`, `Refusal::NotFound`, and `Refusal::Invalid` at `name`.
pub async fn rename_team(desk: &Desk, key: &str, name: &str) -> Result<()> {
    let name = fitting(name)?;
    let mut change = Change::begin(desk).await?;
    let mut row = change.team(key)?.clone();
    change.must_be_free(name, Some(key))?;
    name.clone_into(&mut row.name);
    change.keep(row).await?;
    change.end().await
}

/// Says who leads a team. That gives nobody a right: rights come from roles.
///
/// # Errors
/// `Refusal::Forbidden`, `Refusal::NotFound`, and `Refusal::Invalid` at `lead` for who is no user any more.
pub async fn lead_team(desk: &Desk, key: &str, lead: Option<Uuid>) -> Result<()> {
    let is_there = |id| desk.crm().people().all().iter().any(|one| one.id == id);
    if lead.is_some_and(|lead| !is_there(lead)) {
        return Err(Error::invalid("lead", Problem::PointsNowhere));
    }
    let mut change = Change::begin(desk).await?;
    let mut row = change.team(key)?.clone();
    row.lead_id = lead;
    change.keep(row).await?;
    change.end().await
}

/// Puts a team below another one, or at the top of the tree. Managers of the teams above see what it owns from their next
/// visit on.
///
/// # Errors
/// `Refusal::Forbidden` for who is no administrator, `Refusal::NotFound`, and `Refusal::Invalid` at `parent` where the
/// team would stand above itself.
pub async fn place_team(desk: &Desk, key: &str, parent: Option<&str>) -> Result<()> {
    let mut change = Change::begin(desk).await?;
    let mut row = change.team(key)?.clone();
    if let Some(parent) = parent {
        change.team(parent)?;
    }
    let through = change.upwards(parent);
    if through.iter().any(|team| team == key) {
        return Err(Error::invalid("parent", Problem::Circle { through }));
    }
    row.parent = parent.map(str::to_owned);
    change.keep(row).await?;
    change.end().await
}

/// Takes a team away. Its people work in another one from then on, and the teams right below it stand where it stood.
/// Answers what brings it back.
///
/// # Errors
/// `Refusal::Forbidden`, `Refusal::NotFound`; `Refusal::Invalid` at `people` where people are in it and it is not said
/// where they go.
pub async fn remove_team(desk: &Desk, key: &str, people_to: Option<&str>) -> Result<GoneTeam> {
    let mut change = Change::begin(desk).await?;
    let row = change.team(key)?.clone();
    let people = members::of_team(desk, Some(key)).await?;
    match people_to {
        Some(to) if to == key => return Err(Error::invalid("people", Problem::UnknownChoice)),
        Some(to) => {
            change.team(to)?;
            members::place(&mut change.write, &people, Some(to)).await?;
        }
        None if people.is_empty() => {}
        None => return Err(Error::invalid("people", Problem::Required)),
    }
    let below = change.below(key);
    for mut team in below.clone() {
        team.parent.clone_from(&row.parent);
        change.keep(team).await?;
    }
    change.delete(&row).await?;
    change.end().await?;
    Ok(GoneTeam {
        team: told(row, None, 0),
        people,
        below: below.into_iter().map(|team| team.key).collect(),
    })
}

/// Brings a team back as it was, with its people and the teams below it, as far as they are still there.
///
/// # Errors
/// `Refusal::Forbidden`; `Refusal::Invalid` at `name` where a team is called so by now.
pub async fn restore_team(desk: &Desk, gone: GoneTeam) -> Result<()> {
    let mut change = Change::begin(desk).await?;
    let team = gone.team;
    change.must_be_free(fitting(&team.name)?, None)?;
    if team.key.is_empty() || team.key.len() > 64 || change.team(&team.key).is_ok() {
        return Err(Refusal::NotFound.into());
    }
    let is_there = |key: &String| change.team(key).is_ok();
    let row = team::Model {
        key: team.key.clone(),
        name: team.name,
        parent: team.parent.filter(is_there),
        lead_id: team.lead.map(|lead| lead.id),
    };
    change.insert(row).await?;
    let above = change.upwards(Some(&team.key));
    for key in gone.below.iter().filter(|key| !above.contains(key)) {
        if let Ok(mut below) = change.team(key).cloned() {
            below.parent = Some(team.key.clone());
            change.keep(below).await?;
        }
    }
    // Their choice of a team is checked against what is described, and that is read anew only after this.
    change.end().await?;
    members::move_people(desk, &gone.people, Some(&team.key)).await?;
    Ok(())
}

/// All teams for who puts them in order, with who leads them and how many work there.
///
/// # Errors
/// `Refusal::Forbidden` for who is no administrator: others know of teams what the field of users says.
pub async fn teams(desk: &Desk) -> Result<Teams> {
    desk.must_administer()?;
    let mut rows = team::Entity::find()
        .all(desk.crm().door().house().read())
        .await?;
    rows.sort_by_key(|team| crate::sorting::key(&team.name));
    let mut counts = members::counts(desk).await?;
    let people = desk.crm().people();
    let teams = rows.into_iter().map(|row| {
        let lead = people.all().iter().find(|one| Some(one.id) == row.lead_id);
        let count = counts.remove(&Some(row.key.clone())).unwrap_or_default();
        told(row, lead.cloned(), count)
    });
    let teams = teams.collect();
    Ok(Teams {
        teams,
        // Who is in a team that is no more is in none, too.
        loose: counts.into_values().sum(),
    })
}

fn told(row: team::Model, lead: Option<contract::dto::session::Person>, people: u64) -> Team {
    Team {
        key: row.key,
        name: row.name,
        parent: row.parent,
        lead,
        people,
    }
}

fn fitting(name: &str) -> Result<&str> {
    let name = name.trim();
    if name.is_empty() {
        return Err(Error::invalid("name", Problem::Required));
    }
    if name.chars().count() > LONGEST as usize {
        return Err(Error::invalid("name", Problem::TooLong { limit: LONGEST }));
    }
    Ok(name)
}

/// A change of the tree: it is read inside the transaction, so that two administrators make no circle together.
struct Change<'d> {
    desk: &'d Desk,
    write: Write<'d>,
    rows: Vec<team::Model>,
}

impl<'d> Change<'d> {
    async fn begin(desk: &'d Desk) -> Result<Self> {
        desk.must_administer()?;
        let write = desk.write().await?;
        let rows = tree::held(write.transaction()).await?;
        Ok(Self { desk, write, rows })
    }

    fn team(&self, key: &str) -> Result<&team::Model> {
        let found = self.rows.iter().find(|team| team.key == key);
        Ok(found.ok_or(Refusal::NotFound)?)
    }

    fn below(&self, key: &str) -> Vec<team::Model> {
        let is_below = |team: &&team::Model| team.parent.as_deref() == Some(key);
        self.rows.iter().filter(is_below).cloned().collect()
    }

    fn upwards(&self, from: Option<&str>) -> Vec<String> {
        tree::upwards(from, &self.rows)
    }

    fn must_be_free(&self, name: &str, but: Option<&str>) -> Result<()> {
        let is_other = |team: &&team::Model| Some(team.key.as_str()) != but;
        let is_taken = self
            .rows
            .iter()
            .filter(is_other)
            .any(|team| team.name == name);
        match is_taken {
            true => Err(Error::invalid("name", Problem::NameTaken)),
            false => Ok(()),
        }
    }

    async fn insert(&mut self, row: team::Model) -> Result<()> {
        let active = row.clone().into_active_model().reset_all();
        active.insert(self.write.transaction()).await?;
        self.note(None, Some(&row))?;
        self.rows.push(row);
        Ok(())
    }

    async fn keep(&mut self, row: team::Model) -> Result<()> {
        let active = team::ActiveModel {
            key: Set(row.key.clone()),
            name: Set(row.name.clone()),
            parent: Set(row.parent.clone()),
            lead_id: Set(row.lead_id),
        };
        active.update(self.write.transaction()).await?;
        let before = self.team(&row.key)?.clone();
        self.note(Some(&before), Some(&row))?;
        self.rows.retain(|known| known.key != row.key);
        self.rows.push(row);
        Ok(())
    }

    async fn delete(&mut self, row: &team::Model) -> Result<()> {
        team::Entity::delete_by_id(row.key.as_str())
            .exec(self.write.transaction())
            .await?;
        self.note(Some(row), None)?;
        self.rows.retain(|known| known.key != row.key);
        Ok(())
    }

    fn note(&mut self, before: Option<&team::Model>, after: Option<&team::Model>) -> Result<()> {
        let text = |row: Option<&team::Model>| -> Result<Option<String>> {
            let told = row.map(|row| {
                serde_json::to_string(&serde_json::json!({
                    "name": row.name,
                    "parent": row.parent,
                    "lead": row.lead_id,
                }))
            });
            Ok(told.transpose()?)
        };
        let key = before.or(after).map_or("", |row| row.key.as_str());
        let (was, is) = (text(before)?, text(after)?);
        self.write
            .note_configuration(&format!("team {key}"), was, is);
        Ok(())
    }

    async fn end(self) -> Result<()> {
        tree::keep(self.write.transaction(), &self.rows).await?;
        self.write.commit().await?;
        self.desk.crm().refresh().await
    }
}
