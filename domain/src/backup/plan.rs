//! What an installation is configured to do about backups.

use std::path::PathBuf;

use contract::dto::backups::Keep;

use super::{Keys, Place};

/// At which hour of the day in UTC backups are made when nobody says another one: at night in Europe, at lunch in China,
/// and never with the round hour's other work of the machine.
pub const HOUR: u8 = 3;

/// Where backups go, who can open them, when they are made and how many are kept.
#[derive(Clone, Debug)]
pub struct Plan {
    pub place: Place,
    pub keys: Keys,
    /// In UTC; `None` when none is made by itself.
    pub hour: Option<u8>,
    pub keep: Keep,
}

impl Plan {
    /// Into a folder, as they are, every night.
    #[must_use]
    pub fn folder(folder: PathBuf) -> Self {
        Self {
            place: Place::Folder(folder),
            keys: Keys::default(),
            hour: Some(HOUR),
            keep: Keep::default(),
        }
    }
}
