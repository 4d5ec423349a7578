//! Proving who one is: codes beside the password, and what the organisation asks for.

use contract::dto::signing::{FactorInfo, FactorSetup, SignInRules, Stage};
use leptos::prelude::*;
use uuid::Uuid;

#[cfg(feature = "ssr")]
use super::server::{answer, desk};
#[cfg(feature = "ssr")]
use super::way_in::{self, proven_desk};
use super::{Answer, Json};

/// What is still missing before whoever asks is signed in; answers everybody.
#[server(name = SignInStageCall, prefix = "/api", endpoint = "sign_in_stage", input = Json, output = Json)]
pub async fn sign_in_stage() -> Answer<Stage> {
    way_in::stage().await
}

/// Takes the code that was missing, and signs in. Flat arguments, so that the form works without scripts too. Answers
/// recovery codes where it was the first code of an app.
#[server(name = SignInCodeCall, prefix = "/api", endpoint = "sign_in_code", output = Json)]
pub async fn sign_in_code(code: String, #[server(default)] next: String) -> Answer<Vec<String>> {
    way_in::take_code(&code, &next).await
}

/// Proves again, by the password or a code, before a sensitive deed. The field of a refusal is `secret`.
#[server(name = ProveCall, prefix = "/api", endpoint = "prove", input = Json, output = Json)]
pub async fn prove(secret: String) -> Answer<()> {
    way_in::prove(&secret).await
}

/// Whether one has proved it lately: asked before a file that is fetched by its address.
#[server(name = ProvenCall, prefix = "/api", endpoint = "proven", input = Json, output = Json)]
pub async fn proven() -> Answer<()> {
    proven_desk().await.map(drop)
}

/// One's own codes.
#[server(name = FactorCall, prefix = "/api", endpoint = "factor", input = Json, output = Json)]
pub async fn factor() -> Answer<FactorInfo> {
    let desk = desk().await?;
    answer(domain::factors::info(&desk).await)
}

/// Makes a secret for an app of one's own.
#[server(name = BeginFactorCall, prefix = "/api", endpoint = "begin_factor", input = Json, output = Json)]
pub async fn begin_factor() -> Answer<FactorSetup> {
    let desk = proven_desk().await?;
    answer(domain::factors::begin(&desk).await)
}

/// Proves that the app has it; answers the recovery codes. The field of a refusal is `code`.
#[server(name = ProveFactorCall, prefix = "/api", endpoint = "prove_factor", input = Json, output = Json)]
pub async fn prove_factor(code: String) -> Answer<Vec<String>> {
    let desk = proven_desk().await?;
    answer(domain::factors::prove(&desk, &code).await)
}

/// Ends one's own codes.
#[server(name = EndFactorCall, prefix = "/api", endpoint = "end_factor", input = Json, output = Json)]
pub async fn end_factor() -> Answer<()> {
    let desk = proven_desk().await?;
    answer(domain::factors::end(&desk).await)
}

/// New recovery codes; those from before open nothing then.
#[server(name = NewRecoveryCodesCall, prefix = "/api", endpoint = "new_recovery_codes", input = Json, output = Json)]
pub async fn new_recovery_codes() -> Answer<Vec<String>> {
    let desk = proven_desk().await?;
    answer(domain::factors::anew(&desk).await)
}

/// Takes the codes of somebody who lost their app away, for administrators.
#[server(name = ResetFactorCall, prefix = "/api", endpoint = "reset_factor", input = Json, output = Json)]
pub async fn reset_factor(user: Uuid) -> Answer<()> {
    let desk = proven_desk().await?;
    answer(domain::factors::reset(&desk, user).await)
}

/// What is asked of everybody who signs in, for administrators.
#[server(name = SignInRulesCall, prefix = "/api", endpoint = "sign_in_rules", input = Json, output = Json)]
pub async fn sign_in_rules() -> Answer<SignInRules> {
    let desk = desk().await?;
    answer(domain::factors::rules(&desk).await)
}

/// Sets it, for administrators. The fields of a refusal are those of [`SignInRules`].
#[server(name = SaveSignInRulesCall, prefix = "/api", endpoint = "save_sign_in_rules", input = Json, output = Json)]
pub async fn save_sign_in_rules(rules: SignInRules) -> Answer<()> {
    let desk = proven_desk().await?;
    answer(domain::factors::save_rules(&desk, rules).await)
}
