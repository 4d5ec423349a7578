//! People who use the product, their organisation, and the sample data.

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
    // Roles that were made here may be wide, as the administrator's is.
    let is_plain =
        |key: &String| Role::from_key(key).is_some_and(|role| role != Role::Administrator);
    let mut roles = std::iter::once(&member.role).chain(&member.more_roles);
    let desk = match roles.all(is_plain) {
        true => desk().await?,
        false => proven_desk().await?,
    };
    answer(domain::users::add_member(&desk, member).await)
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
