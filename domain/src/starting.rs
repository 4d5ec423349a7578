//! Processes that start at the same moment bring the house up to date one after the other: those of one folder by a lock on
//! a file, which ends with its process, and nodes on PostgreSQL by one of the database.

use std::fs::{File, TryLockError};
use std::path::Path;

use sea_orm::DatabaseTransaction;

use crate::{Error, Result};

/// The file of the lock, beside what is uploaded.
const LOCK: &str = "starting";

/// Waits until nobody else opens the house whose files lie in that folder, and keeps others waiting until what is answered is
/// dropped. `None` where the folder knows no locks.
///
/// # Errors
/// When the folder cannot be made.
pub(crate) async fn turn(folder: &Path) -> Result<Option<File>> {
    std::fs::create_dir_all(folder)?;
    let path = folder.join(LOCK);
    let file = tokio::task::spawn_blocking(move || locked(&path));
    file.await.map_err(Error::broken)
}

fn locked(path: &Path) -> Option<File> {
    let open = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path);
    let locked = open.and_then(|file| {
        if let Err(TryLockError::WouldBlock) = file.try_lock() {
            tracing::info!("waiting for another process that brings this database up to date");
            file.lock()?;
        }
        Ok(file)
    });
    locked
        .inspect_err(|error| tracing::debug!(%error, "nobody else is waited for"))
        .ok()
}

/// Lets the next node start. That it could not be told is no fault of what was done.
pub(crate) async fn end(alone: Option<DatabaseTransaction>) {
    if let Some(alone) = alone
        && let Err(error) = alone.commit().await
    {
        tracing::warn!(%error, "the turn to start ended by itself");
    }
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
