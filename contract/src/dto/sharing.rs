//! Records and filters that are shared, for good or for a while, and requests for it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::query::Test;
use crate::{Filter, Label};

/// With whom something is shared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holder {
    Person(Uuid),
    /// Everybody who has the role of that key.
    Role(String),
    /// Everybody in the team of that key and in the teams below it.
    Team(String),
}

impl Holder {
    /// The word under which it is stored and stands in forms.
    #[must_use]
    pub fn word(&self) -> String {
        match self {
            Self::Person(id) => format!("person:{id}"),
            Self::Role(key) => format!("role:{key}"),
            Self::Team(key) => format!("team:{key}"),
        }
    }

    /// What [`Holder::word`] wrote.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        let (kind, key) = word.split_once(':')?;
        match kind {
            "person" => key.parse().ok().map(Self::Person),
            "role" => Some(Self::Role(key.to_owned())),
            "team" => Some(Self::Team(key.to_owned())),
            _ => None,
        }
    }
}

/// What whoever something is shared with may do.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    #[default]
    See,
    /// To see and to edit; nothing else.
    Edit,
}

impl Level {
    /// The word under which it stands in forms.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::See => "see",
            Self::Edit => "edit",
        }
    }
}

/// What is shared of an object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    Record(Uuid),
    /// All that a filter holds, now and later.
    Question(Question),
}

/// A filter with the name that people know it by. One that asks nothing holds the whole object.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    pub name: String,
    #[serde(default)]
    pub filters: Vec<Filter>,
    #[serde(default)]
    pub test: Option<Test>,
}

impl Question {
    /// All its conditions as one.
    #[must_use]
    pub fn conditions(&self) -> Test {
        let filters = self.filters.iter().cloned().map(Test::One);
        Test::All(filters.chain(self.test.clone()).collect())
    }
}

/// A share or a grant that somebody gives or asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewShare {
    pub object: String,
    pub subject: Subject,
    /// Of a request it is the asker, whatever stands here.
    pub holder: Holder,
    pub level: Level,
    /// Needed where it ends by itself.
    pub reason: String,
    /// The moment at which it ends by itself.
    pub until: Option<DateTime<Utc>>,
    /// The deal or ticket with which it ends.
    pub ends_with: Option<(String, Uuid)>,
}

/// With whom, how far, why and how long something is shared, whatever it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    pub holder: Holder,
    pub level: Level,
    /// Needed where it ends by itself.
    pub reason: String,
    /// The moment at which it ends by itself.
    pub until: Option<DateTime<Utc>>,
    /// The deal or ticket with which it ends.
    pub ends_with: Option<(String, Uuid)>,
}

impl Terms {
    /// Something shared on these terms.
    #[must_use]
    pub fn of(&self, object: &str, subject: Subject) -> NewShare {
        NewShare {
            object: object.to_owned(),
            subject,
            holder: self.holder.clone(),
            level: self.level,
            reason: self.reason.clone(),
            until: self.until,
            ends_with: self.ends_with.clone(),
        }
    }
}

impl From<NewShare> for Terms {
    fn from(new: NewShare) -> Self {
        Self {
            holder: new.holder,
            level: new.level,
            reason: new.reason,
            until: new.until,
            ends_with: new.ends_with,
        }
    }
}

/// How a share stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShareState {
    /// Somebody asked for it, and nobody decided yet.
    Asked,
    Live,
    Ended,
    Refused,
}

impl ShareState {
    /// The word stored in the database.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Live => "live",
            Self::Ended => "ended",
            Self::Refused => "refused",
        }
    }
}

/// Why a share ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShareEnd {
    /// Its time was over.
    Time,
    /// The deal or ticket that it was for closed.
    Closed,
    /// Somebody ended it.
    Person,
}

impl ShareEnd {
    /// The word stored in the database.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Time => "time",
            Self::Closed => "closed",
            Self::Person => "person",
        }
    }
}

/// The deal or ticket with which a share ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndsWith {
    pub object: String,
    pub id: Uuid,
    /// Empty where the reader may not see it.
    pub title: String,
}

/// A share as it is listed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShareInfo {
    pub id: Uuid,
    pub object: String,
    /// `None` where it is a filter.
    pub record: Option<Uuid>,
    /// The name of the record, empty where the reader may not see it, or of the filter.
    pub title: String,
    pub holder: Holder,
    pub holder_name: Label,
    pub level: Level,
    pub reason: String,
    pub until: Option<DateTime<Utc>>,
    pub ends_with: Option<EndsWith>,
    pub state: ShareState,
    pub made_at: DateTime<Utc>,
    /// The name of who asked for it, if somebody did.
    pub asked_by: Option<String>,
    /// The name of who gave it.
    pub given_by: Option<String>,
    pub ended_at: Option<DateTime<Utc>>,
    pub ended_why: Option<ShareEnd>,
    /// The name of who ended or refused it.
    pub ended_by: Option<String>,
    /// Whether the reader may end it, or withdraw the request.
    pub may_end: bool,
    /// Whether the reader may approve or refuse it.
    pub may_decide: bool,
}

/// Who has a record besides those whose roles reach it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordShares {
    pub shares: Vec<ShareInfo>,
    /// With whom it can be shared: people, roles and teams.
    pub holders: Vec<(Holder, Label)>,
}

/// By what somebody sees a record that their roles do not reach.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Through {
    pub level: Level,
    pub until: Option<DateTime<Utc>>,
    /// It ends when a deal or a ticket closes.
    pub ends_with_close: bool,
    pub reason: String,
    pub given_by: String,
}

/// Grants and requests that somebody has to do with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grants {
    pub asked: Vec<ShareInfo>,
    pub live: Vec<ShareInfo>,
    pub ended: Vec<ShareInfo>,
}

#[cfg(test)]
mod tests {
    use super::Holder;

    #[test]
    fn a_holder_reads_as_it_is_written() {
        for holder in [
            Holder::Person(uuid::Uuid::from_u128(7)),
            Holder::Role("finance".to_owned()),
            Holder::Team("east-1".to_owned()),
        ] {
            assert_eq!(Holder::parse(&holder.word()), Some(holder));
        }
        for nothing in ["", "person", "person:x", "group:a"] {
            assert_eq!(Holder::parse(nothing), None, "{nothing}");
        }
    }
}
