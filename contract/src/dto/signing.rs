//! Proving who one is: the second factor, what the organisation asks for, links that set a password.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::passkeys::PasskeyOffer;

/// The most hours after which a session may be set to end: a year.
pub const LONGEST_SESSION: u32 = 365 * 24;

/// What the organisation asks of everybody who signs in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SignInRules {
    /// How many last passwords of a person, the present one among them, are not taken again.
    pub remembered: u32,
    /// Everybody signs in with a code, too.
    pub codes_for_all: bool,
    /// Keys of the roles that do.
    pub codes_for: Vec<String>,
    /// So many hours after the sign-in a session ends, whatever is done in it; at most [`LONGEST_SESSION`].
    pub session_hours: u32,
}

impl Default for SignInRules {
    fn default() -> Self {
        Self {
            remembered: 5,
            codes_for_all: false,
            codes_for: Vec::new(),
            session_hours: 30 * 24,
        }
    }
}

/// The codes that a person signs in with beside the password.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactorInfo {
    /// Since when an app shows them; `None` while there is none.
    pub since: Option<DateTime<Utc>>,
    /// Recovery codes that were not used yet.
    pub codes_left: u32,
    /// The organisation asks for it, so that it cannot be ended.
    pub is_required: bool,
}

/// What an app needs to show codes: to be scanned or typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactorSetup {
    /// The secret in base 32, in groups of four.
    pub secret: String,
    /// The address that opens such an app on the same device.
    pub link: String,
    /// Width and height of the square code in modules, its quiet border among them.
    pub modules: u32,
    /// Its dark modules as the path of an SVG.
    pub path: String,
}

/// What is still missing before somebody is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Name and password.
    Begin,
    /// A code of the app, a recovery code, or a passkey.
    Code(SecondProof),
    /// The organisation asks for codes, and the person has no app yet.
    Enrol(FactorSetup),
    /// Nothing is missing any more: the recovery codes of an app that was set up at the door, shown this once.
    Codes(Vec<String>),
}

/// By what somebody can prove more than their password.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecondProof {
    /// An app shows codes.
    pub by_code: bool,
    pub passkey: PasskeyOffer,
}

/// A sign-in from a browser or a network that was not known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewSignIn {
    pub id: Uuid,
    pub device: String,
    pub address: String,
    pub is_new_device: bool,
    pub is_new_network: bool,
    pub at: DateTime<Utc>,
}

/// What a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// The first password of somebody who was added.
    Invitation,
    /// A new one for who forgot theirs.
    Reset,
    /// In once, where passwords are switched off.
    Entry,
}

/// What somebody sees who opens a link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkInfo {
    pub kind: LinkKind,
    pub name: String,
    pub email: String,
    pub organisation: String,
}

/// A link that was made for somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MadeLink {
    /// The address inside this house, to be handed over; `None` where it was sent by mail.
    pub path: Option<String>,
    pub email: String,
    pub expires_at: DateTime<Utc>,
}
