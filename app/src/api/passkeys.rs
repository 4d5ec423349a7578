//! Passkeys: added, named and removed, and shown in place of password and code.

use contract::dto::passkeys::{OwnPasskeys, PasskeyInfo, PasskeyOffer, PasskeyUse};
use leptos::prelude::*;
use uuid::Uuid;

#[cfg(feature = "ssr")]
use super::server::{answer, desk};
#[cfg(feature = "ssr")]
use super::way_in::{self, proven_desk};
#[cfg(feature = "ssr")]
use super::way_in_by_key;
use super::{Answer, Json};

/// Whether whoever asks can show a passkey here; answers everybody.
#[server(name = PasskeyOfferCall, prefix = "/api", endpoint = "passkey_offer", input = Json, output = Json)]
pub async fn passkey_offer() -> Answer<PasskeyOffer> {
    way_in_by_key::offer().await
}

/// What the browser is to be asked, as JSON; answers everybody.
#[server(name = AskPasskeyCall, prefix = "/api", endpoint = "ask_passkey", input = Json, output = Json)]
pub async fn ask_passkey(to: PasskeyUse) -> Answer<String> {
    way_in_by_key::ask(to).await
}

/// Signs in by what the browser answered, or takes it in place of a code. The field of a refusal is `passkey`.
#[server(name = SignInPasskeyCall, prefix = "/api", endpoint = "sign_in_passkey", input = Json, output = Json)]
pub async fn sign_in_passkey(shown: String, next: String) -> Answer<()> {
    way_in_by_key::take(&shown, &next).await
}

/// Proves by a passkey, before a sensitive deed, that it is still the same person. The field of a refusal is `passkey`.
#[server(name = ProvePasskeyCall, prefix = "/api", endpoint = "prove_passkey", input = Json, output = Json)]
pub async fn prove_passkey(shown: String) -> Answer<()> {
    way_in_by_key::prove(&shown).await
}

/// One's own passkeys.
#[server(name = PasskeysCall, prefix = "/api", endpoint = "passkeys", input = Json, output = Json)]
pub async fn passkeys() -> Answer<OwnPasskeys> {
    let desk = desk().await?;
    answer(domain::passkeys::own(&desk, &way_in::place()).await)
}

/// What the browser is to be asked for a new passkey, as JSON.
#[server(name = BeginPasskeyCall, prefix = "/api", endpoint = "begin_passkey", input = Json, output = Json)]
pub async fn begin_passkey() -> Answer<String> {
    let desk = proven_desk().await?;
    let question = answer(domain::passkeys::begin(&desk, &way_in::place()).await)?;
    way_in_by_key::keep(question).await
}

/// Takes what the browser made. The fields of a refusal are `name` and `passkey`.
#[server(name = AddPasskeyCall, prefix = "/api", endpoint = "add_passkey", input = Json, output = Json)]
pub async fn add_passkey(name: String, made: String) -> Answer<PasskeyInfo> {
    let desk = proven_desk().await?;
    let kept = way_in_by_key::kept().await?;
    answer(domain::passkeys::add(&desk, &way_in::place(), &name, &made, kept).await)
}

/// Calls one of one's own passkeys something else. The field of a refusal is `name`.
#[server(name = RenamePasskeyCall, prefix = "/api", endpoint = "rename_passkey", input = Json, output = Json)]
pub async fn rename_passkey(id: Uuid, name: String) -> Answer<()> {
    let desk = desk().await?;
    answer(domain::passkeys::rename(&desk, id, &name).await)
}

/// Removes one of one's own passkeys.
#[server(name = RemovePasskeyCall, prefix = "/api", endpoint = "remove_passkey", input = Json, output = Json)]
pub async fn remove_passkey(id: Uuid) -> Answer<()> {
    let desk = proven_desk().await?;
    answer(domain::passkeys::remove(&desk, id).await)
}

/// The passkeys of a user, for administrators.
#[server(name = UserPasskeysCall, prefix = "/api", endpoint = "user_passkeys", input = Json, output = Json)]
pub async fn user_passkeys(user: Uuid) -> Answer<Vec<PasskeyInfo>> {
    let desk = desk().await?;
    answer(domain::passkeys::of_user(&desk, user).await)
}

/// Removes the passkey of a user who lost its device, for administrators.
#[server(name = RemoveUserPasskeyCall, prefix = "/api", endpoint = "remove_user_passkey", input = Json, output = Json)]
pub async fn remove_user_passkey(user: Uuid, id: Uuid) -> Answer<()> {
    let desk = proven_desk().await?;
    answer(domain::passkeys::remove_of(&desk, user, id).await)
}
