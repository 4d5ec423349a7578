//! Where keys come from, and the keys of this process.

use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use anyhow::Context;
use zeroize::Zeroizing;

use super::keys::Keys;
use crate::Result;

/// Where keys come from.
#[derive(Clone)]
pub enum Source {
    /// A file that only its owner may read; made at the first start.
    File(PathBuf),
    /// Their text, as from the environment.
    Text(Zeroizing<String>),
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => f.debug_tuple("File").field(path).finish(),
            Self::Text(_) => f.write_str("Text(..)"),
        }
    }
}

/// The keys of this process, as they stand now.
#[derive(Debug)]
pub struct Keyring {
    held: RwLock<Arc<Keys>>,
    source: RwLock<Option<Source>>,
}

impl Default for Keyring {
    fn default() -> Self {
        Self {
            held: RwLock::new(Arc::new(Keys::none())),
            source: RwLock::default(),
        }
    }
}

impl Keyring {
    /// The keys of this moment.
    pub(crate) fn current(&self) -> Arc<Keys> {
        let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&held)
    }

    /// Reads the keys. A file that is not there is made where that loses nothing; else the process goes on without keys.
    ///
    /// # Errors
    /// When there are keys that cannot be read.
    pub(crate) fn open(&self, source: &Source, may_make: bool) -> Result<()> {
        let keys = match source {
            Source::Text(text) => Keys::parse(text).context("the keys in the environment")?,
            Source::File(path) if path.exists() => read(path)?,
            Source::File(path) if may_make => make(path)?,
            Source::File(path) => {
                tracing::error!(
                    path = %path.display(),
                    "the file of keys is not there: sensitive values cannot be read or written until it is back"
                );
                Keys::none()
            }
        };
        *self.source.write().unwrap_or_else(PoisonError::into_inner) = Some(source.clone());
        self.hold(keys);
        Ok(())
    }

    /// Reads the file again: another process may have added a key to it. What cannot be read changes nothing.
    pub(crate) fn read_again(&self) {
        let Some(Source::File(path)) = self.source() else {
            return;
        };
        match read(&path) {
            Ok(keys) => self.hold(keys),
            Err(error) if path.exists() => {
                tracing::error!(%error, "the file of keys cannot be read again");
            }
            Err(_) => {}
        }
    }

    /// Adds a key to the file and makes it the active one. Answers its id.
    ///
    /// # Errors
    /// When the keys are in no file, or it cannot be written.
    pub(super) fn add_key(&self) -> Result<String> {
        let Some(Source::File(path)) = self.source() else {
            return Err(anyhow::anyhow!(
                "the keys come from the environment: add a key there, make it the active one and start again"
            )
            .into());
        };
        let mut keys = read(&path)?;
        let id = keys.add();
        let beside = path.with_extension("new");
        match std::fs::remove_file(&beside) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
        write_new(&beside, &keys)?;
        std::fs::rename(&beside, &path)?;
        self.hold(keys);
        Ok(id)
    }

    fn source(&self) -> Option<Source> {
        let source = self.source.read().unwrap_or_else(PoisonError::into_inner);
        source.clone()
    }

    fn hold(&self, keys: Keys) {
        *self.held.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(keys);
    }
}

fn read(path: &Path) -> Result<Keys> {
    let wrong = || format!("the file of keys {}", path.display());
    let text = std::fs::read_to_string(path).with_context(wrong)?;
    let keys = Keys::parse(&Zeroizing::new(text)).with_context(wrong)?;
    warn_of_readers(path);
    Ok(keys)
}

fn make(path: &Path) -> Result<Keys> {
    let keys = Keys::new();
    match write_new(path, &keys) {
        // Another process of the same installation was a moment quicker.
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => return read(path),
        made => made.with_context(|| format!("the file of keys {}", path.display()))?,
    }
    tracing::warn!(
        path = %path.display(),
        "keys of sensitive fields were made: keep a copy of this file apart from the backups of the database"
    );
    Ok(keys)
}

/// Writes a file that nobody but its owner may read, whole and on disk when this returns.
fn write_new(path: &Path, keys: &Keys) -> std::io::Result<()> {
    let mut file = owners_own().open(path)?;
    file.write_all(keys.to_text().as_bytes())?;
    file.sync_all()?;
    match path.parent() {
        Some(folder) if folder.is_dir() => File::open(folder)?.sync_all(),
        _ => Ok(()),
    }
}

fn owners_own() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

fn warn_of_readers(path: &Path) {
    #[cfg(unix)]
    if let Ok(about) = std::fs::metadata(path) {
        use std::os::unix::fs::PermissionsExt;
        if about.permissions().mode() & 0o077 != 0 {
            tracing::warn!(path = %path.display(), "others may read the file of keys: chmod 600");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Keyring, Source};

    #[test]
    fn a_file_is_made_once_for_its_owner_alone_and_takes_new_keys() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys");
        let source = Source::File(path.clone());
        let ring = Keyring::default();
        ring.open(&source, false).unwrap();
        assert!(ring.current().active().is_none() && !path.exists());
        ring.open(&source, true).unwrap();
        let first = ring.current().active().unwrap().to_owned();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(&path).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        let other = Keyring::default();
        other.open(&source, true).unwrap();
        assert_eq!(other.current().active(), Some(first.as_str()));
        let second = other.add_key().unwrap();
        ring.read_again();
        let keys = ring.current();
        assert_eq!(keys.active(), Some(second.as_str()));
        assert!(keys.has(&first));
        assert!(!format!("{ring:?} {source:?}").contains(" = "));
    }

    #[test]
    fn keys_of_the_environment_are_not_written_anywhere() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys");
        let ring = Keyring::default();
        ring.open(&Source::File(path.clone()), true).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        let ring = Keyring::default();
        let source = Source::Text(text.into());
        ring.open(&source, false).unwrap();
        assert!(ring.current().active().is_some() && ring.add_key().is_err());
        assert_eq!(format!("{source:?}"), "Text(..)");
    }
}
