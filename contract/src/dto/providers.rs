//! Providers through which people sign in (OpenID Connect), and the ways in that people have.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A provider as administrators set it. Its secret only goes in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderSetup {
    /// What stands on its button.
    pub name: String,
    /// Its address, as it writes it itself, such as `https://accounts.google.com`.
    pub issuer: String,
    pub client_id: String,
    /// What is asked for beside `openid`, with blanks between.
    pub scopes: String,
    pub is_on: bool,
    /// Mail domains whose people are made at their first sign-in, with blanks between. Empty: only who is here already.
    pub domains: String,
    /// Key of the role that they get.
    pub role: String,
    /// Who gave the provider a second factor is asked for none here.
    pub trusts_codes: bool,
}

/// A provider as administrators see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderInfo {
    pub id: Uuid,
    pub setup: ProviderSetup,
    pub has_secret: bool,
    /// How many people are linked with it. While there are any its address stays as it is.
    pub people: u64,
}

/// All providers, and what each of them has to be told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Providers {
    pub all: Vec<ProviderInfo>,
    /// Where providers send people back to; `None` while nobody set the address of the house.
    pub back: Option<String>,
}

/// What a try found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderFound {
    /// The host at which people will sign in.
    pub host: String,
    /// How many keys it signs with.
    pub keys: u64,
}

/// A button at the door.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderOffer {
    pub id: Uuid,
    pub name: String,
}

/// By what one comes in here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaysIn {
    pub are_passwords_off: bool,
    pub providers: Vec<ProviderOffer>,
}

/// Who one is at a provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderLink {
    pub id: Uuid,
    pub provider: ProviderOffer,
    /// Administrators have not switched the provider off.
    pub is_on: bool,
    /// The address that the provider told when the link was made.
    pub email: String,
    pub made_at: DateTime<Utc>,
    pub used_at: Option<DateTime<Utc>>,
}

/// One's own links, and what could be linked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnLinks {
    pub links: Vec<ProviderLink>,
    pub open: Vec<ProviderOffer>,
    /// There is no other way in than the one link, so it stays.
    pub is_last_kept: bool,
}

/// How it stands with passwords.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasswordsStanding {
    pub are_off: bool,
    /// Who asks comes in without one, so they may switch them off.
    pub may_end: bool,
    pub people: u64,
    /// How many have neither a passkey nor a link with a provider.
    pub without: u64,
    /// Some of them, by name.
    pub names: Vec<String>,
}

/// Why somebody who came back from a provider is not let in. The word stands in the address of the page that says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProviderTrouble {
    /// The provider, or the person there, said no.
    Denied,
    /// Nobody here has that address, or they were deactivated.
    Unknown,
    /// The provider does not vouch for the address.
    Unverified,
    /// The attempt is too old, was used already, or was begun in another browser.
    Over,
    /// The provider cannot be reached, or has trouble of its own.
    Unreached,
    /// What the provider says is not believed, or its set-up here does not fit.
    Wrong,
    /// Who one is there belongs to somebody else here, or one is linked as somebody else.
    Taken,
    /// The provider did not ask anew who it is.
    Stale,
    /// Too many attempts from there.
    Wait,
    /// Something broke on our side.
    Broken,
}

impl ProviderTrouble {
    const ALL: [Self; 10] = [
        Self::Denied,
        Self::Unknown,
        Self::Unverified,
        Self::Over,
        Self::Unreached,
        Self::Wrong,
        Self::Taken,
        Self::Stale,
        Self::Wait,
        Self::Broken,
    ];

    /// The word in addresses.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Denied => "denied",
            Self::Unknown => "unknown",
            Self::Unverified => "unverified",
            Self::Over => "over",
            Self::Unreached => "unreached",
            Self::Wrong => "wrong",
            Self::Taken => "taken",
            Self::Stale => "stale",
            Self::Wait => "wait",
            Self::Broken => "broken",
        }
    }

    /// The one of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|trouble| trouble.word() == word)
    }
}
