//! The first start.

use contract::dto::setup::SetUp;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::server;
use super::{Answer, Json};

/// Whether this link opens the set-up.
#[server(name = SetupOpenCall, prefix = "/api", endpoint = "setup_open", input = Json, output = Json)]
pub async fn setup_open(token: String) -> Answer<bool> {
    server::answer(domain::setup::is_open(&server::crm(), &token).await)
}

/// Makes the organisation and its administrator, signs them in, and closes the set-up for ever.
#[server(name = SetUpCall, prefix = "/api", endpoint = "set_up", input = Json, output = Json)]
pub async fn set_up(form: SetUp) -> Answer<()> {
    let user = server::answer(domain::setup::set_up(&server::crm(), form).await)?;
    super::way_in::begin(user).await
}
