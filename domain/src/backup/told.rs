//! Backups in the log: who made one, took it along, went back to it, and which were outdated.

use std::collections::BTreeMap;

use contract::Value;
use uuid::Uuid;

use crate::log::{Note, note};
use crate::{Desk, Result};

/// What happened to a backup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    Made,
    /// It was not made, or its trial failed; the reason stands beside it.
    Failed,
    Downloaded,
    RestoreAsked,
    Restored,
    Deleted,
}

impl Deed {
    fn word(self) -> &'static str {
        match self {
            Self::Made => "made",
            Self::Failed => "failed",
            Self::Downloaded => "downloaded",
            Self::RestoreAsked => "restore_asked",
            Self::Restored => "restored",
            Self::Deleted => "deleted",
        }
    }
}

/// Notes it, with the name of the backup or what hindered it.
///
/// # Errors
/// When the database fails.
pub(super) async fn tell(desk: &Desk, deed: Deed, name: &str) -> Result<()> {
    let told = [Value::Empty, Value::Text(name.to_owned())];
    let happened = Note::Administered {
        what: "backup",
        id: Uuid::nil(),
        changes: BTreeMap::from([(deed.word().to_owned(), told)]),
    };
    note(desk, happened).await
}

/// As [`tell`], where the deed is done already: what keeps it out of the log is told, and undoes nothing.
pub(super) async fn tell_done(desk: &Desk, deed: Deed, name: &str) {
    if let Err(error) = tell(desk, deed, name).await {
        tracing::error!(%error, ?deed, name, "a deed with a backup is not in the log");
    }
}
