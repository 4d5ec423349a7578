//! What can go wrong: what a person can act on, and what broke.
//!
//! Return [`Error::Refused`] for everything the asker can understand and mend. Everything else is
//! [`Error::Broken`]: it is logged under an incident number, and only that number leaves the house.

use contract::{Problem, Refusal};
use uuid::Uuid;

/// Result codes of SQLite, see [`sqlite_code`].
const SQLITE_IOERR: u32 = 10;
const SQLITE_FULL: u32 = 13;

/// SQLite's primary result code in the words of an error, see <https://www.sqlite.org/rescode.html>.
#[must_use]
pub fn sqlite_code(chain: &str) -> Option<u32> {
    let (_, rest) = chain.split_once("(code: ")?;
    let digits = rest.split(')').next()?;
    digits.parse::<u32>().ok().map(|code| code & 0xff)
}

/// The result of a deed.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a deed was not done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("refused: {0}")]
    Refused(Refusal),
    #[error("broken: {0:#}")]
    Broken(anyhow::Error),
}

impl Error {
    /// Something that should not happen.
    pub fn broken(cause: impl std::fmt::Display) -> Self {
        Self::Broken(anyhow::anyhow!("{cause}"))
    }

    /// One problem at one field.
    #[must_use]
    pub fn invalid(field: &str, problem: Problem) -> Self {
        Self::Refused(Refusal::invalid(field, problem))
    }

    /// Whether the disk is full: told by the system, by the code of SQLite, or by the words of PostgreSQL and its
    /// programs.
    #[must_use]
    pub(crate) fn is_full(&self) -> bool {
        let Self::Broken(cause) = self else {
            return false;
        };
        let is_full = |error: &std::io::Error| {
            use std::io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
            matches!(error.kind(), StorageFull | QuotaExceeded | FileTooLarge)
        };
        let by_system = cause
            .chain()
            .any(|error| error.downcast_ref().is_some_and(is_full));
        let words = format!("{cause:#}");
        by_system
            || sqlite_code(&words) == Some(SQLITE_FULL)
            || ["No space left on device", "StorageFull"]
                .iter()
                .any(|told| words.contains(told))
    }

    /// Whether the disk is to blame and not what was to be written: it is full, or it fails.
    #[must_use]
    pub(crate) fn is_of_disk(&self) -> bool {
        match self {
            Self::Broken(cause) => {
                self.is_full() || sqlite_code(&format!("{cause:#}")) == Some(SQLITE_IOERR)
            }
            Self::Refused(_) => false,
        }
    }

    /// What may be told to the asker. What broke is logged here, with its number.
    #[must_use]
    pub fn into_refusal(self) -> Refusal {
        match self {
            Self::Refused(refusal) => refusal,
            Self::Broken(cause) => {
                let incident = Uuid::now_v7().simple().to_string();
                tracing::error!(incident, cause = format!("{cause:#}"), "something broke");
                Refusal::Broken { incident }
            }
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<anyhow::Error> for Error {
    fn from(cause: anyhow::Error) -> Self {
        Self::Broken(cause)
    }
}

impl From<sea_orm::DbErr> for Error {
    fn from(cause: sea_orm::DbErr) -> Self {
        Self::Broken(cause.into())
    }
}

impl From<serde_json::Error> for Error {
    fn from(cause: serde_json::Error) -> Self {
        Self::Broken(cause.into())
    }
}

impl From<std::io::Error> for Error {
    fn from(cause: std::io::Error) -> Self {
        Self::Broken(cause.into())
    }
}
