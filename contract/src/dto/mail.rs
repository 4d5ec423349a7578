//! Mail out: how it is set up, and the mails that wait, went or failed.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How a connection to a mail server is kept from others' eyes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailTls {
    /// Encrypted from the first byte, as on port 465.
    Implicit,
    /// Begun in the clear and encrypted before anything is said; a server that does not offer it is not used.
    #[default]
    Starttls,
    /// Never encrypted.
    None,
}

impl MailTls {
    /// Each of them, in the order of a menu.
    pub const ALL: [Self; 3] = [Self::Starttls, Self::Implicit, Self::None];

    /// The word in which it is written in files and forms.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Implicit => "implicit",
            Self::Starttls => "starttls",
            Self::None => "none",
        }
    }

    /// The one of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tls| tls.word() == word)
    }

    /// The port that is usual with it.
    #[must_use]
    pub fn usual_port(self) -> u16 {
        match self {
            Self::Implicit => 465,
            Self::Starttls => 587,
            Self::None => 25,
        }
    }
}

/// The mail server and the sender, as administrators set them. The password only goes in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailSetup {
    pub host: String,
    pub port: u16,
    pub tls: MailTls,
    /// Somebody said that mails may travel unencrypted to a server that is not this machine.
    pub is_plain_accepted: bool,
    /// Empty for a server that asks for none.
    pub user: String,
    /// Empty for the name of the organisation.
    pub sender_name: String,
    pub sender_address: String,
    /// Where links in mails lead: `https://` and the name by which people reach this installation.
    pub site: String,
}

/// How mail stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailStanding {
    /// `None` while nobody set it up.
    pub setup: Option<MailSetup>,
    /// A password is kept; it is never told.
    pub has_password: bool,
    /// Configuration file or environment say it, so it cannot be set here.
    pub is_configured: bool,
    /// The password alone comes from there.
    pub is_password_configured: bool,
}

/// What was sent or is to be sent. The word is kept in the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailKind {
    Invitation,
    PasswordReset,
    NewDevice,
    Passkey,
    ProviderLink,
    Alert,
    Access,
    Test,
}

/// Where a mail stands. The word is kept in the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailState {
    Queued,
    Sending,
    Sent,
    Failed,
    Cancelled,
}

impl MailState {
    /// Each of them, in the order in which a mail passes through.
    pub const ALL: [Self; 5] = [
        Self::Queued,
        Self::Sending,
        Self::Sent,
        Self::Failed,
        Self::Cancelled,
    ];

    /// The word in the database and in addresses of pages.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }

    /// The one of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }
}

/// Why a mail did not go, as far as it can be told. The word is kept in the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailTrouble {
    /// No connection to the server.
    Unreachable,
    /// The server did not answer in time; it may have taken the mail.
    TimedOut,
    /// The server does not offer the encryption that is demanded, or its certificate is not believed.
    NotEncrypted,
    /// The server does not take user and password.
    SignIn,
    /// The server does not take it now.
    RefusedForNow,
    /// The server will never take it.
    Refused,
    /// What its link leads to was over before it could be sent.
    Expired,
    /// The server said what is no answer.
    Odd,
    /// The server has an inner address, which the configuration does not open.
    Inner,
}

/// One mail of the queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    pub id: Uuid,
    pub recipient: String,
    pub name: String,
    pub subject: String,
    pub kind: MailKind,
    pub state: MailState,
    /// How often it was tried.
    pub attempts: u32,
    /// When it is tried next, for one that waits.
    pub next_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
    /// When it came to its state.
    pub changed_at: DateTime<Utc>,
    pub trouble: Option<MailTrouble>,
    /// What the server said last, in its own words.
    pub answer: Option<String>,
    pub may_cancel: bool,
    pub may_send: bool,
}

/// A question to the queue.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailQuery {
    pub state: Option<MailState>,
    /// Part of the name or the address of who gets it.
    pub recipient: String,
    /// The last mail of the page before.
    pub after: Option<Uuid>,
}

/// A page of the queue, the newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailPage {
    pub mails: Vec<Mail>,
    /// There are more; the next page begins after this one.
    pub next: Option<Uuid>,
    /// How many there are of each state, whoever gets them.
    pub counts: Vec<(MailState, u64)>,
}
