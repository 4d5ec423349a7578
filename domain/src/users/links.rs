//! Links that let somebody set a password once: an invitation, or help for a forgotten password. Where passwords are switched
//! off they let somebody in once, and go by hand alone. Their secret is kept as a
//! hash. Using one ends all others of its person; a stranger who asks for links in somebody's name ends none.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use contract::dto::records::Change;
use contract::dto::signing::{LinkInfo, LinkKind, MadeLink};
use contract::objects::USER;
use contract::value::Values;
use contract::{Refusal, Value};
use entity::{door_link as link, user};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};
use uuid::Uuid;

use super::passwords::{accept, replace};
use super::record_of;
use crate::digest::{hexadecimal, sha256};
use crate::log::{Note, note};
use crate::mail::{self, Letter, Posted, Template};
use crate::sessions::{Client, Knock, knock, throttle};
use crate::{Crm, Desk, Result, records, ways};

/// How long an invitation opens.
const INVITATION: TimeDelta = TimeDelta::days(7);
/// How long help for a forgotten password opens.
const RESET: TimeDelta = TimeDelta::hours(1);
/// How long a link opens that lets somebody in without a password.
const ENTRY: TimeDelta = TimeDelta::days(1);

/// Makes a link for a user; for administrators. It is an invitation where there is no password yet. It goes by mail where
/// mail is set up, and is answered to be handed over where it is not, or where it lets in without a password.
///
/// # Errors
/// [`Refusal::Forbidden`], [`Refusal::NotFound`].
pub async fn make_link(desk: &Desk, user: Uuid) -> Result<MadeLink> {
    desk.must_administer()?;
    let found = record_of(desk, user)
        .await?
        .filter(|found| found.deleted_at.is_none());
    let found = found.ok_or(Refusal::NotFound)?;
    let kind = match found.password_hash {
        _ if ways::are_passwords_off(desk.crm()).await? => LinkKind::Entry,
        Some(_) => LinkKind::Reset,
        None => LinkKind::Invitation,
    };
    end_links(desk.crm(), user).await?;
    let made = keep(desk.crm(), &found, kind, desk.actor().name()).await?;
    let change = [Value::Empty, Value::YesNo(true)];
    note(
        desk,
        Note::administered("password_link", user, "given", change),
    )
    .await?;
    tracing::info!(%user, ?kind, by = desk.actor().name(), "link made");
    Ok(made)
}

/// Sends a link to who forgot their password. Whether anybody has that address cannot be told from the answer, nor from
/// the time it takes.
///
/// # Errors
/// [`Refusal::NoMail`]; [`Refusal::TooMany`] after several times.
pub async fn ask_reset(crm: &Arc<Crm>, email: &str, client: &Client) -> Result<()> {
    ways::must_take_passwords(crm, "email").await?;
    mail::must_be_set_up(crm).await?;
    let email: String = email.trim().to_lowercase().chars().take(254).collect();
    throttle::admit_mail(crm, &email, client.address).await?;
    let crm = Arc::clone(crm);
    tokio::spawn(async move {
        if let Err(cause) = send_reset(&crm, &email).await {
            tracing::error!(?cause, "a link for a forgotten password was not sent");
        }
    });
    Ok(())
}

async fn send_reset(crm: &Crm, email: &str) -> Result<()> {
    let named = user::Entity::find()
        .filter(user::Column::Email.eq(email))
        .filter(user::Column::DeletedAt.is_null());
    match named.one(crm.door().house().read()).await? {
        Some(user) => keep(crm, &user, LinkKind::Reset, "").await.map(drop),
        None => Ok(()),
    }
}

/// Keeps a new link of a user, and sends it, both or neither.
async fn keep(crm: &Crm, user: &user::Model, kind: LinkKind, inviter: &str) -> Result<MadeLink> {
    let token = hexadecimal(&rand::random::<[u8; 32]>());
    let (now, path) = (Utc::now(), format!("/link/{token}"));
    let expires_at = now + life(kind);
    let row = link::ActiveModel {
        hash: Set(sha256(token.as_bytes())),
        user_id: Set(user.id),
        kind: Set(word(kind).to_owned()),
        made_at: Set(now),
        expires_at: Set(expires_at),
        used_at: Set(None),
    };
    let letter = match template(kind, inviter, &path, expires_at) {
        Some(template) => Letter::to_user(crm, user.id, template).await?,
        None => None,
    };
    let transaction = crm.door().house().begin().await?;
    link::Entity::insert(row)
        .exec_without_returning(&transaction)
        .await?;
    let posted = match letter {
        Some(letter) => mail::queue(crm, &transaction, letter).await?,
        None => Posted::NotSetUp,
    };
    transaction.commit().await?;
    Ok(MadeLink {
        path: (posted == Posted::NotSetUp).then_some(path),
        email: user.email.clone(),
        expires_at,
    })
}

fn life(kind: LinkKind) -> TimeDelta {
    match kind {
        LinkKind::Invitation => INVITATION,
        LinkKind::Reset => RESET,
        LinkKind::Entry => ENTRY,
    }
}

fn template(kind: LinkKind, inviter: &str, path: &str, ends_at: DateTime<Utc>) -> Option<Template> {
    let link = path.to_owned();
    match kind {
        LinkKind::Invitation => Some(Template::Invitation {
            inviter: inviter.to_owned(),
            link,
            ends_at,
        }),
        LinkKind::Reset => Some(Template::PasswordReset { link, ends_at }),
        // Whoever reads the mail of somebody is not let in by that alone.
        LinkKind::Entry => None,
    }
}

/// Ends all links by which people would set a new password.
///
/// # Errors
/// When the database fails.
pub(crate) async fn end_resets<C: ConnectionTrait>(connection: &C) -> Result<()> {
    let resets = link::Entity::delete_many().filter(link::Column::Kind.eq(word(LinkKind::Reset)));
    resets.exec(connection).await?;
    Ok(())
}

async fn end_links(crm: &Crm, user: Uuid) -> Result<()> {
    let all = link::Entity::delete_many().filter(link::Column::UserId.eq(user));
    all.exec(crm.door().house().write()).await?;
    Ok(())
}

/// What a link is for.
///
/// # Errors
/// [`Refusal::LinkOver`] when it was used, has ended, or never was.
pub async fn link(crm: &Crm, token: &str) -> Result<LinkInfo> {
    let (link, user) = open(crm, token).await?;
    let kind = match ways::are_passwords_off(crm).await? {
        true => LinkKind::Entry,
        false => kind(&link.kind),
    };
    Ok(LinkInfo {
        kind,
        name: user.name,
        email: user.email,
        organisation: crm.settings().organisation.clone(),
    })
}

/// Sets the password of who holds a link, and uses the link up. What is missing for signing in is missing as after the
/// password: who reads somebody's mail has not got their app.
///
/// # Errors
/// [`Refusal::LinkOver`], and [`Refusal::Invalid`] at `name` or `password`.
pub async fn use_link(crm: &Arc<Crm>, token: &str, name: &str, password: &str) -> Result<Knock> {
    let (found, user) = open(crm, token).await?;
    if ways::are_passwords_off(crm).await? {
        spend(crm, &found).await?;
        end_links(crm, user.id).await?;
        return knock(crm, user.id).await;
    }
    accept(crm, &user, password, "password").await?;
    if kind(&found.kind) == LinkKind::Invitation && name.trim() != user.name {
        rename(crm, &user, name.trim()).await?;
    }
    spend(crm, &found).await?;
    replace(crm, &user, password, None).await?;
    end_links(crm, user.id).await?;
    knock(crm, user.id).await
}

/// Who is invited knows best how they are called.
async fn rename(crm: &Arc<Crm>, user: &user::Model, name: &str) -> Result<()> {
    let value = |name: &str| Values::from([("name".to_owned(), Value::from(name))]);
    let change = Change {
        object: USER.to_owned(),
        id: user.id,
        version: user.version,
        values: value(name),
        base: value(&user.name),
    };
    records::update(&crm.system_desk("invitation"), change).await?;
    crm.refresh().await
}

/// Of two who hold the same link one is the first.
async fn spend(crm: &Crm, found: &link::Model) -> Result<()> {
    let used = link::ActiveModel {
        used_at: Set(Some(Utc::now())),
        ..Default::default()
    };
    let unused = link::Entity::update_many()
        .set(used)
        .filter(link::Column::Hash.eq(&found.hash))
        .filter(link::Column::UsedAt.is_null());
    match unused.exec(crm.door().house().write()).await?.rows_affected {
        1 => Ok(()),
        _ => Err(Refusal::LinkOver.into()),
    }
}

/// A link that still opens, and its user.
async fn open(crm: &Crm, token: &str) -> Result<(link::Model, user::Model)> {
    let read = crm.door().house().read();
    let found = link::Entity::find_by_id(sha256(token.as_bytes()))
        .filter(link::Column::UsedAt.is_null())
        .filter(link::Column::ExpiresAt.gt(Utc::now()))
        .one(read)
        .await?;
    let found = found.ok_or(Refusal::LinkOver)?;
    let user = user::Entity::find_by_id(found.user_id)
        .filter(user::Column::DeletedAt.is_null())
        .one(read)
        .await?;
    Ok((found, user.ok_or(Refusal::LinkOver)?))
}

fn word(kind: LinkKind) -> &'static str {
    match kind {
        LinkKind::Invitation => "invitation",
        LinkKind::Reset => "reset",
        LinkKind::Entry => "entry",
    }
}

fn kind(word: &str) -> LinkKind {
    match word {
        "invitation" => LinkKind::Invitation,
        _ => LinkKind::Reset,
    }
}
