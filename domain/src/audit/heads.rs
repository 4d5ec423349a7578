//! Heads of the chain to be kept outside: whoever can change the whole database cannot change those.
#![expect(
    clippy::disallowed_methods,
    reason = "reads a table of the house: the seals of the log"
)]

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, NaiveDate, Utc};
use entity::seal;
use sea_orm::{EntityTrait, QueryOrder, QuerySelect};

use crate::{Crm, Result, digest};

/// The last head of a day, in UTC. Written as a line: day, number of the seal, events so far, head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    pub day: NaiveDate,
    /// The number of the seal.
    pub number: i64,
    /// All events up to it.
    pub events: i64,
    /// In hexadecimal.
    pub head: String,
}

impl fmt::Display for Head {
    fn fmt(&self, line: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            day,
            number,
            events,
            head,
        } = self;
        write!(line, "{day} {number} {events} {head}")
    }
}

impl FromStr for Head {
    type Err = String;

    fn from_str(line: &str) -> std::result::Result<Self, String> {
        let parts: Vec<&str> = line.split_whitespace().collect();
        let read = || {
            let [day, number, events, head] = parts.as_slice() else {
                return None;
            };
            let is_head = head.len() == 64 && head.bytes().all(|byte| byte.is_ascii_hexdigit());
            Some(Self {
                day: day.parse().ok()?,
                number: number.parse().ok()?,
                events: events.parse().ok()?,
                head: is_head.then(|| head.to_ascii_lowercase())?,
            })
        };
        read().ok_or_else(|| {
            format!("`{line}` is no head: day, number, events, 64 hexadecimal digits")
        })
    }
}

/// The last head of each day.
///
/// # Errors
/// When the database fails.
pub async fn heads(crm: &Crm) -> Result<Vec<Head>> {
    let rows: Vec<(i64, DateTime<Utc>, i64, Vec<u8>)> = seal::Entity::find()
        .select_only()
        .columns([
            seal::Column::Number,
            seal::Column::At,
            seal::Column::Events,
            seal::Column::Head,
        ])
        .order_by_asc(seal::Column::Number)
        .into_tuple()
        .all(crm.door().house().read())
        .await?;
    let mut heads: Vec<Head> = Vec::new();
    let mut so_far = 0;
    for (number, at, events, head) in rows {
        so_far += events;
        let day = at.date_naive();
        heads.pop_if(|last| last.day == day);
        heads.push(Head {
            day,
            number,
            events: so_far,
            head: digest::hexadecimal(&head),
        });
    }
    Ok(heads)
}
