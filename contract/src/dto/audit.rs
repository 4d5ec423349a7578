//! The log of what happened, as it is searched and shown.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What the objects of events begin with that tell of no change of a record: `note.session`, `note.account`.
pub const NOTE: &str = "note.";

/// Everything that stands in the log, by the words under which it stands there.
pub const ACTIONS: [&str; 29] = [
    "created",
    "updated",
    "deleted",
    "restored",
    "merged",
    "converted",
    "imported",
    "file_added",
    "file_removed",
    "seen",
    "consented",
    "signed_in",
    "sign_in_refused",
    "signed_out",
    "session_ended",
    "exported",
    "called",
    "administered",
    "erased",
    "shared",
    "share_ended",
    "access_asked",
    "access_refused",
    "simulation_began",
    "simulation_ended",
    "looked_at",
    "read",
    "denied",
    "raised",
];

/// What is looked for; everything that is given must be so.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditQuery {
    pub person: Option<Uuid>,
    /// Key of an object; what was seen or exported of it is found too.
    pub object: Option<String>,
    pub record: Option<Uuid>,
    /// One of [`ACTIONS`].
    pub action: Option<String>,
    /// The first day, in the reader's zone.
    pub from: Option<NaiveDate>,
    /// The last day, in the reader's zone.
    pub until: Option<NaiveDate>,
    pub address: Option<String>,
    pub request: Option<Uuid>,
    /// Where the page before ended.
    pub after: Option<String>,
}

/// One event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditLine {
    pub seq: i64,
    pub at: DateTime<Utc>,
    /// The user; `None` for the house itself and for strangers.
    pub actor_id: Option<Uuid>,
    /// The name as it was then.
    pub actor: String,
    /// Key of an object, or [`NOTE`] and a word.
    pub object: String,
    /// What it happened to.
    pub record: Option<Uuid>,
    pub action: String,
    pub address: Option<String>,
    pub device: Option<String>,
    pub request: Option<Uuid>,
    pub changes: Vec<AuditChange>,
    /// The content was destroyed when a person was erased.
    pub is_erased: bool,
    /// It stands in a seal.
    pub is_sealed: bool,
    /// The beginning of its digest, in hexadecimal.
    pub digest: String,
}

/// A field before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditChange {
    pub field: String,
    pub before: String,
    pub after: String,
}

/// One page of what was found, the newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditPage {
    pub lines: Vec<AuditLine>,
    pub next: Option<String>,
    pub chain: ChainState,
}

/// How the chain of seals stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChainState {
    /// When the last seal was set.
    pub sealed_at: Option<DateTime<Utc>>,
    /// The last head, in hexadecimal.
    pub head: Option<String>,
    /// When the chain was last proved, and what was found.
    pub verified: Option<Verified>,
}

/// What a proof of the chain found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verified {
    pub at: DateTime<Utc>,
    /// Events that were looked at.
    pub events: u64,
    /// Of those the ones whose content was destroyed.
    pub erased: u64,
    /// Events that wait for a seal.
    pub waiting: u64,
    /// The first broken place; `None` where the chain is whole.
    pub broken: Option<Broken>,
}

/// A place where the chain is broken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Broken {
    pub what: Damage,
    /// The number of the seal in which it was found.
    pub seal: i64,
    /// The number of the event, where it is one.
    pub seq: Option<i64>,
}

/// What is wrong at a broken place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Damage {
    /// The content of an event is not what was sealed.
    Changed,
    /// An event that was sealed is gone.
    Missing,
    /// An event stands where none was sealed.
    Inserted,
    /// The content of an event is gone, and no erasure tells of it.
    Destroyed,
    /// A seal is not what it was.
    Seal,
    /// A seal is gone.
    SealMissing,
    /// A head that was kept outside is not that of the seal.
    Head,
}

impl AuditQuery {
    /// The question of an address; what cannot be read is left out.
    #[must_use]
    pub fn of<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let mut query = Self::default();
        for (key, value) in pairs.filter(|(_, value)| !value.is_empty()) {
            let word = || Some(value.chars().take(100).collect());
            match key {
                "person" => query.person = value.parse().ok(),
                "object" => query.object = word(),
                "record" => query.record = value.parse().ok(),
                "action" => query.action = word(),
                "from" => query.from = value.parse().ok(),
                "until" => query.until = value.parse().ok(),
                "address" => query.address = word(),
                "request" => query.request = value.parse().ok(),
                "after" => query.after = word(),
                _ => {}
            }
        }
        query
    }

    /// What [`AuditQuery::of`] reads, without what is empty.
    #[must_use]
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let id = |id: Option<Uuid>| id.as_ref().map(Uuid::to_string);
        let day = |day: Option<NaiveDate>| day.map(|day| day.to_string());
        let all = [
            ("person", id(self.person)),
            ("object", self.object.clone()),
            ("record", id(self.record)),
            ("action", self.action.clone()),
            ("from", day(self.from)),
            ("until", day(self.until)),
            ("address", self.address.clone()),
            ("request", id(self.request)),
            ("after", self.after.clone()),
        ];
        all.into_iter()
            .filter_map(|(key, value)| Some((key, value?)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::AuditQuery;

    #[test]
    fn a_question_stands_in_its_address() {
        let query = AuditQuery {
            person: Some(uuid::Uuid::from_u128(7)),
            action: Some("updated".to_owned()),
            from: "2026-11-22".parse().ok(),
            ..AuditQuery::default()
        };
        let pairs = query.pairs();
        let again = pairs.iter().map(|(key, value)| (*key, value.as_str()));
        assert_eq!(AuditQuery::of(again), query);
        let nonsense = [("person", "x"), ("from", "yesterday"), ("else", "1")];
        assert_eq!(AuditQuery::of(nonsense.into_iter()), AuditQuery::default());
    }
}
