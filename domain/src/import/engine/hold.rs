//! Whether a living process works on an import, told by a lock that ends with the process.
//!
//! The lease of the journal lapses only some time after its holder died. Where all processes share one machine
//! and one folder, as on `SQLite`, the lock tells at once.

use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// The shared lock of one worker. Several may hold it while one takes over from another of the same machine.
#[derive(Debug)]
pub(super) struct Hold {
    path: PathBuf,
    _lock: File,
}

impl Hold {
    /// Holds the import whose upload waits at that path. `None` where the folder knows no locks: then only the
    /// lease counts.
    pub(super) fn on(upload: &Path) -> Option<Self> {
        let path = path(upload);
        let locked = open(&path).and_then(|file| file.lock_shared().map(|()| file));
        match locked {
            Ok(file) => Some(Self { path, _lock: file }),
            Err(error) => {
                tracing::debug!(%error, "an import is held by its lease alone");
                None
            }
        }
    }

    /// Nobody needs to hold it any more. To be called by whom the import belongs to at its end, and by no other.
    pub(super) fn end(self) {
        // What is left behind is an empty file that the next worker finds again.
        let _ = std::fs::remove_file(&self.path);
    }
}

/// Whether no process holds the import any more; `false` also where that cannot be told.
pub(super) fn is_orphaned(upload: &Path) -> bool {
    match open(&path(upload)).map(|file| file.try_lock()) {
        Ok(Ok(())) => true,
        Ok(Err(TryLockError::WouldBlock | TryLockError::Error(_))) | Err(_) => false,
    }
}

fn path(upload: &Path) -> PathBuf {
    upload.with_extension("held")
}

fn open(path: &Path) -> io::Result<File> {
    File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path)
}

#[cfg(test)]
mod tests {
    use super::{Hold, is_orphaned};

    #[test]
    fn an_import_is_orphaned_when_nobody_holds_it() {
        let folder = tempfile::tempdir().unwrap();
        let upload = folder.path().join("0199");
        assert!(is_orphaned(&upload));
        let (first, second) = (Hold::on(&upload).unwrap(), Hold::on(&upload).unwrap());
        assert!(!is_orphaned(&upload));
        drop(first);
        assert!(!is_orphaned(&upload));
        drop(second);
        assert!(is_orphaned(&upload));
        Hold::on(&upload).unwrap().end();
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
