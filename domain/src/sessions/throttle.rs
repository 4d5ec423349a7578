//! Waits between tries to sign in.
//!
//! Tries of one name from one address soon wait long. Tries of one name from everywhere, and of one
//! address for every name, wait only a little, and late: otherwise a stranger could lock a person out, or
//! one colleague an office. A try that is told to wait does not count, so waiting always ends.
//!
//! Who keeps trying could still make a person wait those few seconds again and again. Tries from a browser in which
//! the person has signed in before are therefore counted by themselves: what others do elsewhere does not touch them.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use std::net::IpAddr;

use chrono::{DateTime, TimeDelta, Utc};
use contract::Refusal;
use entity::sign_in_attempt as attempt;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait,
    QueryFilter, QueryOrder, QuerySelect, Set, Statement,
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::digest::hexadecimal;
use crate::{Crm, Result};

/// How long a wrong try is remembered.
pub(crate) const REMEMBERED: TimeDelta = TimeDelta::minutes(15);

/// How tries of one subject wait: the first ones not at all, then twice as long each time.
#[derive(Clone, Copy, Debug)]
struct Limit {
    free: u64,
    first_seconds: u32,
    most_seconds: u32,
}

const NAME_AND_ADDRESS: Limit = Limit {
    free: 5,
    first_seconds: 4,
    most_seconds: 900,
};
const ADDRESS: Limit = Limit {
    free: 40,
    first_seconds: 2,
    most_seconds: 120,
};
const NAME: Limit = Limit {
    free: 60,
    first_seconds: 1,
    most_seconds: 4,
};
/// Codes of somebody whose password was right: only who knows it comes so far, so nobody else can make them wait. Some
/// fifteen tries in a quarter of an hour find one of a million codes in one of two hundred days.
const CODE: Limit = Limit {
    free: 10,
    first_seconds: 8,
    most_seconds: 300,
};

/// Links by mail to one address, whoever asks for them: each that is admitted brings its person a link that opens.
const MAIL: Limit = Limit {
    free: 5,
    first_seconds: 60,
    most_seconds: 60,
};

/// Questions for any passkey, each of which opens a session: a page asks one when it is opened, and behind one address
/// there may be a whole office.
const QUESTION: Limit = Limit {
    free: 150,
    first_seconds: 1,
    most_seconds: 60,
};

impl Limit {
    /// Seconds to wait after so many wrong tries.
    fn wait(self, tries: u64) -> u32 {
        let Some(beyond) = tries.checked_sub(self.free) else {
            return 0;
        };
        let doubled = 1_u32
            .checked_shl(u32::try_from(beyond).unwrap_or(u32::MAX))
            .unwrap_or(u32::MAX);
        self.first_seconds
            .saturating_mul(doubled)
            .min(self.most_seconds)
    }
}

/// A try that was admitted. It counts as wrong from the start, so that many at once do not slip through,
/// until it is forgiven.
#[derive(Debug)]
#[must_use]
pub(crate) struct Attempt {
    /// What is forgiven as a whole: the earlier tries of this very person from here, too.
    own: String,
    rows: Vec<i64>,
}

/// Admits a try to sign in; `browser` is the mark of one in which this person has signed in before.
///
/// # Errors
/// [`Refusal::TooMany`].
pub(crate) async fn admit(
    crm: &Crm,
    name: &str,
    address: IpAddr,
    browser: Option<&str>,
) -> Result<Attempt> {
    if let Some(mark) = browser {
        let own = subject(&["name and browser", name, mark]);
        return admit_all(crm, &[(own, NAME_AND_ADDRESS)]).await;
    }
    let address = network(address);
    let subjects = [
        (
            subject(&["name and address", name, &address]),
            NAME_AND_ADDRESS,
        ),
        (subject(&["address", &address]), ADDRESS),
        (subject(&["name", name]), NAME),
    ];
    admit_all(crm, &subjects).await
}

/// Admits a try to change a password by the present one.
///
/// # Errors
/// [`Refusal::TooMany`].
pub(crate) async fn admit_change(crm: &Crm, user: Uuid) -> Result<Attempt> {
    admit_all(
        crm,
        &[(subject(&["change", &user.to_string()]), NAME_AND_ADDRESS)],
    )
    .await
}

/// Admits a try to prove oneself by a code.
///
/// # Errors
/// [`Refusal::TooMany`].
pub(crate) async fn admit_code(crm: &Crm, user: Uuid, address: IpAddr) -> Result<Attempt> {
    let (user, address) = (user.to_string(), network(address));
    let subjects = [
        (
            subject(&["code and address", &user, &address]),
            NAME_AND_ADDRESS,
        ),
        (subject(&["code", &user]), CODE),
    ];
    admit_all(crm, &subjects).await
}

/// Admits a question for any passkey: every one counts.
///
/// # Errors
/// [`Refusal::TooMany`].
pub(crate) async fn admit_question(crm: &Crm, address: IpAddr) -> Result<()> {
    let from = subject(&["question from", &network(address)]);
    admit_all(crm, &[(from, QUESTION)]).await.map(drop)
}

/// Admits a request for a link by mail: every one counts, whether the address is known or not.
///
/// # Errors
/// [`Refusal::TooMany`].
pub(crate) async fn admit_mail(crm: &Crm, name: &str, address: IpAddr) -> Result<()> {
    let address = network(address);
    let subjects = [
        (
            subject(&["mail to and from", name, &address]),
            NAME_AND_ADDRESS,
        ),
        (subject(&["mail from", &address]), ADDRESS),
        (subject(&["mail to", name]), MAIL),
    ];
    admit_all(crm, &subjects).await.map(drop)
}

async fn admit_all(crm: &Crm, subjects: &[(String, Limit)]) -> Result<Attempt> {
    let transaction = crm.door().house().begin().await?;
    let own = subjects
        .first()
        .map(|(subject, _)| subject.clone())
        .unwrap_or_default();
    one_at_a_time(&transaction, &own).await?;
    // After the wait for its turn, or the try before this one would come after it.
    let now = Utc::now();
    for (subject, limit) in subjects {
        let seconds = remaining(&transaction, subject, *limit, now).await?;
        if seconds > 0 {
            return Err(Refusal::TooMany { seconds }.into());
        }
    }
    let mut rows = Vec::with_capacity(subjects.len());
    for (subject, _) in subjects {
        let row = attempt::ActiveModel {
            subject: Set(subject.clone()),
            at: Set(now),
            ..Default::default()
        };
        rows.push(
            attempt::Entity::insert(row)
                .exec(&transaction)
                .await?
                .last_insert_id,
        );
    }
    transaction.commit().await?;
    Ok(Attempt { own, rows })
}

/// Seconds until the next try of a subject.
async fn remaining(
    transaction: &DatabaseTransaction,
    subject: &str,
    limit: Limit,
    now: DateTime<Utc>,
) -> Result<u32> {
    let recent = attempt::Entity::find()
        .filter(attempt::Column::Subject.eq(subject))
        .filter(attempt::Column::At.gt(now - REMEMBERED))
        .order_by_desc(attempt::Column::At)
        .limit(200);
    let tries = recent.all(transaction).await?;
    let Some(last) = tries.first() else {
        return Ok(0);
    };
    // Where there is nothing to wait for, it counts for nothing that somebody else tried at the same moment.
    let seconds = limit.wait(tries.len() as u64);
    if seconds == 0 {
        return Ok(0);
    }
    let left = (last.at + TimeDelta::seconds(seconds.into()) - now).num_milliseconds();
    Ok(u32::try_from(left.max(0))
        .unwrap_or(u32::MAX)
        .div_ceil(1_000))
}

/// Two tries of one subject at the same moment must not both see the count from before. SQLite has one
/// writer anyway; PostgreSQL lets the second wait.
async fn one_at_a_time(transaction: &DatabaseTransaction, subject: &str) -> Result<()> {
    if transaction.get_database_backend() == DbBackend::Postgres {
        let sql = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";
        transaction
            .execute_raw(Statement::from_sql_and_values(
                DbBackend::Postgres,
                sql,
                [subject.into()],
            ))
            .await?;
    }
    Ok(())
}

impl Attempt {
    /// It was right: the person's earlier slips are forgotten, those of others are not.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn forgive(self, crm: &Crm) -> Result<()> {
        let own = Condition::any()
            .add(attempt::Column::Subject.eq(self.own))
            .add(attempt::Column::Id.is_in(self.rows));
        attempt::Entity::delete_many()
            .filter(own)
            .exec(crm.door().house().write())
            .await?;
        Ok(())
    }
}

/// What is counted, so that a copy of the table names neither people nor addresses.
fn subject(parts: &[&str]) -> String {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part.as_bytes());
    }
    hexadecimal(&digest.finalize())
}

/// One household has one IPv4 address, but a whole /64 network of IPv6.
fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => format!("{:x?}", &address.segments()[..4]),
    }
}

#[cfg(test)]
mod tests {
    use super::{NAME, NAME_AND_ADDRESS, network};

    #[test]
    fn waits_grow_to_an_end() {
        let waits: Vec<u32> = (0..16).map(|tries| NAME_AND_ADDRESS.wait(tries)).collect();
        assert_eq!(
            waits,
            [
                0, 0, 0, 0, 0, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900
            ]
        );
        assert_eq!(NAME_AND_ADDRESS.wait(u64::MAX), 900);
        assert_eq!((NAME.wait(59), NAME.wait(10_000)), (0, 4));
    }

    #[test]
    fn neighbours_in_one_ipv6_network_are_one() {
        let at = |text: &str| network(text.parse().unwrap());
        assert_eq!(at("2001:db8:1:2::3"), at("2001:db8:1:2:ffff::9"));
        assert_ne!(at("2001:db8:1:2::3"), at("2001:db8:1:3::3"));
        assert_eq!(at("::ffff:192.0.2.1"), at("192.0.2.1"));
        assert_ne!(at("192.0.2.1"), at("192.0.2.2"));
    }
}
