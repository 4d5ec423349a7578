//! Teams and who works in them, for administrators.

use contract::Choice;
use contract::dto::organisation::{GoneTeam, Moved, Teams};
use contract::dto::session::Person;
use leptos::prelude::*;
use uuid::Uuid;

#[cfg(feature = "ssr")]
use super::server::{answer, desk, proven_desk};
use super::{Answer, Json};

/// All teams, by name, with who leads them and how many work there.
#[server(name = TeamsCall, prefix = "/api", endpoint = "teams", input = Json, output = Json)]
pub async fn teams() -> Answer<Teams> {
    let desk = desk().await?;
    answer(domain::users::teams(&desk).await)
}

/// Adds a team, for administrators; answers the choice that it is of the field `team`.
#[server(prefix = "/api", endpoint = "add_team", input = Json, output = Json)]
pub async fn add_team(name: String) -> Answer<Choice> {
    let desk = desk().await?;
    answer(domain::users::add_team(&desk, &name).await)
}

/// Adds a team below another one, or at the top; answers its key. The field of a refusal is `name`.
#[server(name = AddTeamBelowCall, prefix = "/api", endpoint = "add_team_below", input = Json, output = Json)]
pub async fn add_team_below(name: String, parent: Option<String>) -> Answer<String> {
    let desk = desk().await?;
    answer(domain::users::add_team_below(&desk, &name, parent.as_deref()).await)
}

/// Calls a team otherwise. The field of a refusal is `name`.
#[server(name = RenameTeamCall, prefix = "/api", endpoint = "rename_team", input = Json, output = Json)]
pub async fn rename_team(team: String, name: String) -> Answer<()> {
    let desk = desk().await?;
    answer(domain::users::rename_team(&desk, &team, &name).await)
}

/// Says who leads a team; `None` for nobody. The field of a refusal is `lead`.
#[server(name = LeadTeamCall, prefix = "/api", endpoint = "lead_team", input = Json, output = Json)]
pub async fn lead_team(team: String, lead: Option<Uuid>) -> Answer<()> {
    let desk = desk().await?;
    answer(domain::users::lead_team(&desk, &team, lead).await)
}

/// Puts a team below another one, or at the top. The field of a refusal is `parent`.
#[server(name = PlaceTeamCall, prefix = "/api", endpoint = "place_team", input = Json, output = Json)]
pub async fn place_team(team: String, parent: Option<String>) -> Answer<()> {
    let desk = proven_desk().await?;
    answer(domain::users::place_team(&desk, &team, parent.as_deref()).await)
}

/// Takes a team away; its people go where it is said. The field of a refusal is `people`.
#[server(name = RemoveTeamCall, prefix = "/api", endpoint = "remove_team", input = Json, output = Json)]
pub async fn remove_team(team: String, people_to: Option<String>) -> Answer<GoneTeam> {
    let desk = proven_desk().await?;
    answer(domain::users::remove_team(&desk, &team, people_to.as_deref()).await)
}

/// Brings a team back that was taken away.
#[server(name = RestoreTeamCall, prefix = "/api", endpoint = "restore_team", input = Json, output = Json)]
pub async fn restore_team(gone: GoneTeam) -> Answer<()> {
    let desk = proven_desk().await?;
    answer(domain::users::restore_team(&desk, gone).await)
}

/// Who works in a team, by name; those who are in none where none is named.
#[server(name = TeamPeopleCall, prefix = "/api", endpoint = "team_people", input = Json, output = Json)]
pub async fn team_people(team: Option<String>) -> Answer<Vec<Person>> {
    let desk = desk().await?;
    answer(domain::users::team_people(&desk, team.as_deref()).await)
}

/// Moves people into a team, or out of all. Answers where they were.
#[server(name = MovePeopleCall, prefix = "/api", endpoint = "move_people", input = Json, output = Json)]
pub async fn move_people(people: Vec<Uuid>, team: Option<String>) -> Answer<Vec<Moved>> {
    let desk = proven_desk().await?;
    answer(domain::users::move_people(&desk, &people, team.as_deref()).await)
}
