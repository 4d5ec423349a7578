//! Signing in through other providers, and switching passwords off.

use contract::dto::providers::{
    OwnLinks, PasswordsStanding, ProviderFound, ProviderSetup, Providers, WaysIn,
};
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use uuid::Uuid;

#[cfg(feature = "ssr")]
use super::server::{answer, crm, desk, proven_desk};
use super::{Answer, Json};
#[cfg(feature = "ssr")]
use super::{way_in, way_in_by_provider};

/// By what one comes in here; answers everybody.
#[server(name = WaysInCall, prefix = "/api", endpoint = "ways_in", input = Json, output = Json)]
pub async fn ways_in() -> Answer<WaysIn> {
    answer(domain::ways::at_door(&crm()).await)
}

/// Sends who wants to sign in to a provider, or who proves `again` that it is still them: an address that a link opens, also
/// without scripts.
#[server(name = BeginProviderCall, prefix = "/api", endpoint = "begin_provider", input = GetUrl, output = Json)]
pub async fn begin_provider(
    provider: Uuid,
    #[server(default)] next: String,
    #[server(default)] again: bool,
) -> Answer<()> {
    way_in_by_provider::begin(provider, &next, again).await
}

/// Where providers send people back to; each answer of theirs has a state.
#[server(name = ProviderReturnCall, prefix = "/api", endpoint = "provider_return", input = GetUrl, output = Json)]
pub async fn provider_return(
    state: String,
    #[server(default)] code: String,
    #[server(default)] error: String,
    #[server(default)] iss: String,
) -> Answer<()> {
    way_in_by_provider::take([code, state, error, iss]).await
}

/// The address at a provider to which somebody goes to be linked with it.
#[server(name = LinkProviderCall, prefix = "/api", endpoint = "link_provider", input = Json, output = Json)]
pub async fn link_provider(provider: Uuid) -> Answer<String> {
    way_in_by_provider::link(provider).await
}

/// Whether one has proved lately who one is; asked while a provider is asking in another tab.
#[server(name = ProvenLatelyCall, prefix = "/api", endpoint = "proven_lately", input = Json, output = Json)]
pub async fn proven_lately() -> Answer<bool> {
    desk().await?;
    way_in_by_provider::proven_lately().await
}

/// One's own links, and the providers with which there could be one.
#[server(name = OwnLinksCall, prefix = "/api", endpoint = "own_links", input = Json, output = Json)]
pub async fn own_links() -> Answer<OwnLinks> {
    let desk = desk().await?;
    answer(domain::providers::own(&desk).await)
}

/// Takes one of one's own links away.
#[server(name = RemoveLinkCall, prefix = "/api", endpoint = "remove_link", input = Json, output = Json)]
pub async fn remove_link(id: Uuid) -> Answer<()> {
    let desk = proven_desk().await?;
    answer(domain::providers::remove(&desk, id).await)
}

/// All providers, for administrators.
#[server(name = ProvidersCall, prefix = "/api", endpoint = "providers", input = Json, output = Json)]
pub async fn providers() -> Answer<Providers> {
    let desk = desk().await?;
    answer(domain::providers::all(&desk, &way_in::place()).await)
}

/// Adds or changes a provider, for administrators. The fields of a refusal are those of [`ProviderSetup`] and `secret`.
#[server(name = SaveProviderCall, prefix = "/api", endpoint = "save_provider", input = Json, output = Json)]
pub async fn save_provider(
    id: Option<Uuid>,
    setup: ProviderSetup,
    secret: Option<String>,
) -> Answer<Uuid> {
    let desk = proven_desk().await?;
    answer(domain::providers::save(&desk, id, &setup, secret).await)
}

/// Removes a provider with its links, for administrators.
#[server(name = RemoveProviderCall, prefix = "/api", endpoint = "remove_provider", input = Json, output = Json)]
pub async fn remove_provider(id: Uuid) -> Answer<()> {
    let desk = proven_desk().await?;
    answer(domain::providers::forget(&desk, id).await)
}

/// Asks a provider what it says of itself, for administrators. The field of a refusal is `issuer`.
#[server(name = TryProviderCall, prefix = "/api", endpoint = "try_provider", input = Json, output = Json)]
pub async fn try_provider(issuer: String) -> Answer<ProviderFound> {
    let desk = desk().await?;
    answer(domain::providers::try_out(&desk, &issuer).await)
}

/// How it stands with passwords, for administrators.
#[server(name = PasswordsStandingCall, prefix = "/api", endpoint = "passwords_standing", input = Json, output = Json)]
pub async fn passwords_standing() -> Answer<PasswordsStanding> {
    let desk = desk().await?;
    answer(domain::ways::passwords(&desk).await)
}

/// Switches passwords off or on, for administrators. The field of a refusal is `passwords`.
#[server(name = SwitchPasswordsCall, prefix = "/api", endpoint = "switch_passwords", input = Json, output = Json)]
pub async fn switch_passwords(off: bool) -> Answer<()> {
    let desk = proven_desk().await?;
    answer(domain::ways::switch_passwords(&desk, off).await)
}
