//! Processes that start at the same moment bring the house up to date one after the other: those of one folder by a lock on
//! a file, which ends with its process, and nodes on PostgreSQL by one of the database.

use std::fs::File;
use std::path::Path;

use sea_orm::DatabaseTransaction;

use crate::access::Door;
use crate::{Error, Result};

/// The file of the lock, beside what is uploaded.
const LOCK: &str = "starting";

/// Whose turn it is, until it ends or is dropped.
pub(crate) struct Turn {
    _file: Option<File>,
    transaction: Option<DatabaseTransaction>,
}

impl Turn {
    /// Waits until nobody else starts.
    ///
    /// # Errors
    /// When the folder cannot be made or the database does not answer.
    pub(crate) async fn wait(door: &Door, folder: &Path) -> Result<Self> {
        std::fs::create_dir_all(folder)?;
        let path = folder.join(LOCK);
        let file = tokio::task::spawn_blocking(move || locked(&path));
        Ok(Self {
            _file: file.await.map_err(Error::broken)?,
            transaction: door.alone().await?,
        })
    }

    /// Lets the next one start.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(crate) async fn end(self) -> Result<()> {
        if let Some(transaction) = self.transaction {
            transaction.commit().await?;
        }
        Ok(())
    }
}

/// `None` where the folder knows no locks.
fn locked(path: &Path) -> Option<File> {
    let open = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path);
    let locked = open.and_then(|file| file.lock().map(|()| file));
    locked
        .inspect_err(|error| tracing::debug!(%error, "nobody else is waited for"))
        .ok()
}

#[cfg(test)]
mod tests {
    use futures::future::try_join_all;

    use crate::Crm;
    use crate::testing::empty;

    #[tokio::test]
    async fn who_starts_at_the_same_moment_finds_one_house() {
        let (_ground, config) = empty().await;
        let opened = try_join_all((0..4).map(|_| Crm::open(&config)))
            .await
            .unwrap();
        assert!(opened.iter().all(|crm| crm.people().is_empty()));
    }
}
