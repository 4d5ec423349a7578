//! Providers as administrators set them.

use contract::dto::providers::{ProviderFound, ProviderInfo, ProviderSetup, Providers};
use contract::{FieldProblem, Problem, Refusal, Role, Value};
use entity::identity_provider as provider;
use openidconnect::DiscoveryError;
use uuid::Uuid;

use super::asking::back;
use super::found::{self, Trouble};
use super::telling::{News, tell};
use super::{fetch, table};
use crate::log::{Note, note_within};
use crate::outgoing::{self, Errand};
use crate::passkeys::Place;
use crate::sealing::{KeyMissing, Secret, open_secret, seal_secret};
use crate::{Crm, Desk, Error, Result, ways};

/// The longest text of a set-up, in characters.
const LONGEST: u32 = 500;
/// The longest name, which stands on a button.
const LONGEST_NAME: u32 = 60;

/// All providers; for administrators.
///
/// # Errors
/// [`Refusal::Forbidden`].
pub async fn all(desk: &Desk, place: &Place) -> Result<Providers> {
    desk.must_administer()?;
    let crm = desk.crm();
    let mut all = Vec::new();
    for row in table::all(crm).await? {
        all.push(ProviderInfo {
            id: row.id,
            has_secret: !row.secret.is_empty(),
            people: table::many(crm, row.id).await?,
            setup: setup_of(row),
        });
    }
    Ok(Providers {
        all,
        back: back(crm, place).await?,
    })
}

/// Adds a provider, or changes one. Without a new secret the one before is kept, for the same provider and client only: a
/// secret is never carried elsewhere by somebody who does not know it.
///
/// # Errors
/// [`Refusal::Forbidden`], [`Refusal::NotFound`]; [`Refusal::Invalid`] at the fields of [`ProviderSetup`] and at `secret`.
pub async fn save(
    desk: &Desk,
    id: Option<Uuid>,
    setup: &ProviderSetup,
    secret: Option<String>,
) -> Result<Uuid> {
    desk.must_administer()?;
    let crm = desk.crm();
    let before = match id {
        Some(id) => Some(table::one(crm, id).await?.ok_or(Refusal::NotFound)?),
        None => None,
    };
    let setup = trimmed(setup);
    let mut problems = problems(crm, &setup);
    problems.extend(secret_problem(&setup, secret.as_deref(), before.as_ref()));
    problems.extend(change_problem(desk, &setup, before.as_ref()).await?);
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    let id = id.unwrap_or_else(Uuid::now_v7);
    let write = desk.write().await?;
    let kept = before.as_ref().map(|row| row.secret.clone());
    let sealed = match secret.as_deref() {
        None => kept.unwrap_or_default(),
        Some("") => String::new(),
        Some(secret) => seal_secret(crm, write.transaction(), Secret::Provider(id), secret).await?,
    };
    let row = row(id, &setup, sealed, before.as_ref());
    match &before {
        Some(_) => table::update(write.transaction(), row).await?,
        None => table::insert(write.transaction(), row).await?,
    }
    let earlier = before.map(setup_of);
    let change = [told(earlier.as_ref())?, told(Some(&setup))?];
    note_within(&write, Note::administered("provider", id, "setup", change)).await?;
    write.commit().await?;
    Ok(id)
}

/// Removes a provider, and with it who is linked; each of them is told.
///
/// # Errors
/// [`Refusal::Forbidden`], also where the asker comes in by nothing else; [`Refusal::NotFound`].
pub async fn forget(desk: &Desk, id: Uuid) -> Result<()> {
    desk.must_administer()?;
    let crm = desk.crm();
    let row = table::one(crm, id).await?.ok_or(Refusal::NotFound)?;
    if !stays_in(desk, id).await? {
        return Err(Refusal::Forbidden.into());
    }
    let write = desk.write().await?;
    for link in table::of_provider(write.transaction(), id).await? {
        // From where the administrator works is nothing to those who are told.
        let news = (&link, News::Unlinked);
        tell(crm, write.transaction(), news, &row.name, None).await?;
    }
    table::delete(write.transaction(), id).await?;
    let change = [told(Some(&setup_of(row)))?, Value::Empty];
    note_within(&write, Note::administered("provider", id, "setup", change)).await?;
    write.commit().await
}

/// Asks a provider what it says of itself, and whether that fits.
///
/// # Errors
/// [`Refusal::Forbidden`]; [`Refusal::Invalid`] at `issuer`.
pub async fn try_out(desk: &Desk, issuer: &str) -> Result<ProviderFound> {
    desk.must_administer()?;
    let issuer = issuer.trim();
    if let Some(problem) = issuer_problem(desk.crm(), issuer) {
        return Err(Error::invalid("issuer", problem));
    }
    let said = found::discover(desk.crm(), issuer).await;
    let said = said.map_err(|cause| Error::invalid("issuer", why(&cause)))?;
    let keys = said.jwks().keys().len() as u64;
    if said.token_endpoint().is_none() || keys == 0 {
        return Err(Error::invalid("issuer", Problem::NoProvider));
    }
    let host = said.authorization_endpoint().url().host_str();
    Ok(ProviderFound {
        host: host.unwrap_or_default().to_owned(),
        keys,
    })
}

/// What is wrong with an address, as it showed when it was asked.
fn why(cause: &Trouble) -> Problem {
    match cause {
        DiscoveryError::UrlParse(_) => Problem::NotALink,
        DiscoveryError::Request(cause) if cause.is_inner() => Problem::InnerAddress,
        DiscoveryError::Request(_) => Problem::Unanswered,
        // unexpected issuer URI `…` (expected `…`)
        DiscoveryError::Validation(told) => match told.split('`').nth(1) {
            Some(issuer) => Problem::OtherIssuer {
                issuer: issuer.to_owned(),
            },
            None => Problem::NoProvider,
        },
        _ => Problem::NoProvider,
    }
}

/// The secret as it is shown to the provider; `None` for a client without one.
///
/// # Errors
/// When the key is gone that it was sealed with.
pub(super) fn secret(crm: &Crm, row: &provider::Model) -> Result<Option<String>> {
    if row.secret.is_empty() {
        return Ok(None);
    }
    let opened = open_secret(&crm.keys(), Secret::Provider(row.id), row.secret.clone());
    let opened = opened.map_err(|KeyMissing(key)| {
        Error::broken(format!(
            "the secret of a provider was sealed by the key {key}, which is missing"
        ))
    })?;
    Ok(Some(opened.to_string()))
}

fn problems(crm: &Crm, setup: &ProviderSetup) -> Vec<FieldProblem> {
    let mut found = Vec::new();
    let mut at = |field: &str, problem: Option<Problem>| {
        found.extend(problem.map(|problem| FieldProblem::new(field, problem)));
    };
    at("name", text_problem(&setup.name, LONGEST_NAME));
    at("issuer", issuer_problem(crm, &setup.issuer));
    at("client_id", text_problem(&setup.client_id, LONGEST));
    let is_long = setup.scopes.chars().count() > LONGEST as usize;
    at(
        "scopes",
        is_long.then_some(Problem::TooLong { limit: LONGEST }),
    );
    let is_domain = |word: &str| word.contains('.') && !word.contains(['@', '/', ':']);
    let are_domains = setup.domains.split_whitespace().all(is_domain);
    at("domains", (!are_domains).then_some(Problem::WrongKind));
    let is_role =
        setup.role != Role::Administrator.key() && crm.roles().role(&setup.role).is_some();
    let is_wrong = !setup.domains.is_empty() && !is_role;
    at("role", is_wrong.then_some(Problem::UnknownChoice));
    found
}

fn text_problem(text: &str, limit: u32) -> Option<Problem> {
    match text.chars().count() {
        0 => Some(Problem::Required),
        many if many > limit as usize => Some(Problem::TooLong { limit }),
        _ if text.chars().any(char::is_control) => Some(Problem::WrongKind),
        _ => None,
    }
}

fn issuer_problem(crm: &Crm, issuer: &str) -> Option<Problem> {
    if let Some(problem) = text_problem(issuer, LONGEST) {
        return Some(problem);
    }
    let address = url::Url::parse(issuer).ok();
    let host = address.as_ref().and_then(url::Url::host_str);
    let port = address.as_ref().and_then(url::Url::port_or_known_default);
    let (Some(host), Some(port)) = (host, port) else {
        return Some(Problem::NotALink);
    };
    if !outgoing::may_be_written(&crm.outgoing(), Errand::Web, host, port) {
        return Some(Problem::InnerAddress);
    }
    (!fetch::is_address(crm, issuer)).then_some(Problem::NotALink)
}

fn secret_problem(
    setup: &ProviderSetup,
    secret: Option<&str>,
    before: Option<&provider::Model>,
) -> Option<FieldProblem> {
    let at = |problem| Some(FieldProblem::new("secret", problem));
    if let Some(new) = secret {
        let is_long = new.chars().count() > LONGEST as usize;
        return is_long.then(|| FieldProblem::new("secret", Problem::TooLong { limit: LONGEST }));
    }
    let before = before.filter(|row| !row.secret.is_empty())?;
    let is_same = before.issuer == setup.issuer && before.client_id == setup.client_id;
    if is_same { None } else { at(Problem::Required) }
}

/// What may not be changed as it stands now: subjects are the provider's own words, and mean others elsewhere; and nobody
/// shuts themselves out.
async fn change_problem(
    desk: &Desk,
    setup: &ProviderSetup,
    before: Option<&provider::Model>,
) -> Result<Option<FieldProblem>> {
    let Some(before) = before else {
        return Ok(None);
    };
    if before.issuer != setup.issuer && table::many(desk.crm(), before.id).await? > 0 {
        return Ok(Some(FieldProblem::new("issuer", Problem::Locked)));
    }
    let goes_out = before.is_on && !setup.is_on;
    if goes_out && !stays_in(desk, before.id).await? {
        return Ok(Some(FieldProblem::new("is_on", Problem::OwnWayFirst)));
    }
    Ok(None)
}

/// Whether the asker comes in without that provider.
async fn stays_in(desk: &Desk, provider: Uuid) -> Result<bool> {
    let Some(me) = desk.actor().id() else {
        return Ok(true);
    };
    let links = table::of_user(desk.crm(), me).await?;
    let is_used = links.iter().any(|link| link.provider_id == provider);
    Ok(!is_used || ways::has_another(desk.crm(), me, Some(provider)).await?)
}

fn trimmed(setup: &ProviderSetup) -> ProviderSetup {
    let words = |text: &str| {
        let words: Vec<&str> = text
            .split([' ', ',', ';', '\n', '\t'])
            .filter(|word| !word.is_empty())
            .collect();
        words.join(" ")
    };
    ProviderSetup {
        name: setup.name.trim().to_owned(),
        issuer: setup.issuer.trim().to_owned(),
        client_id: setup.client_id.trim().to_owned(),
        scopes: words(&setup.scopes),
        domains: words(&setup.domains.to_lowercase()),
        ..setup.clone()
    }
}

fn setup_of(row: provider::Model) -> ProviderSetup {
    ProviderSetup {
        name: row.name,
        issuer: row.issuer,
        client_id: row.client_id,
        scopes: row.scopes,
        is_on: row.is_on,
        domains: row.domains,
        role: row.role,
        trusts_codes: row.trusts_codes,
    }
}

fn row(
    id: Uuid,
    setup: &ProviderSetup,
    secret: String,
    before: Option<&provider::Model>,
) -> provider::Model {
    let setup = setup.clone();
    provider::Model {
        id,
        name: setup.name,
        issuer: setup.issuer,
        client_id: setup.client_id,
        secret,
        scopes: setup.scopes,
        is_on: setup.is_on,
        domains: setup.domains,
        role: setup.role,
        trusts_codes: setup.trusts_codes,
        made_at: before.map_or_else(chrono::Utc::now, |row| row.made_at),
    }
}

fn told(setup: Option<&ProviderSetup>) -> Result<Value> {
    match setup {
        Some(setup) => Ok(Value::Text(serde_json::to_string(setup)?)),
        None => Ok(Value::Empty),
    }
}
