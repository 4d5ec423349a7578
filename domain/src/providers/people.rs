//! Who somebody is here whom a provider knows.

use std::sync::Arc;

use contract::Value;
use contract::dto::organisation::NewMember;
use contract::dto::providers::ProviderTrouble as Trouble;
use entity::{identity_provider as provider, provider_link as link};
use uuid::Uuid;

use super::proof::Vouched;
use super::table;
use super::telling::{News, tell};
use crate::log::{Note, note_at_door};
use crate::sessions::Client;
use crate::{Crm, Error, Result, users};

/// The person of a subject. By the subject alone, once it is linked; the first time by an address that the provider vouches
/// for, and then a person may be made where the provider was given that right.
pub(super) async fn find(
    crm: &Arc<Crm>,
    row: &provider::Model,
    vouched: &Vouched,
    client: &Client,
) -> Result<std::result::Result<Uuid, Trouble>> {
    if let Some(link) = table::of_subject(crm, row.id, &vouched.subject).await? {
        table::note_use(crm, link.id).await?;
        return Ok(Ok(link.user_id));
    }
    if !vouched.is_verified() {
        return Ok(Err(Trouble::Unverified));
    }
    let user = match users::with_email(crm, &vouched.email).await? {
        Some(found) if found.deleted_at.is_some() => return Ok(Err(Trouble::Unknown)),
        Some(found) => found.id,
        None if is_admitted(row, &vouched.email) => match make(crm, row, vouched).await? {
            Some(user) => user,
            None => return Ok(Err(Trouble::Unknown)),
        },
        None => return Ok(Err(Trouble::Unknown)),
    };
    // Whoever has the address now need not be who had it when the link was made.
    Ok(match tie(crm, row, vouched, user, client).await? {
        true => Ok(user),
        false => Err(Trouble::Taken),
    })
}

/// Whether people of that mail domain are made. Domains below it are others.
fn is_admitted(row: &provider::Model, email: &str) -> bool {
    let domain = email.rsplit_once('@').map(|(_, domain)| domain);
    domain.is_some_and(|domain| row.domains.split_whitespace().any(|one| one == domain))
}

/// Makes a person with the role that the provider gives; `None` where their name or address cannot be taken.
async fn make(crm: &Arc<Crm>, row: &provider::Model, vouched: &Vouched) -> Result<Option<Uuid>> {
    let local = vouched.email.split('@').next().unwrap_or_default();
    let name = match vouched.name.is_empty() {
        true => local.to_owned(),
        false => vouched.name.chars().take(100).collect(),
    };
    let member = NewMember {
        name,
        email: vouched.email.clone(),
        role: row.role.clone(),
        more_roles: Vec::new(),
        team: None,
        password: String::new(),
    };
    match users::add_member(&crm.system_desk("sign-in through a provider"), member).await {
        Ok(user) => Ok(Some(user)),
        Err(Error::Refused(refusal)) => {
            tracing::warn!(provider = row.name, %refusal, "a person was not made");
            Ok(None)
        }
        Err(broken) => Err(broken),
    }
}

/// Links a subject with a person; `false` where one of them is linked with another already.
pub(super) async fn tie(
    crm: &Crm,
    row: &provider::Model,
    vouched: &Vouched,
    user: Uuid,
    client: &Client,
) -> Result<bool> {
    let now = chrono::Utc::now();
    let link = link::Model {
        id: Uuid::now_v7(),
        provider_id: row.id,
        subject: vouched.subject.clone(),
        user_id: user,
        email: vouched.email.clone(),
        made_at: now,
        used_at: Some(now),
    };
    let origin = client.origin();
    let transaction = crm.door().house().begin().await?;
    if !table::insert_link(&transaction, link.clone()).await? {
        return Ok(false);
    }
    tell(
        crm,
        &transaction,
        (&link, News::Linked),
        &row.name,
        Some(&origin),
    )
    .await?;
    transaction.commit().await?;
    let people = crm.people();
    let who = Some((user, people.name(user).unwrap_or_default()));
    let change = [Value::Empty, Value::Text(row.name.clone())];
    let note = Note::administered("provider_link", user, "name", change);
    note_at_door(crm, who, &origin, note).await?;
    Ok(true)
}
