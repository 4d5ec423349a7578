//! People who use the product, their organisation, and the sample data.

use contract::Choice;
#[cfg(feature = "ssr")]
use contract::Role;
use contract::dto::organisation::{NewMember, Organisation, SampleCount};
use contract::dto::session::Person;
use leptos::prelude::*;
use uuid::Uuid;

#[cfg(feature = "ssr")]
use super::server::{answer, desk, proven_desk};
use super::{Answer, Json};

/// Everybody to whom a record can be handed, by name.
#[server(name = PeopleCall, prefix = "/api", endpoint = "people", input = Json, output = Json)]
pub async fn people() -> Answer<Vec<Person>> {
    let desk = desk().await?;
    answer(domain::users::people(&desk).await)
}

/// Adds a user, for administrators. The fields of a refusal are those of [`NewMember`].
#[server(prefix = "/api", endpoint = "add_user", input = Json, output = Json)]
pub async fn add_user(member: NewMember) -> Answer<Uuid> {
    let desk = match member.role {
        Role::Administrator => proven_desk().await?,
        _ => desk().await?,
    };
    let password = Some(member.password).filter(|password| !password.is_empty());
    let new = domain::users::NewUser {
        email: member.email,
        name: member.name,
        role: member.role,
        team: member.team,
    };
    answer(domain::users::add(&desk, new, password.as_deref()).await)
}

/// Adds a team, for administrators; answers the choice that it is of the field `team`.
#[server(prefix = "/api", endpoint = "add_team", input = Json, output = Json)]
pub async fn add_team(name: String) -> Answer<Choice> {
    let desk = desk().await?;
    answer(domain::users::add_team(&desk, &name).await)
}

/// Gives a user a first or a new password and ends their sessions; for administrators.
#[server(name = SetPasswordCall, prefix = "/api", endpoint = "set_password", input = Json, output = Json)]
pub async fn set_password(user: Uuid, password: String) -> Answer<()> {
    let desk = proven_desk().await?;
    answer(domain::users::set_password(&desk, user, &password).await)
}

/// Adds believable sample data, for administrators.
#[server(name = AddSampleDataCall, prefix = "/api", endpoint = "add_sample_data", input = Json, output = Json)]
pub async fn add_sample_data() -> Answer<u64> {
    let desk = desk().await?;
    answer(domain::demo::add(&desk, domain::demo::Size::default()).await)
}

/// Takes all sample data away again, for administrators. Answers how many records went.
#[server(name = RemoveSampleDataCall, prefix = "/api", endpoint = "remove_sample_data", input = Json, output = Json)]
pub async fn remove_sample_data() -> Answer<u64> {
    let desk = desk().await?;
    answer(domain::demo::remove(&desk).await)
}

/// How many records of each object are sample data, for administrators.
#[server(name = SampleDataCall, prefix = "/api", endpoint = "sample_data", input = Json, output = Json)]
pub async fn sample_data() -> Answer<Vec<SampleCount>> {
    let desk = desk().await?;
    answer(domain::demo::counts(&desk).await)
}

/// What is set for everybody.
#[server(name = OrganisationCall, prefix = "/api", endpoint = "organisation", input = Json, output = Json)]
pub async fn organisation() -> Answer<Organisation> {
    let desk = desk().await?;
    answer(domain::organisation::get(&desk).await)
}

/// Sets it, for administrators. The fields of a refusal are `name` and `currency`.
#[server(name = SaveOrganisationCall, prefix = "/api", endpoint = "save_organisation", input = Json, output = Json)]
pub async fn save_organisation(organisation: Organisation) -> Answer<()> {
    let desk = desk().await?;
    answer(domain::organisation::save(&desk, organisation).await)
}
