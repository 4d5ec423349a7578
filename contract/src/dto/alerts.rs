//! Alerts: what administrators are told of by themselves, because it is much, or happens at an odd time or place.

use chrono::{DateTime, NaiveTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::audit::AuditQuery;

/// What is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AlertRule {
    /// Sensitive work of a person outside the working hours: values that are shown, files that are taken along, what
    /// is administered.
    OffHours,
    /// Records that a person reads in lists, pages, files and by programs.
    Reading,
    /// Files of records that a person takes along.
    Exports,
    /// Accounts that somebody tries to open from one address.
    Accounts,
    /// Sign-ins of a person from devices or networks that are new to them.
    NewPlace,
    /// Requests of a person that were refused.
    Denied,
}

impl AlertRule {
    pub const ALL: [Self; 6] = [
        Self::OffHours,
        Self::Reading,
        Self::Exports,
        Self::Accounts,
        Self::NewPlace,
        Self::Denied,
    ];

    /// Its word in addresses and tables.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::OffHours => "off_hours",
            Self::Reading => "reading",
            Self::Exports => "exports",
            Self::Accounts => "accounts",
            Self::NewPlace => "new_place",
            Self::Denied => "denied",
        }
    }

    /// The rule of a word.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.word() == word)
    }

    /// The fields of a refused set-up: of its number, its minutes and its exempt people.
    #[must_use]
    pub fn fields(self) -> [&'static str; 3] {
        match self {
            Self::OffHours => ["off_hours_number", "off_hours_minutes", "off_hours_exempt"],
            Self::Reading => ["reading_number", "reading_minutes", "reading_exempt"],
            Self::Exports => ["exports_number", "exports_minutes", "exports_exempt"],
            Self::Accounts => ["accounts_number", "accounts_minutes", "accounts_exempt"],
            Self::NewPlace => ["new_place_number", "new_place_minutes", "new_place_exempt"],
            Self::Denied => ["denied_number", "denied_minutes", "denied_exempt"],
        }
    }

    /// Whether it counts what persons do; the other counts by address, where nobody is known yet.
    #[must_use]
    pub fn is_of_persons(self) -> bool {
        self != Self::Accounts
    }
}

/// From how much on it is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleSetup {
    pub rule: AlertRule,
    pub is_on: bool,
    /// So many within the minutes are told.
    pub number: u32,
    pub minutes: u32,
    /// Persons of whom it is not told.
    #[serde(default)]
    pub exempt: Vec<Uuid>,
}

impl RuleSetup {
    /// As it stands until somebody sets it. Working hours are not known before somebody has set them.
    #[must_use]
    pub fn usual(rule: AlertRule) -> Self {
        let (is_on, number, minutes) = match rule {
            AlertRule::OffHours => (false, 1, 60),
            AlertRule::Reading => (true, 10_000, 60),
            AlertRule::Exports => (true, 20, 60),
            AlertRule::Accounts => (true, 10, 15),
            AlertRule::NewPlace => (true, 3, 1_440),
            AlertRule::Denied => (true, 50, 10),
        };
        Self {
            rule,
            is_on,
            number,
            minutes,
            exempt: Vec::new(),
        }
    }
}

/// When people of the organisation work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkingHours {
    /// IANA name of the zone in which the hours are meant.
    pub time_zone: String,
    /// Days of the week, Monday is 1 and Sunday 7.
    pub days: Vec<u8>,
    /// As a clock shows it, `08:00`.
    pub from: String,
    /// The first moment after work, `20:00`.
    pub until: String,
}

impl Default for WorkingHours {
    fn default() -> Self {
        Self {
            time_zone: "Asia/Shanghai".to_owned(),
            days: vec![1, 2, 3, 4, 5],
            from: "08:00".to_owned(),
            until: "20:00".to_owned(),
        }
    }
}

impl WorkingHours {
    /// The time of a clock; `None` for what is none.
    #[must_use]
    pub fn time(text: &str) -> Option<NaiveTime> {
        NaiveTime::parse_from_str(text.trim(), "%H:%M").ok()
    }
}

/// Everything that administrators set about alerts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertSetup {
    #[serde(default)]
    pub rules: Vec<RuleSetup>,
    #[serde(default)]
    pub hours: WorkingHours,
}

impl Default for AlertSetup {
    fn default() -> Self {
        Self {
            rules: AlertRule::ALL.map(RuleSetup::usual).to_vec(),
            hours: WorkingHours::default(),
        }
    }
}

impl AlertSetup {
    /// How a rule is set; the usual where nobody set it.
    #[must_use]
    pub fn rule(&self, rule: AlertRule) -> RuleSetup {
        let found = self.rules.iter().find(|setup| setup.rule == rule);
        found.cloned().unwrap_or_else(|| RuleSetup::usual(rule))
    }
}

/// What became of an alert.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AlertState {
    /// Nobody has looked at it.
    Open,
    /// Somebody has, and is not through with it.
    Seen,
    /// It is explained, or what had to be done is done.
    Settled,
}

impl AlertState {
    pub const ALL: [Self; 3] = [Self::Open, Self::Seen, Self::Settled];

    /// Its word in addresses and tables.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Seen => "seen",
            Self::Settled => "settled",
        }
    }

    /// The state of a word.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }
}

/// One alert.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alert {
    pub id: Uuid,
    pub rule: AlertRule,
    /// Who it is about, where that is a person.
    pub person: Option<Uuid>,
    /// Their name as it was then.
    pub name: String,
    /// From where it came last.
    pub address: Option<String>,
    /// How much it was; it grows as long as it goes on.
    pub count: u64,
    /// From how much on it was told, and within how many minutes.
    pub number: u32,
    pub minutes: u32,
    pub first_at: DateTime<Utc>,
    pub last_at: DateTime<Utc>,
    pub state: AlertState,
    /// Who looked at it last, and when.
    pub state_by: Option<String>,
    pub state_at: Option<DateTime<Utc>>,
    /// What they wrote.
    pub note: String,
    /// Where it stands in the log.
    pub log: AuditQuery,
}

/// Which alerts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertQuery {
    pub rule: Option<AlertRule>,
    pub state: Option<AlertState>,
    /// Where the page before ended.
    pub after: Option<Uuid>,
}

impl AlertQuery {
    /// The question of an address; what cannot be read is left out.
    #[must_use]
    pub fn of<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let mut query = Self::default();
        for (key, value) in pairs {
            match key {
                "rule" => query.rule = AlertRule::of(value),
                "state" => query.state = AlertState::of(value),
                "after" => query.after = value.parse().ok(),
                _ => {}
            }
        }
        query
    }
}

/// A page of them, the newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertPage {
    pub alerts: Vec<Alert>,
    pub next: Option<Uuid>,
}

/// How often a rule would have told something in the last thirty days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertPreview {
    pub rule: AlertRule,
    pub times: u64,
}
