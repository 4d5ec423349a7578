//! Secrets of the house itself, sealed as values are: those of the apps that show codes, those shown to providers of
//! sign-ins, and the password of the mail server. Each belongs to its table and row; put elsewhere it does not open.
#![expect(
    clippy::disallowed_methods,
    reason = "keeps tables of the house: secrets and the ids of keys"
)]

use std::collections::BTreeMap;

use chrono::Utc;
use entity::{identity_provider as provider, seal_key, second_factor as factor, setting};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::keys::Keys;
use super::seal::{Opened, Place, key_of};
use crate::access::HouseDoor;
use crate::{Crm, Result};

/// The setting that holds the password of the mail server.
pub(crate) const MAIL_PASSWORD: &str = "mail_password";

/// Which secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Secret {
    /// That of the app of a person.
    App(Uuid),
    /// That which a provider of sign-ins gave the house.
    Provider(Uuid),
    MailPassword,
}

impl Secret {
    fn place(self) -> Place<'static> {
        let (object, record) = match self {
            Self::App(user) => ("table second_factor", user),
            Self::Provider(id) => ("table identity_provider", id),
            Self::MailPassword => ("table setting", Uuid::nil()),
        };
        let field = match self {
            Self::App(_) | Self::Provider(_) => "secret",
            Self::MailPassword => MAIL_PASSWORD,
        };
        Place {
            object,
            field,
            record,
        }
    }
}

/// What is stored could not be opened: the id of the key that is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct KeyMissing(pub(crate) String);

/// A secret as it is to be stored, where something of the same connection stores it. Where there are no keys it stays as
/// it is, and is sealed once there are.
///
/// # Errors
/// When the database fails.
pub(crate) async fn seal_secret<C: ConnectionTrait>(
    crm: &Crm,
    connection: &C,
    secret: Secret,
    plain: &str,
) -> Result<String> {
    let keys = crm.keys();
    let (Some(id), Some(sealed)) = (keys.active(), keys.seal(secret.place(), plain)?) else {
        return Ok(plain.to_owned());
    };
    let row = seal_key::ActiveModel {
        id: Set(id.to_owned()),
        since: Set(Utc::now()),
    };
    let once = OnConflict::column(seal_key::Column::Id)
        .do_nothing()
        .to_owned();
    seal_key::Entity::insert(row)
        .on_conflict(once)
        .exec_without_returning(connection)
        .await?;
    Ok(sealed)
}

/// A stored secret as it was given. What was stored before secrets were sealed is as it is.
pub(crate) fn open_secret(
    keys: &Keys,
    secret: Secret,
    stored: String,
) -> std::result::Result<Zeroizing<String>, KeyMissing> {
    match keys.open(secret.place(), &stored) {
        Opened::Plain(plain) => Ok(plain),
        Opened::NotSealed => Ok(Zeroizing::new(stored)),
        Opened::Locked(key) => Err(KeyMissing(key)),
    }
}

/// Every stored secret.
async fn stored(house: HouseDoor<'_>) -> Result<Vec<(Secret, String)>> {
    let apps = factor::Entity::find().all(house.read()).await?;
    let mut all: Vec<(Secret, String)> = apps
        .into_iter()
        .map(|row| (Secret::App(row.user_id), row.secret))
        .collect();
    let providers = provider::Entity::find().all(house.read()).await?;
    all.extend(
        providers
            .into_iter()
            .map(|row| (Secret::Provider(row.id), row.secret)),
    );
    let password = setting::Entity::find_by_id(MAIL_PASSWORD)
        .one(house.read())
        .await?;
    all.extend(password.map(|row| (Secret::MailPassword, row.value)));
    all.retain(|(_, stored)| !stored.is_empty());
    Ok(all)
}

/// How many secrets are sealed with each key, and how many with none.
pub(super) async fn by_key(house: HouseDoor<'_>) -> Result<(BTreeMap<String, u64>, u64)> {
    let mut sealed = BTreeMap::new();
    let mut open = 0;
    for (_, stored) in stored(house).await? {
        match key_of(&stored) {
            Some(key) => *sealed.entry(key.to_owned()).or_default() += 1,
            None => open += 1,
        }
    }
    Ok((sealed, open))
}

/// The secrets that no key opens which is there: people whose codes must be set up anew, and whether the password of the
/// mail server must be typed anew.
pub(super) async fn lost(house: HouseDoor<'_>, keys: &Keys) -> Result<(usize, bool)> {
    let is_lost =
        |one: &(Secret, String)| matches!(keys.open(one.0.place(), &one.1), Opened::Locked(_));
    let lost: Vec<(Secret, String)> = stored(house).await?.into_iter().filter(is_lost).collect();
    let apps = lost.iter().filter(|one| matches!(one.0, Secret::App(_)));
    let mails = lost.iter().any(|one| one.0 == Secret::MailPassword);
    Ok((apps.count(), mails))
}

/// Seals what is not sealed yet, and what older keys sealed, with the active one.
///
/// # Errors
/// When the database fails.
pub(super) async fn settle(crm: &Crm) -> Result<()> {
    let keys = crm.keys();
    let Some(active) = keys.active() else {
        return Ok(());
    };
    let house = crm.door().house();
    let all = stored(house).await?;
    for (secret, text) in all {
        if key_of(&text) == Some(active) {
            continue;
        }
        let Ok(plain) = open_secret(&keys, secret, text.clone()) else {
            continue;
        };
        let transaction = house.begin().await?;
        let sealed = seal_secret(crm, &transaction, secret, &plain).await?;
        replace(&transaction, secret, &text, &sealed).await?;
        transaction.commit().await?;
    }
    Ok(())
}

/// Only what stands there still is replaced: somebody may have set a new one meanwhile.
async fn replace<C: ConnectionTrait>(
    connection: &C,
    secret: Secret,
    before: &str,
    after: &str,
) -> Result<()> {
    match secret {
        Secret::App(user) => {
            let sealed = factor::ActiveModel {
                secret: Set(after.to_owned()),
                ..Default::default()
            };
            let same = factor::Entity::update_many()
                .set(sealed)
                .filter(factor::Column::UserId.eq(user))
                .filter(factor::Column::Secret.eq(before));
            same.exec(connection).await?;
        }
        Secret::Provider(id) => {
            let sealed = provider::ActiveModel {
                secret: Set(after.to_owned()),
                ..Default::default()
            };
            let same = provider::Entity::update_many()
                .set(sealed)
                .filter(provider::Column::Id.eq(id))
                .filter(provider::Column::Secret.eq(before));
            same.exec(connection).await?;
        }
        Secret::MailPassword => {
            let sealed = setting::ActiveModel {
                value: Set(after.to_owned()),
                ..Default::default()
            };
            let same = setting::Entity::update_many()
                .set(sealed)
                .filter(setting::Column::Key.eq(MAIL_PASSWORD))
                .filter(setting::Column::Value.eq(before));
            same.exec(connection).await?;
        }
    }
    Ok(())
}
