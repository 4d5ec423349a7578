//! Who is signed in, and how they like it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::signing::NewSignIn;
use crate::{Language, Role};

/// Light, dark, or as the device says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

impl Theme {
    /// The value of `<html data-theme>`; `None` follows the device.
    #[must_use]
    pub fn attribute(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }
}

/// What a person may set for themselves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preferences {
    pub language: Language,
    pub theme: Theme,
    /// `lapis`, `pine` or `plum`.
    pub accent: String,
    /// Rows closer together.
    pub compact: bool,
    /// IANA name such as `Asia/Shanghai`.
    pub time_zone: String,
    /// Single letters do something where nobody types.
    #[serde(default = "yes")]
    pub single_keys: bool,
}

fn yes() -> bool {
    true
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            language: Language::default(),
            theme: Theme::default(),
            accent: "lapis".to_owned(),
            compact: false,
            time_zone: "UTC".to_owned(),
            single_keys: true,
        }
    }
}

/// Somebody looks at the product as somebody else: they read, and change nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Simulation {
    pub id: Uuid,
    /// Who looks.
    pub by: Person,
    /// As whom they look.
    pub user: Person,
    pub reason: String,
    /// When it ends by itself.
    pub until: DateTime<Utc>,
}

/// The person who is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    pub id: Uuid,
    pub name: String,
    pub email: String,
    /// Keys of the person's roles.
    pub roles: Vec<String>,
    /// Whether they may read the log of everything that happened.
    #[serde(default)]
    pub may_read_log: bool,
    pub preferences: Preferences,
    pub organisation: String,
    /// ISO 4217 code that new amounts start with.
    pub currency: String,
    /// Sample data is in the database and can be removed.
    pub has_sample_data: bool,
    /// Sign-ins from new browsers or networks that the person has not seen yet.
    #[serde(default)]
    pub new_sign_ins: Vec<NewSignIn>,
    /// Alerts that nobody has looked at, for administrators.
    #[serde(default)]
    pub open_alerts: u64,
    /// Somebody else who looks at the product as this person.
    #[serde(default)]
    pub simulation: Option<Simulation>,
}

impl Me {
    /// Whether they may do everything.
    #[must_use]
    pub fn is_administrator(&self) -> bool {
        let key = Role::Administrator.key();
        self.roles.iter().any(|role| role == key)
    }
}

/// What a page needs before it draws: the language and look, and who asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visitor {
    pub me: Option<Me>,
    /// Of the signed-in person, or of the cookie or the browser while nobody is.
    pub preferences: Preferences,
    /// Nobody has been added yet: only the set-up page answers.
    pub needs_setup: bool,
}

/// After so many days without use a session ends.
pub const IDLE_DAYS: u32 = 14;

/// One place where somebody is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionInfo {
    /// Names it for ending; not the session's secret.
    pub key: String,
    pub started_at: DateTime<Utc>,
    pub seen_at: DateTime<Utc>,
    /// It ends then at the latest, whatever is done in it.
    pub ends_at: DateTime<Utc>,
    /// Browser and system in a few words, as the browser gave them.
    pub device: String,
    /// The address it was used from last; empty where it is not known.
    pub address: String,
    pub is_current: bool,
}

/// A user as others see them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    pub id: Uuid,
    pub name: String,
}
