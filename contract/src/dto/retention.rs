//! Rules by which records go by themselves once their time is over, and what came of them.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Filter, ListQuery, Refusal, Test};

/// The longest name of a rule, in characters.
pub const LONGEST_NAME: u32 = 100;
/// The longest time, in its unit.
pub const LONGEST_TIME: u32 = 36_500;
/// More records than this wait for the word of an administrator when a rule does something for the first time.
pub const WAITS_FROM: u64 = 500;
/// So do more than so many in a hundred of their object, unless they are few.
pub const WAITS_FROM_PERCENT: u64 = 5;
/// So few never wait.
pub const FEW: u64 = 20;
/// The date of a rule on what is in the bin: when it was put there.
pub const DELETED_AT: &str = "deleted_at";

/// In what the time of a rule is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimeUnit {
    Days,
    #[default]
    Months,
    Years,
}

impl TimeUnit {
    pub const ALL: [Self; 3] = [Self::Days, Self::Months, Self::Years];

    /// Its word in forms and tables.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Days => "days",
            Self::Months => "months",
            Self::Years => "years",
        }
    }

    /// The unit of a word.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.word() == word)
    }
}

/// What is done with records whose time is over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RetentionDeed {
    /// They are only counted and shown, for somebody to look through.
    #[default]
    Tell,
    /// They go into the bin.
    Bin,
    /// They are erased for good.
    Erase,
}

impl RetentionDeed {
    pub const ALL: [Self; 3] = [Self::Tell, Self::Bin, Self::Erase];

    /// Its word in forms and tables.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Tell => "tell",
            Self::Bin => "bin",
            Self::Erase => "erase",
        }
    }

    /// The deed of a word.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|deed| deed.word() == word)
    }
}

/// A rule, as administrators set it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RetentionRule {
    pub id: Uuid,
    /// Counts the changes; 0 for one that is not kept yet.
    pub version: i32,
    pub name: String,
    /// Key of an object; empty for everything in the bin.
    pub object: String,
    /// It is about what lies in the bin.
    pub in_bin: bool,
    /// Which records: all of these.
    #[serde(default)]
    pub filters: Vec<Filter>,
    /// And this.
    #[serde(default)]
    pub test: Option<Test>,
    /// Key of the date from which it is counted; [`DELETED_AT`] in the bin.
    pub date: String,
    /// So many units after the date the time of a record is over.
    pub time: u32,
    pub unit: TimeUnit,
    pub deed: RetentionDeed,
}

/// How it stands with a rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RuleState {
    /// It was not switched on since it was made or changed.
    #[default]
    Draft,
    On,
    Paused,
}

impl RuleState {
    pub const ALL: [Self; 3] = [Self::Draft, Self::On, Self::Paused];

    /// Its word in tables.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::On => "on",
            Self::Paused => "paused",
        }
    }

    /// The state of a word.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }
}

/// Why a record stays though its time is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Held {
    /// Law asks to keep it, see `contract::keeping`.
    Law,
    /// A lead that became a contact: it goes with them.
    Converted,
    /// It became part of another record.
    Merged,
    /// The same person is kept as another record, by the same address or number.
    Elsewhere,
}

impl Held {
    pub const ALL: [Self; 4] = [Self::Law, Self::Converted, Self::Merged, Self::Elsewhere];

    /// Its word in tables.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Law => "law",
            Self::Converted => "converted",
            Self::Merged => "merged",
            Self::Elsewhere => "elsewhere",
        }
    }

    /// The reason of a word.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|held| held.word() == word)
    }
}

/// What a rule would do today.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RetentionPreview {
    pub at: DateTime<Utc>,
    pub by: String,
    /// Of which version of the rule.
    pub version: i32,
    /// Records whose time is over, without those that are held back.
    pub due: u64,
    /// Records of the object, or of the bin.
    pub of: u64,
    /// The oldest date among those whose time is over.
    pub oldest: Option<NaiveDate>,
    /// How many are held back, each counted once.
    pub held: Vec<(Held, u64)>,
    /// The first run would wait for the word of an administrator.
    pub waits: bool,
}

/// A rule, and how it stands with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleShown {
    pub rule: RetentionRule,
    pub state: RuleState,
    /// Of this version of the rule; `None` where it is to be previewed first.
    pub preview: Option<RetentionPreview>,
    /// When it runs by itself; `None` unless it is on.
    pub next_at: Option<DateTime<Utc>>,
    /// The question to the list whose records' time is over today; `None` for the bin, and for a rule that cannot be
    /// asked any more.
    pub list: Option<ListQuery>,
    pub changed_by: String,
    pub changed_at: DateTime<Utc>,
}

/// How far a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RunState {
    /// It is large, and waits for the word of an administrator.
    Waiting,
    Running,
    Done,
    /// Somebody stopped it where it stood.
    Stopped,
    /// An administrator said no.
    Declined,
    /// The rule cannot be asked any more, as when its field is gone.
    Failed,
    Undoing,
    Undone,
}

impl RunState {
    pub const ALL: [Self; 8] = [
        Self::Waiting,
        Self::Running,
        Self::Done,
        Self::Stopped,
        Self::Declined,
        Self::Failed,
        Self::Undoing,
        Self::Undone,
    ];

    /// Its word in tables.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Done => "done",
            Self::Stopped => "stopped",
            Self::Declined => "declined",
            Self::Failed => "failed",
            Self::Undoing => "undoing",
            Self::Undone => "undone",
        }
    }

    /// The state of a word.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }

    /// Whether somebody is to be working at it.
    #[must_use]
    pub fn is_moving(self) -> bool {
        matches!(self, Self::Running | Self::Undoing)
    }
}

/// One run of a rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RetentionRun {
    pub id: Uuid,
    pub rule: Uuid,
    /// What the rule was called then.
    pub name: String,
    pub object: String,
    pub in_bin: bool,
    pub deed: RetentionDeed,
    pub state: RunState,
    pub at: DateTime<Utc>,
    /// Who began it, or said that it may go on; empty for the house itself.
    pub by: String,
    pub ended_at: Option<DateTime<Utc>>,
    /// Records whose time was over when it began.
    pub total: u64,
    /// Looked at by now.
    pub done: u64,
    /// Put into the bin, erased, or told of.
    pub changed: u64,
    pub held: u64,
    pub failed: u64,
    /// Why it cannot be asked.
    pub trouble: Option<Refusal>,
    pub may_undo: bool,
}

/// Why a record stays.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stays {
    /// With the last day on which law asks to keep it.
    Held {
        why: Held,
        until: Option<NaiveDate>,
    },
    Failed(Refusal),
}

/// A record that a run passed over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RetentionNote {
    pub object: String,
    pub record: Uuid,
    /// What it is called now; empty where it is gone.
    pub title: String,
    pub why: Stays,
}

/// Everything of the page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Retention {
    /// By their names.
    pub rules: Vec<RuleShown>,
    /// The newest first.
    pub runs: Vec<RetentionRun>,
    /// IANA name of the zone in which days are counted: that of the working hours.
    pub time_zone: String,
    /// The hour of the day after which rules run.
    pub hour: u32,
}
