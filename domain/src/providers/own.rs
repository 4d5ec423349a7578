//! The links of a person, by themselves.

use contract::dto::providers::{OwnLinks, ProviderLink, ProviderOffer, ProviderTrouble as Trouble};
use contract::{Refusal, Value};
use entity::identity_provider as provider;
use uuid::Uuid;

use super::proof::Vouched;
use super::taking::Came;
use super::telling::{News, tell};
use super::{people, table};
use crate::log::{Note, note};
use crate::sessions::Client;
use crate::{Crm, Desk, Result, ways};

/// The asker's links, and the providers with which there could be one.
///
/// # Errors
/// When the database fails.
pub async fn own(desk: &Desk) -> Result<OwnLinks> {
    desk.must_be_themselves()?;
    let me = desk.actor().id().ok_or(Refusal::SignIn)?;
    let crm = desk.crm();
    let providers = table::all(crm).await?;
    let of = |id: Uuid| providers.iter().find(|row| row.id == id);
    let rows = table::of_user(crm, me).await?;
    let is_linked = |row: &&provider::Model| rows.iter().any(|link| link.provider_id == row.id);
    let open = providers.iter().filter(|row| row.is_on && !is_linked(row));
    let open = open.map(|row| ProviderOffer {
        id: row.id,
        name: row.name.clone(),
    });
    let open = open.collect();
    let is_last_kept = match rows.first() {
        Some(only) if rows.len() == 1 => !ways::has_another(crm, me, Some(only.id)).await?,
        _ => false,
    };
    let told = rows.into_iter().map(|row| ProviderLink {
        id: row.id,
        is_on: of(row.provider_id).is_some_and(|of| of.is_on),
        provider: ProviderOffer {
            id: row.provider_id,
            name: of(row.provider_id).map_or_else(String::new, |of| of.name.clone()),
        },
        email: row.email,
        made_at: row.made_at,
        used_at: row.used_at,
    });
    Ok(OwnLinks {
        links: told.collect(),
        open,
        is_last_kept,
    })
}

/// Takes a link of the asker's away.
///
/// # Errors
/// [`Refusal::NotFound`]; [`Refusal::Forbidden`] where there is no other way in.
pub async fn remove(desk: &Desk, id: Uuid) -> Result<()> {
    desk.must_be_themselves()?;
    let me = desk.actor().id().ok_or(Refusal::SignIn)?;
    let crm = desk.crm();
    let rows = table::of_user(crm, me).await?;
    let row = rows.into_iter().find(|row| row.id == id);
    let row = row.ok_or(Refusal::NotFound)?;
    if !ways::has_another(crm, me, Some(id)).await? {
        return Err(Refusal::Forbidden.into());
    }
    let of = table::one(crm, row.provider_id).await?;
    let name = of.map_or_else(String::new, |of| of.name);
    let origin = desk.actor().origin();
    let transaction = crm.door().house().begin().await?;
    table::delete_link(&transaction, id).await?;
    tell(crm, &transaction, (&row, News::Unlinked), &name, origin).await?;
    transaction.commit().await?;
    let change = [Value::Text(name), Value::Empty];
    note(
        desk,
        Note::administered("provider_link", me, "name", change),
    )
    .await
}

/// Links who came back with the person who went there. The address decides nothing here: the session did.
pub(super) async fn link(
    crm: &Crm,
    row: &provider::Model,
    vouched: &Vouched,
    user: Uuid,
    client: &Client,
) -> Result<std::result::Result<Came, Trouble>> {
    let linked = table::of_subject(crm, row.id, &vouched.subject).await?;
    let is_there = linked.is_some_and(|link| link.user_id == user);
    if is_there || people::tie(crm, row, vouched, user, client).await? {
        return Ok(Ok(Came::Linked));
    }
    Ok(Err(Trouble::Taken))
}
