//! What is written to whom.

use chrono::{DateTime, Utc};
use contract::dto::mail::MailKind;
use contract::{FieldProblem, Label, Language, Problem, Refusal};
use lettre::Address;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Crm, Result, users};

/// The longest name that is written beside an address, in characters.
const LONGEST_NAME: usize = 120;

/// A mail to one person, in their language.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Letter {
    /// The address alone.
    pub to: String,
    /// The name of who gets it; may be empty.
    pub name: String,
    pub language: Language,
    /// IANA name of the zone in which times are written.
    pub time_zone: String,
    pub template: Template,
}

/// What it is about. Links begin with `/`, for a page of this installation, or with `https://`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Template {
    /// Somebody is to become a user. Not sent after `ends_at`, when the link opens nothing.
    Invitation {
        inviter: String,
        link: String,
        ends_at: DateTime<Utc>,
    },
    /// Somebody forgot a password. Not sent after `ends_at`.
    PasswordReset {
        link: String,
        ends_at: DateTime<Utc>,
    },
    /// Somebody signed in from where they never did.
    NewDevice {
        device: String,
        /// The network address.
        address: String,
        at: DateTime<Utc>,
        /// Where sessions are ended.
        link: String,
    },
    /// A passkey of the person came, went, or counted backwards.
    Passkey {
        news: PasskeyNews,
        /// What its person calls it.
        name: String,
        device: String,
        /// The network address; empty at the machine itself.
        address: String,
        at: DateTime<Utc>,
        /// Where passkeys are looked at.
        link: String,
    },
    /// The person came to be known by another provider, or is not any more.
    ProviderLink {
        is_linked: bool,
        /// The name of the provider.
        name: String,
        /// The account there, as it calls itself; may be empty.
        account: String,
        device: String,
        /// The network address; empty at the machine itself.
        address: String,
        at: DateTime<Utc>,
        /// Where links are looked at.
        link: String,
    },
    /// Something that an administrator should look at.
    Alert {
        title: Label,
        text: Label,
        at: DateTime<Utc>,
        link: String,
    },
    /// Somebody asks for access to something that who gets it may share.
    AccessAsked {
        asker: String,
        /// What it is a record of.
        object: Label,
        may_edit: bool,
        until: Option<DateTime<Utc>>,
        /// Where it is decided.
        link: String,
    },
    /// A request for access was decided.
    AccessDecided {
        is_approved: bool,
        decided_by: String,
        object: Label,
        may_edit: bool,
        until: Option<DateTime<Utc>>,
        link: String,
    },
    /// Somebody tries out the set-up.
    Test { tried_by: String },
}

/// What became of a passkey.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PasskeyNews {
    Added,
    Removed,
    /// It counted backwards, as a copy does.
    Doubted,
}

impl Template {
    /// What it is about, in a word.
    #[must_use]
    pub fn kind(&self) -> MailKind {
        match self {
            Self::Invitation { .. } => MailKind::Invitation,
            Self::PasswordReset { .. } => MailKind::PasswordReset,
            Self::NewDevice { .. } => MailKind::NewDevice,
            Self::Passkey { .. } => MailKind::Passkey,
            Self::ProviderLink { .. } => MailKind::ProviderLink,
            Self::Alert { .. } => MailKind::Alert,
            Self::AccessAsked { .. } | Self::AccessDecided { .. } => MailKind::Access,
            Self::Test { .. } => MailKind::Test,
        }
    }

    pub(super) fn ends_at(&self) -> Option<DateTime<Utc>> {
        match self {
            Self::Invitation { ends_at, .. } | Self::PasswordReset { ends_at, .. } => {
                Some(*ends_at)
            }
            _ => None,
        }
    }

    /// Whoever reads it could use its link in the place of who gets it.
    pub(super) fn is_secret(&self) -> bool {
        self.ends_at().is_some()
    }

    fn link(&self) -> Option<&str> {
        match self {
            Self::Invitation { link, .. }
            | Self::PasswordReset { link, .. }
            | Self::NewDevice { link, .. }
            | Self::Passkey { link, .. }
            | Self::ProviderLink { link, .. }
            | Self::AccessAsked { link, .. }
            | Self::AccessDecided { link, .. }
            | Self::Alert { link, .. } => Some(link),
            Self::Test { .. } => None,
        }
    }
}

impl Letter {
    /// A letter to a user, as they like it. `None` when there is no such user any more.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn to_user(crm: &Crm, user: Uuid, template: Template) -> Result<Option<Self>> {
        let found = users::reached(crm.door().house(), user).await?;
        Ok(found.map(|(name, to, preferences)| Self {
            to,
            name,
            language: preferences.language,
            time_zone: preferences.time_zone,
            template,
        }))
    }

    /// The letter with nothing in it that could become a header or lead elsewhere.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] at `email` for what is no address.
    pub(super) fn checked(mut self) -> Result<Self> {
        let address = address(&self.to).ok_or_else(|| {
            Refusal::Invalid(vec![FieldProblem::new("email", Problem::NotAnEmail)])
        })?;
        self.to = address.to_string();
        self.name = one_line(&self.name, LONGEST_NAME);
        let is_link = |link: &str| {
            (link.starts_with('/') && !link.starts_with("//"))
                || link.starts_with("https://")
                || link.starts_with("http://")
        };
        match self.template.link() {
            Some(link) if !is_link(link) => {
                Err(crate::Error::broken("a mail's link leads nowhere"))
            }
            _ => Ok(self),
        }
    }
}

/// What became of a letter.
#[must_use = "whoever caused the mail must say when there will be none"]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Posted {
    /// It is sent once the transaction is committed.
    Queued(Uuid),
    /// Mail is not set up; nothing was queued.
    NotSetUp,
}

/// An address, if it is one.
pub(super) fn address(text: &str) -> Option<Address> {
    let address: Address = text.trim().parse().ok()?;
    // The limits of RFC 5321, 4.5.3.1; no server has to take more.
    (address.user().len() <= 64 && text.len() <= 254).then_some(address)
}

/// One line of a text: what breaks lines or hides characters is a blank.
pub(super) fn one_line(text: &str, longest: usize) -> String {
    let is_odd = |letter: char| letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}');
    let plain: String = text
        .chars()
        .map(|letter| if is_odd(letter) { ' ' } else { letter })
        .take(longest)
        .collect();
    plain.trim().to_owned()
}
