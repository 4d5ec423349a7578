//! Browsers and networks from which people sign in: those that are known, and a notice about one that is not.
//!
//! A browser keeps a secret, its mark, from the first time on that somebody signs in with it. Tries from a marked
//! browser are counted by themselves, so that nobody elsewhere can make its person wait (OWASP's “device cookies”).
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use std::net::IpAddr;

use chrono::Utc;
use contract::Refusal;
use contract::dto::signing::NewSignIn;
use entity::{known_browser as browser, known_network as network, sign_in_notice as notice};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Set,
};
use uuid::Uuid;

use super::Client;
use crate::digest::{hexadecimal, sha256};
use crate::log::{Note, note_at_door};
use crate::mail::{self, Letter, Template};
use crate::{Crm, Desk, Result};

/// The most notices that are told.
const MOST: u64 = 5;

/// The hash of the browser's mark, where this person has signed in with it before.
pub(super) async fn known(
    crm: &Crm,
    user: Option<Uuid>,
    client: &Client,
) -> Result<Option<String>> {
    let (Some(user), Some(mark)) = (user, client.mark.as_deref()) else {
        return Ok(None);
    };
    let hash = sha256(mark.as_bytes());
    let found = browser::Entity::find_by_id((user, hash))
        .one(crm.door().house().read())
        .await?;
    Ok(found.map(|found| found.mark))
}

/// Remembers from where somebody has signed in, and notes when that is new. Answers the mark that the browser keeps.
///
/// # Errors
/// When the database fails.
pub async fn arrive(crm: &Crm, user: Uuid, client: &Client) -> Result<String> {
    let mark = client.mark.clone().filter(|mark| is_mark(mark));
    let mark = mark.unwrap_or_else(|| hexadecimal(&rand::random::<[u8; 32]>()));
    let transaction = crm.door().house().begin().await?;
    let news = news(&transaction, user, client, &sha256(mark.as_bytes())).await?;
    remember(&transaction, user, client, &sha256(mark.as_bytes())).await?;
    if let Some(news) = news {
        notice::Entity::insert(notice_of(user, client, news))
            .exec_without_returning(&transaction)
            .await?;
        if let Some(letter) = letter(crm, user, client).await? {
            // Without mail it is told on the page alone.
            let _ = mail::queue(crm, &transaction, letter).await?;
        }
    }
    transaction.commit().await?;
    let people = crm.people();
    let who = Some((user, people.name(user).unwrap_or_default()));
    let told = match news {
        Some((is_new_device, is_new_network)) => Note::SignedInAnew {
            is_new_device,
            is_new_network,
        },
        None => Note::SignedIn,
    };
    note_at_door(crm, who, &client.origin(), told).await?;
    Ok(mark)
}

fn notice_of(
    user: Uuid,
    client: &Client,
    (is_new_device, is_new_network): (bool, bool),
) -> notice::ActiveModel {
    notice::ActiveModel {
        id: Set(Uuid::now_v7()),
        user_id: Set(user),
        device: Set(client.device.clone()),
        address: Set(client.address.to_string()),
        is_new_device: Set(is_new_device),
        is_new_network: Set(is_new_network),
        at: Set(Utc::now()),
        seen_at: Set(None),
    }
}

async fn letter(crm: &Crm, user: Uuid, client: &Client) -> Result<Option<Letter>> {
    let news = Template::NewDevice {
        device: client.device.clone(),
        address: client.address.to_string(),
        at: Utc::now(),
        link: "/settings/security".to_owned(),
    };
    Letter::to_user(crm, user, news).await
}

fn is_mark(mark: &str) -> bool {
    mark.len() == 64 && mark.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Whether device and network are new to somebody; `None` when neither is, or when it is their very first time. A
/// browser of the same kind in a known network is not new: it may only have lost its mark.
async fn news(
    transaction: &DatabaseTransaction,
    user: Uuid,
    client: &Client,
    mark: &str,
) -> Result<Option<(bool, bool)>> {
    let of_user = || browser::Entity::find().filter(browser::Column::UserId.eq(user));
    if of_user().count(transaction).await? == 0 {
        return Ok(None);
    }
    let here = network_of(client.address);
    let known = network::Entity::find_by_id((user, here))
        .one(transaction)
        .await?;
    let is_marked = of_user()
        .filter(browser::Column::Mark.eq(mark))
        .count(transaction)
        .await?
        > 0;
    let alike = of_user()
        .filter(browser::Column::Device.eq(&client.device))
        .count(transaction)
        .await?
        > 0;
    let is_new_network = known.is_none();
    let is_new_device = !is_marked && (is_new_network || !alike);
    Ok((is_new_device || is_new_network).then_some((is_new_device, is_new_network)))
}

async fn remember(
    transaction: &DatabaseTransaction,
    user: Uuid,
    client: &Client,
    mark: &str,
) -> Result<()> {
    let (now, here) = (Utc::now(), network_of(client.address));
    let seen = browser::ActiveModel {
        user_id: Set(user),
        mark: Set(mark.to_owned()),
        device: Set(client.device.clone()),
        network: Set(here.clone()),
        first_seen_at: Set(now),
        seen_at: Set(now),
    };
    let again = OnConflict::columns([browser::Column::UserId, browser::Column::Mark])
        .update_columns([
            browser::Column::Device,
            browser::Column::Network,
            browser::Column::SeenAt,
        ])
        .to_owned();
    browser::Entity::insert(seen)
        .on_conflict(again)
        .exec_without_returning(transaction)
        .await?;
    let from = network::ActiveModel {
        user_id: Set(user),
        network: Set(here),
        seen_at: Set(now),
    };
    let again = OnConflict::columns([network::Column::UserId, network::Column::Network])
        .update_column(network::Column::SeenAt)
        .to_owned();
    network::Entity::insert(from)
        .on_conflict(again)
        .exec_without_returning(transaction)
        .await?;
    Ok(())
}

/// Neighbours in a network come and go with every lease: /24 of IPv4 and /48 of IPv6 are one.
fn network_of(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => {
            let [one, two, three, _] = address.octets();
            format!("{one}.{two}.{three}")
        }
        IpAddr::V6(address) => {
            let [one, two, three, ..] = address.segments();
            format!("{one:x}:{two:x}:{three:x}")
        }
    }
}

impl Desk {
    /// Sign-ins from new browsers or networks that the asker has not seen yet, the last first.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn new_sign_ins(&self) -> Result<Vec<NewSignIn>> {
        let Some(me) = self.actor().id() else {
            return Ok(Vec::new());
        };
        let unseen = notice::Entity::find()
            .filter(notice::Column::UserId.eq(me))
            .filter(notice::Column::SeenAt.is_null())
            .order_by_desc(notice::Column::At)
            .limit(MOST);
        let rows = unseen.all(self.crm().door().house().read()).await?;
        Ok(rows.into_iter().map(told).collect())
    }
}

fn told(row: notice::Model) -> NewSignIn {
    NewSignIn {
        id: row.id,
        device: row.device,
        address: row.address,
        is_new_device: row.is_new_device,
        is_new_network: row.is_new_network,
        at: row.at,
    }
}

/// The asker has seen the notices about new browsers and networks.
///
/// # Errors
/// When the database fails.
pub async fn notices_seen(desk: &Desk) -> Result<()> {
    let me = desk.actor().id().ok_or(Refusal::SignIn)?;
    let seen = notice::ActiveModel {
        seen_at: Set(Some(Utc::now())),
        ..Default::default()
    };
    let unseen = notice::Entity::update_many()
        .set(seen)
        .filter(notice::Column::UserId.eq(me))
        .filter(notice::Column::SeenAt.is_null());
    unseen.exec(desk.crm().door().house().write()).await?;
    Ok(())
}
