//! Passkeys: which a person has, and whether one opens where they stand.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Whether passkeys can be used at the address by which a browser reached the house.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PasskeyPlace {
    Here,
    /// Nobody set the address by which people reach the house, or it is a number instead of a name.
    #[default]
    NoSite,
    /// The house is reached by another address than the one that was set.
    Elsewhere {
        site: String,
    },
    /// Browsers give passkeys to encrypted sites only.
    NotEncrypted {
        site: String,
    },
}

/// What the door, or the question for another proof, offers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasskeyOffer {
    pub place: PasskeyPlace,
    /// Whoever asks has a passkey that opens here; before anybody is known, somebody has.
    pub is_in_use: bool,
}

impl PasskeyOffer {
    /// Whether it makes sense to ask the browser for one.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.is_in_use && self.place == PasskeyPlace::Here
    }
}

/// A passkey as its person and administrators see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasskeyInfo {
    pub id: Uuid,
    pub name: String,
    /// The host for which it was made; it opens nowhere else.
    pub host: String,
    pub made_at: DateTime<Utc>,
    pub used_at: Option<DateTime<Utc>>,
    /// When it counted backwards, as only a copy of it does.
    pub doubted_at: Option<DateTime<Utc>>,
}

/// One's own passkeys.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnPasskeys {
    pub place: PasskeyPlace,
    pub keys: Vec<PasskeyInfo>,
    /// The last one stays: the organisation asks for a second proof, and there is no app with codes.
    pub is_last_kept: bool,
}

/// For what a browser is asked to show a passkey.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PasskeyUse {
    /// To sign in with nothing else.
    SignIn,
    /// In place of the code after the password.
    Code,
    /// To prove again, in the midst of a session, that it is still the same person.
    Proof,
}
