//! Erasing a person, and what comes of it.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// For how many years after the end of its own a document of each object is kept.
pub type KeptYears = BTreeMap<String, u8>;

/// The most years that can be asked for.
pub const MOST_KEPT_YEARS: u8 = 30;

/// Why a person is erased.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErasureReason {
    /// The person asked for it.
    #[default]
    Asked,
    /// The consent on which it rested was withdrawn.
    ConsentWithdrawn,
    /// What it was kept for is over.
    NoPurpose,
    /// It should never have been kept.
    Unlawful,
    /// A rule of retention says that its time is over.
    Rule,
}

impl ErasureReason {
    pub const ALL: [Self; 5] = [
        Self::Asked,
        Self::ConsentWithdrawn,
        Self::NoPurpose,
        Self::Unlawful,
        Self::Rule,
    ];
    /// Those that a person gives.
    pub const GIVEN: [Self; 4] = [
        Self::Asked,
        Self::ConsentWithdrawn,
        Self::NoPurpose,
        Self::Unlawful,
    ];

    /// Its word in the database, in addresses and in files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::ConsentWithdrawn => "consent_withdrawn",
            Self::NoPurpose => "no_purpose",
            Self::Unlawful => "unlawful",
            Self::Rule => "rule",
        }
    }

    /// The reason of a word.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.word() == word)
    }
}

/// Where something of a person stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// Records of the person, also merged ones and those in the bin.
    Records,
    /// Activities with nobody and nothing else: they go.
    Activities,
    /// Activities that are about others too: what was said goes, that something was done stays.
    Emptied,
    /// Memberships in campaigns and lines: they go.
    Members,
    /// Other records that point to the person: they do so no more, and what names the person in them goes.
    Related,
    Files,
    /// Events of the log of which the content goes.
    Events,
    Mails,
    /// Favourites, and what was opened last.
    Marks,
    /// By which doubled records are found.
    Likenesses,
    /// Records in the index of words.
    Words,
    /// Journals of merges, and of deeds on many records.
    Journals,
    /// Rows that imports left out or noted something of.
    ImportNotes,
    /// Files of imports that brought the person in.
    ImportFiles,
    /// Answers to programs.
    Answers,
    /// Saved views and filters that name the person.
    Views,
    /// Kept plans of imports that name the person.
    Plans,
    /// Shares of the person's records, and others that name the person.
    Shares,
    /// What was recorded of being contacted.
    Consents,
}

impl Place {
    pub const ALL: [Self; 19] = [
        Self::Records,
        Self::Activities,
        Self::Emptied,
        Self::Members,
        Self::Related,
        Self::Files,
        Self::Events,
        Self::Mails,
        Self::Marks,
        Self::Likenesses,
        Self::Words,
        Self::Journals,
        Self::ImportNotes,
        Self::ImportFiles,
        Self::Answers,
        Self::Views,
        Self::Plans,
        Self::Shares,
        Self::Consents,
    ];

    /// Its word in texts and certificates.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Records => "records",
            Self::Activities => "activities",
            Self::Emptied => "emptied",
            Self::Members => "members",
            Self::Related => "related",
            Self::Files => "files",
            Self::Events => "events",
            Self::Mails => "mails",
            Self::Marks => "marks",
            Self::Likenesses => "likenesses",
            Self::Words => "words",
            Self::Journals => "journals",
            Self::ImportNotes => "import_notes",
            Self::ImportFiles => "import_files",
            Self::Answers => "answers",
            Self::Views => "views",
            Self::Plans => "plans",
            Self::Shares => "shares",
            Self::Consents => "consents",
        }
    }
}

/// What of the configuration may name a person, and is changed by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Elsewhere {
    Choices,
    Objects,
    Fields,
    Roles,
    Teams,
    ApiKeys,
    Settings,
    /// Notes on alerts.
    Alerts,
    /// Rules of retention.
    Retention,
    /// Colleagues.
    Users,
}

/// What names the person somewhere in the configuration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    pub place: Elsewhere,
    /// What it is called by.
    pub names: Vec<String>,
}

/// How much stands where.
pub type Counts = BTreeMap<Place, u64>;

/// Documents of one kind that the law asks to keep.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    pub object: String,
    pub count: u64,
    /// The last day on which one of them has to be kept.
    pub until: NaiveDate,
}

/// That somebody who was erased may be kept again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allowed {
    pub at: DateTime<Utc>,
    pub by: String,
    pub reason: String,
}

/// An erasure, as its list shows it. Nothing in it says who the person was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Erasure {
    pub id: Uuid,
    pub object: String,
    /// Of the record that is gone.
    pub record: Uuid,
    pub reason: ErasureReason,
    /// The name of the rule of retention that ordered it.
    pub rule: Option<String>,
    pub at: DateTime<Utc>,
    /// Who ordered it.
    pub by: String,
    /// `None` while it goes on.
    pub ended_at: Option<DateTime<Utc>>,
    pub counts: Counts,
    pub kept: Vec<Kept>,
    /// How often a restored backup brought the person back, who was erased anew.
    pub replays: u32,
    /// `None` while files, programs and forms that bring the person in again are held up.
    pub allowed: Option<Allowed>,
}

/// What an erasure would do, in numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErasurePreview {
    /// What the record is called.
    pub title: String,
    pub counts: Counts,
    /// As the law of the organisation's country asks for.
    pub kept: Vec<Kept>,
    /// The years of it.
    pub years: KeptYears,
    /// What is to be changed by hand, because it names the person, too.
    pub by_hand: Vec<Named>,
    /// Erasures of somebody with the same address or number.
    pub before: Vec<DateTime<Utc>>,
    /// The erasure that goes on.
    pub at_work: Option<Uuid>,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskErasure {
    pub object: String,
    pub record: Uuid,
    pub reason: ErasureReason,
    /// 0 to [`MOST_KEPT_YEARS`]; what is not named is kept as the law of the organisation's country asks for.
    pub kept_years: KeptYears,
}

/// The page of erasures.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Erasures {
    /// The newest first.
    pub list: Vec<Erasure>,
    /// The public key of certificates, as PEM.
    pub public_key: String,
    /// Its fingerprint: SHA-256 in hexadecimal.
    pub key_id: String,
}
