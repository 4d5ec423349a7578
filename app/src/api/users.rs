//! People who use the product, and the sample data.

use contract::dto::session::Person;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use uuid::Uuid;

use super::Answer;
#[cfg(feature = "ssr")]
use super::server::{answer, desk};

/// Everybody to whom a record can be handed, by name.
#[server(prefix = "/api", endpoint = "people", input = Json)]
pub async fn people() -> Answer<Vec<Person>> {
    let desk = desk().await?;
    answer(domain::users::people(&desk).await)
}

/// Gives a user a first or a new password and ends their sessions; for administrators.
#[server(prefix = "/api", endpoint = "set_password", input = Json)]
pub async fn set_password(user: Uuid, password: String) -> Answer<()> {
    let desk = desk().await?;
    answer(domain::users::set_password(&desk, user, &password).await)
}

/// Adds believable sample data, for administrators.
#[server(prefix = "/api", endpoint = "add_sample_data", input = Json)]
pub async fn add_sample_data() -> Answer<u64> {
    let desk = desk().await?;
    answer(domain::demo::add(&desk, domain::demo::Size::default()).await)
}

/// Takes all sample data away again, for administrators. Answers how many records went.
#[server(prefix = "/api", endpoint = "remove_sample_data", input = Json)]
pub async fn remove_sample_data() -> Answer<u64> {
    let desk = desk().await?;
    answer(domain::demo::remove(&desk).await)
}
