//! The second door: to the house's own tables, never to records.
//!
//! Who uses it is listed in the test `the_fence_is_opened_by_few`; the list may only shrink.

use sea_orm::{DatabaseConnection, DatabaseTransaction, DbBackend};

use super::Door;
use crate::Result;

/// The way to sessions, secrets of users, settings, choices, imports, attachments and the search index.
#[derive(Clone, Copy, Debug)]
pub struct HouseDoor<'a>(&'a Door);

impl Door {
    /// The second door, for modules of the house that keep tables of their own.
    pub(crate) fn house(&self) -> HouseDoor<'_> {
        HouseDoor(self)
    }
}

impl<'a> HouseDoor<'a> {
    /// A connection for reading.
    #[must_use]
    pub fn read(self) -> &'a DatabaseConnection {
        crate::census::count();
        self.0.reader()
    }

    /// The connection for writing.
    #[must_use]
    pub fn write(self) -> &'a DatabaseConnection {
        crate::census::count();
        self.0.writer()
    }

    /// The connection for what stands in the log of who only looks; nothing else is written through it.
    #[must_use]
    pub(crate) fn log(self) -> &'a DatabaseConnection {
        crate::census::count();
        self.0.log()
    }

    /// A transaction for writing.
    ///
    /// # Errors
    /// When the database does not begin one.
    pub async fn begin(self) -> Result<DatabaseTransaction> {
        self.0.begin().await
    }

    /// Which database it is.
    #[must_use]
    pub fn backend(self) -> DbBackend {
        self.0.backend()
    }
}
