//! What a person can act on when something was not done. Translated on screen, never prose here.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::dto::configuring::Trouble;
use crate::{Label, Record, Value};

/// What is wrong with the value of a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    Required,
    /// Longest text allowed, in characters.
    TooLong {
        limit: u32,
    },
    NotAnEmail,
    /// No telephone number can look like this.
    NotAPhone,
    /// So many digits are missing.
    PhoneTooShort {
        missing: u8,
    },
    /// So many digits are too many.
    PhoneTooLong {
        extra: u8,
    },
    NotADate,
    /// The moment has passed already.
    Past,
    /// The day has not come yet.
    Future,
    NotANumber,
    NotAnAmount,
    NotALink,
    /// An inner address, which only the configuration of the server opens.
    InnerAddress,
    OutOfRange {
        least: i64,
        most: i64,
    },
    UnknownChoice,
    /// The choice belongs to another pipeline than the record.
    OtherPipeline {
        pipeline: Label,
    },
    /// Another record, or user, has this value already.
    Taken,
    /// Somebody with this address or number was erased, on that day, and nobody allowed that they are kept again.
    Erased {
        on: chrono::NaiveDate,
    },
    /// The record it points to is not there, or not for this person to see.
    PointsNowhere,
    /// The password is shorter than the least number of characters.
    TooShort {
        least: u32,
    },
    /// The password is among those that are tried first.
    TooCommon,
    /// The password is soon guessed, for that reason.
    Guessable {
        weakness: Weakness,
    },
    /// It is one of that many last passwords of the person.
    UsedBefore {
        last: u32,
    },
    /// The current password is another one.
    WrongPassword,
    /// The code is another one, too old, or was used already.
    WrongCode,
    /// The passkey is unknown here, was refused, or came too late.
    WrongPasskey,
    /// Passwords open nothing here any more.
    PasswordsOff,
    /// Who switches passwords off comes in without one themselves first.
    OwnWayFirst,
    /// Nothing answers at that address.
    Unanswered,
    /// What answers at that address is no provider of OpenID Connect.
    NoProvider,
    /// The provider calls itself by another address.
    OtherIssuer {
        issuer: String,
    },
    /// Who asks others for codes sets them up for themselves first.
    OwnCodesFirst,
    /// Nobody else is an administrator, so this one has to stay.
    LastAdministrator,
    /// The field's kind takes no such value.
    WrongKind,
    /// The layout locks the field for such a record.
    Locked,
    /// So many living records have the same value as another one; some of the values.
    Repeated {
        records: u64,
        examples: Vec<String>,
    },
    /// A field, object or choice of that name is there already.
    NameTaken,
    /// The word means something else in formulas, addresses or the API.
    ReservedWord,
    /// There is no such object, field or choice.
    Unknown,
    /// A choice field without a choice.
    NoChoices,
    /// Fewer of them are allowed.
    TooMany {
        limit: u32,
    },
    /// Fewer groups may stand within each other.
    TooDeep {
        limit: u32,
    },
    /// The other objects and fields by which it leads back to itself.
    Circle {
        through: Vec<String>,
    },
    /// The expression of a field or a rule, its pattern or its roll-up cannot be taken. Its troubles are for programs:
    /// a page asks for them while somebody writes (`dto::configuring::Preview`), and what reads them there would weigh on
    /// every page that reads refusals.
    WrongExpression {
        #[serde(skip_deserializing)]
        troubles: Vec<Trouble>,
    },
    /// The field cannot be sensitive, or cannot cease to be.
    NotSensitive(Unsealable),
    /// The key that the value was sealed with, or the one that it is to be sealed with, is not there.
    KeyMissing {
        key: String,
    },
    /// The file proves what a person said, and goes with the person only.
    ProvesConsent,
    /// A rule of the object is not kept; its message says what is wrong.
    BreaksRule {
        message: Label,
    },
}

/// What makes a password easy to guess, as far as it can be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weakness {
    /// Neighbours on the keyboard.
    Keys,
    /// The same letters or words again and again.
    Repeats,
    /// Like abc or 6543.
    Sequence,
    /// A day or a year.
    Date,
    /// One word that stands in a dictionary.
    Word,
    /// Names of people.
    Name,
    /// A password that many have, changed a little.
    Common,
    /// The person's own name or address.
    Own,
    /// Too little of everything.
    Short,
}

/// Why a field cannot be sensitive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unsealable {
    /// Only texts, telephone numbers, addresses of mail and of the web can be sealed.
    Kind,
    /// It names the record everywhere.
    Title,
    /// The product itself needs to read it.
    Needed,
    /// Formulas, roll-ups or rules read it, by their names.
    Read { by: Vec<String> },
    /// A layout asks for its value.
    Asked { layout: String },
    /// It is unique: that has to be taken off for the change.
    Unique,
    /// Its values are still being sealed or opened from the last change.
    Busy,
}

/// A problem and the field it belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldProblem {
    pub field: String,
    pub problem: Problem,
}

impl FieldProblem {
    #[must_use]
    pub fn new(field: &str, problem: Problem) -> Self {
        Self {
            field: field.to_owned(),
            problem,
        }
    }
}

/// A field that two people changed at once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Clash {
    pub field: String,
    /// What the form started from.
    pub base: Value,
    /// What the person wants to save.
    pub mine: Value,
    /// What somebody else saved meanwhile.
    pub theirs: Value,
}

/// Why something was not done, for the person who asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// Nobody is signed in, or the session ended.
    SignIn,
    /// There is no such thing, or it is not for this person to see.
    NotFound,
    /// It became part of another record, which is there.
    Moved { object: String, id: uuid::Uuid },
    /// It may be seen, but not this done with it.
    Forbidden,
    /// Values that cannot be taken, each at its field.
    Invalid(Vec<FieldProblem>),
    /// The record was changed meanwhile: what stands there now, and each field that both changed.
    Conflict {
        current: Box<Record>,
        clashes: Vec<Clash>,
        changed_by: String,
    },
    /// Somebody else changed the same part of the configuration meanwhile: look at it anew.
    Outdated { changed_by: String },
    /// Too many tries; wait so many seconds.
    TooMany { seconds: u32 },
    /// More bytes than are taken.
    TooLarge { limit_bytes: u64 },
    /// A name or a password that do not belong together; it is not said which.
    WrongSignIn,
    /// It is done only by who has just shown again that they are who they are: by their password or a code.
    ProveAgain,
    /// Who looks at the product as somebody else changes nothing, and takes nothing along.
    OnlyLooking,
    /// The link was used, ended, or is not the right one.
    LinkOver,
    /// The set-up is over, or its link is not the right one.
    SetUpClosed,
    /// Mail is not set up, and this needs it.
    NoMail,
    /// The file cannot be read: the word says why, see `dto::imports::SheetTrouble`.
    Unreadable(crate::dto::imports::SheetTrouble),
    /// A backup or a restore that cannot be made.
    Backup(crate::dto::backups::BackupTrouble),
    /// What was sent cannot be read at all, as from a page of an older version.
    Malformed,
    /// Something broke on our side; the number finds it in the log.
    Broken { incident: String },
}

impl Refusal {
    /// One problem at one field.
    #[must_use]
    pub fn invalid(field: &str, problem: Problem) -> Self {
        Self::Invalid(vec![FieldProblem::new(field, problem)])
    }

    /// The HTTP status that says the same.
    #[must_use]
    pub fn status(&self) -> u16 {
        match self {
            Self::Malformed => 400,
            Self::SignIn | Self::WrongSignIn => 401,
            Self::NotFound | Self::SetUpClosed | Self::LinkOver => 404,
            Self::Moved { .. } => 410,
            Self::Forbidden | Self::ProveAgain | Self::OnlyLooking => 403,
            Self::Invalid(_) | Self::Unreadable(_) | Self::Backup(_) => 422,
            Self::Conflict { .. } | Self::Outdated { .. } | Self::NoMail => 409,
            Self::TooMany { .. } => 429,
            Self::TooLarge { .. } => 413,
            Self::Broken { .. } => 500,
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl std::error::Error for Refusal {}
