//! For what, and by which channel, a person may be contacted, and the proof of it.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Label;

/// Longest name of a purpose and longest note of an entry, in characters.
pub const LONGEST_NAME: u32 = 120;
/// Longest text by which people are asked, and longest note.
pub const LONGEST_WORDING: u32 = 4_000;
/// After so many months at most a consent has to be asked for anew.
pub const MOST_MONTHS: u16 = 240;

/// On what it rests that people are contacted for a purpose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LegalBasis {
    /// They said yes.
    #[default]
    Consent,
    /// A contract with them asks for it.
    Contract,
    /// Until they object.
    LegitimateInterest,
    LegalDuty,
}

impl LegalBasis {
    pub const ALL: [Self; 4] = [
        Self::Consent,
        Self::Contract,
        Self::LegitimateInterest,
        Self::LegalDuty,
    ];

    /// Its word in the database and in addresses.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Consent => "consent",
            Self::Contract => "contract",
            Self::LegitimateInterest => "legitimate_interest",
            Self::LegalDuty => "legal_duty",
        }
    }

    /// The basis of a word.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|basis| basis.word() == word)
    }
}

/// By what a person is contacted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    Mail,
    Phone,
    Sms,
    Wechat,
    Post,
}

impl Channel {
    pub const ALL: [Self; 5] = [Self::Mail, Self::Phone, Self::Sms, Self::Wechat, Self::Post];

    /// Its word in the database and in addresses.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Phone => "phone",
            Self::Sms => "sms",
            Self::Wechat => "wechat",
            Self::Post => "post",
        }
    }

    /// The channel of a word.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.word() == word)
    }
}

/// How it stands with one purpose and one channel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConsentState {
    #[default]
    NotAsked,
    Given,
    Refused,
    Withdrawn,
    /// Given once, for a time that is over.
    Expired,
}

impl ConsentState {
    pub const ALL: [Self; 5] = [
        Self::NotAsked,
        Self::Given,
        Self::Refused,
        Self::Withdrawn,
        Self::Expired,
    ];
    /// What a person can say.
    pub const SAID: [Self; 3] = [Self::Given, Self::Refused, Self::Withdrawn];

    /// Its word in the database and in addresses.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::NotAsked => "not_asked",
            Self::Given => "given",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
            Self::Expired => "expired",
        }
    }

    /// The state of a word.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }

    /// Whether the person said no.
    #[must_use]
    pub fn is_no(self) -> bool {
        matches!(self, Self::Refused | Self::Withdrawn)
    }
}

/// How the house came to know of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConsentSource {
    #[default]
    Form,
    Spoken,
    Written,
    Message,
    Import,
    Program,
    /// Records of the person became one, and the stricter word of them counts.
    Joined,
    /// The person was erased, and had said no before.
    Erased,
}

impl ConsentSource {
    pub const ALL: [Self; 8] = [
        Self::Form,
        Self::Spoken,
        Self::Written,
        Self::Message,
        Self::Import,
        Self::Program,
        Self::Joined,
        Self::Erased,
    ];
    /// What can be named when one is recorded.
    pub const NAMED: [Self; 6] = [
        Self::Form,
        Self::Spoken,
        Self::Written,
        Self::Message,
        Self::Import,
        Self::Program,
    ];

    /// Its word in the database and in addresses.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::Spoken => "spoken",
            Self::Written => "written",
            Self::Message => "message",
            Self::Import => "import",
            Self::Program => "program",
            Self::Joined => "joined",
            Self::Erased => "erased",
        }
    }

    /// The source of a word.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|source| source.word() == word)
    }
}

/// For what people are contacted. Administrators make purposes; one that is not used any more is retired and stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Purpose {
    pub id: Uuid,
    /// 0 before it was saved.
    pub version: i32,
    pub name: Label,
    /// What people are told when they are asked.
    pub wording: Label,
    /// Counts how often the wording changed; each is kept.
    pub wording_version: i32,
    pub basis: LegalBasis,
    pub channels: Vec<Channel>,
    /// After so many months a consent has to be asked for anew; 0 for never.
    pub months: u16,
    pub is_retired: bool,
}

/// How it stands with a purpose and a channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentLine {
    pub purpose: Uuid,
    pub channel: Channel,
    pub state: ConsentState,
    pub since: Option<NaiveDate>,
    /// The last day on which it counts.
    pub until: Option<NaiveDate>,
    /// Whether the person may be contacted so today, as far as the reader may know.
    pub may_contact: bool,
    /// Whether it also depends on something that is hidden from the reader: nobody is contacted before somebody who sees
    /// the whole record says so.
    #[serde(default)]
    pub must_ask: bool,
}

/// One thing that was recorded. It is never changed; what comes later stands before it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentEntry {
    pub id: Uuid,
    pub purpose: Uuid,
    pub channel: Channel,
    pub state: ConsentState,
    /// When the person said so.
    pub on: NaiveDate,
    pub until: Option<NaiveDate>,
    pub source: ConsentSource,
    /// The version of the wording that the person was shown.
    pub wording: Option<i32>,
    pub note: String,
    /// The file that proves it, with its name.
    pub file: Option<(Uuid, String)>,
    pub recorded_at: DateTime<Utc>,
    pub by: String,
}

/// All that is known of the consents of one person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consents {
    /// The purposes that are in use, and retired ones of which something was recorded.
    pub purposes: Vec<Purpose>,
    pub lines: Vec<ConsentLine>,
    /// The newest first.
    pub history: Vec<ConsentEntry>,
    pub may_record: bool,
}

/// What a person said, to be recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordConsent {
    pub object: String,
    pub record: Uuid,
    pub purpose: Uuid,
    pub channels: Vec<Channel>,
    /// One of [`ConsentState::SAID`].
    pub state: ConsentState,
    /// Not in the future.
    pub on: NaiveDate,
    /// One of [`ConsentSource::NAMED`].
    pub source: ConsentSource,
    /// The version of the wording that the person was shown; `None` where it was none.
    pub wording: Option<i32>,
    pub note: String,
    /// A file of the record that proves it.
    pub file: Option<Uuid>,
}
