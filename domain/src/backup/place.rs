//! Where backups lie: a folder, or a bucket of an S3-compatible storage.

use std::fmt;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, anyhow};
use contract::dto::backups::BackupTrouble;
use futures::TryStreamExt;
use object_store::ObjectStore;
use object_store::aws::AmazonS3Builder;
use object_store::buffered::BufWriter;
use object_store::path::Path as Key;
use tokio::runtime::Handle;
use tokio_util::io::{StreamReader, SyncIoBridge};

use super::manifest::refused;
use super::name::{BackupFile, known};
use crate::{Error, Result};

/// Where backups lie.
#[derive(Clone)]
pub enum Place {
    Folder(PathBuf),
    Bucket {
        store: Arc<dyn ObjectStore>,
        /// What stands before the names of the files.
        prefix: Key,
        /// As people know it.
        address: String,
    },
}

/// Credentials are not for logs.
impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.address())
    }
}

/// The bytes of a backup as they come.
pub type Reading = Box<dyn Read + Send>;

impl Place {
    /// A folder, or `s3://bucket/prefix` with credentials from the environment as all such programs have them
    /// (`AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`); `endpoint` names a storage other than Amazon's.
    ///
    /// # Errors
    /// One sentence about what is missing.
    pub fn of(word: &str, endpoint: Option<&str>, region: Option<&str>) -> anyhow::Result<Self> {
        let Some(rest) = word.strip_prefix("s3://") else {
            return Ok(Self::Folder(PathBuf::from(word)));
        };
        let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        anyhow::ensure!(!bucket.is_empty(), "`{word}` names no bucket");
        let mut builder = AmazonS3Builder::from_env().with_bucket_name(bucket);
        if let Some(endpoint) = endpoint {
            // Without TLS only where the operator has written it so.
            builder = builder
                .with_endpoint(endpoint)
                .with_allow_http(endpoint.starts_with("http://"));
        }
        if let Some(region) = region {
            builder = builder.with_region(region);
        }
        let store = builder
            .build()
            .map_err(|error| anyhow!("the storage {word} cannot be used: {error}"))?;
        Ok(Self::bucket(Arc::new(store), prefix, word))
    }

    /// A storage that is already open.
    #[must_use]
    pub fn bucket(store: Arc<dyn ObjectStore>, prefix: &str, address: &str) -> Self {
        Self::Bucket {
            store,
            prefix: Key::from(prefix),
            address: address.trim_end_matches('/').to_owned(),
        }
    }

    /// As people know it.
    #[must_use]
    pub fn address(&self) -> String {
        match self {
            Self::Folder(folder) => folder.display().to_string(),
            Self::Bucket { address, .. } => address.clone(),
        }
    }

    /// All backups there, the newest first. Other files are passed over.
    ///
    /// # Errors
    /// [`BackupTrouble::Unreachable`].
    pub async fn list(&self) -> Result<Vec<BackupFile>> {
        let mut found = match self {
            Self::Folder(folder) => list_folder(folder)?,
            Self::Bucket { store, prefix, .. } => {
                let all = store.list(Some(prefix)).try_collect::<Vec<_>>().await;
                let all = all.map_err(unreachable)?;
                all.into_iter()
                    .filter(|meta| meta.location.prefix_matches(prefix))
                    .filter_map(|meta| known(meta.location.filename()?, meta.size))
                    .collect()
            }
        };
        found.sort_by(|a, b| b.name.cmp(&a.name));
        Ok(found)
    }

    /// Reads one. Its bytes are to be read where waiting does not matter.
    ///
    /// # Errors
    /// [`BackupTrouble::Gone`], [`BackupTrouble::Unreachable`].
    pub async fn read(&self, name: &str) -> Result<Reading> {
        match self {
            Self::Folder(folder) => Ok(Box::new(there(File::open(folder.join(name)))?)),
            Self::Bucket { store, prefix, .. } => {
                let found = store.get(&prefix.child(name)).await;
                let stream = found.map_err(unreachable)?.into_stream();
                let reader = StreamReader::new(stream.map_err(io::Error::other));
                Ok(Box::new(SyncIoBridge::new_with_handle(
                    Box::pin(reader),
                    Handle::current(),
                )))
            }
        }
    }

    /// How large one is.
    ///
    /// # Errors
    /// As [`Place::read`].
    pub(super) async fn size(&self, name: &str) -> Result<u64> {
        match self {
            Self::Folder(folder) => Ok(there(std::fs::metadata(folder.join(name)))?.len()),
            Self::Bucket { store, prefix, .. } => {
                let meta = store.head(&prefix.child(name)).await;
                Ok(meta.map_err(unreachable)?.size)
            }
        }
    }

    /// Removes one.
    ///
    /// # Errors
    /// [`BackupTrouble::Unreachable`].
    pub(super) async fn remove(&self, name: &str) -> Result<()> {
        match self {
            Self::Folder(folder) => Ok(std::fs::remove_file(folder.join(name))?),
            Self::Bucket { store, prefix, .. } => {
                store.delete(&prefix.child(name)).await.map_err(unreachable)
            }
        }
    }

    /// Begins one. It is there when it is finished, and not before.
    pub(super) fn begin(&self, name: &str) -> Result<Sink> {
        Ok(match self {
            Self::Folder(folder) => {
                make_folder(folder)?;
                let part = folder.join(format!(".{name}.part"));
                Sink::Folder {
                    file: create_private(&part)?,
                    part,
                    whole: folder.join(name),
                }
            }
            Self::Bucket { store, prefix, .. } => {
                let writer = BufWriter::new(Arc::clone(store), prefix.child(name));
                Sink::Bucket(SyncIoBridge::new_with_handle(writer, Handle::current()))
            }
        })
    }

    /// Removes what attempts left behind that were cut off. A storage forgets parts of what was never finished by itself.
    pub(super) fn sweep(&self) -> Result<()> {
        let Self::Folder(folder) = self else {
            return Ok(());
        };
        for name in names(folder)? {
            if name.starts_with(".rapport-") && name.ends_with(".part") {
                std::fs::remove_file(folder.join(name))?;
            }
        }
        Ok(())
    }
}

/// What is being written, until it is finished.
pub(super) enum Sink {
    Folder {
        file: File,
        part: PathBuf,
        whole: PathBuf,
    },
    Bucket(SyncIoBridge<BufWriter>),
}

impl Sink {
    /// Makes it a backup: on disk to the last byte, under its name.
    pub(super) fn finish(self) -> Result<()> {
        match self {
            Self::Folder { file, part, whole } => {
                let kept = file
                    .sync_all()
                    .and_then(|()| std::fs::rename(&part, &whole))
                    .and_then(|()| sync_folder(&whole));
                if kept.is_err() {
                    let _ = std::fs::remove_file(&part);
                }
                Ok(kept?)
            }
            Self::Bucket(mut writer) => writer.shutdown().map_err(|error| {
                tracing::warn!(%error, "a backup was not taken by the storage");
                refused(BackupTrouble::Unreachable)
            }),
        }
    }

    /// Leaves nothing of it.
    pub(super) fn give_up(self) {
        match self {
            Self::Folder { part, .. } => {
                let _ = std::fs::remove_file(part);
            }
            Self::Bucket(writer) => {
                let mut writer = writer.into_inner();
                let gone = Handle::current().block_on(writer.abort());
                if let Err(cause) = gone {
                    tracing::debug!(%cause, "nothing to give up");
                }
            }
        }
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Folder { file, .. } => file.write(bytes),
            Self::Bucket(writer) => writer.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Folder { file, .. } => file.flush(),
            Self::Bucket(writer) => writer.flush(),
        }
    }
}

fn list_folder(folder: &Path) -> Result<Vec<BackupFile>> {
    let mut found = Vec::new();
    for name in names(folder)? {
        let bytes = std::fs::metadata(folder.join(&name)).map_or(0, |meta| meta.len());
        found.extend(known(&name, bytes));
    }
    Ok(found)
}

/// The names in a folder that need not be there.
fn names(folder: &Path) -> Result<Vec<String>> {
    let entries = match std::fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.with_context(|| format!("{} cannot be read", folder.display()))?,
    };
    let mut names = Vec::new();
    for entry in entries {
        names.extend(entry?.file_name().into_string().ok());
    }
    Ok(names)
}

fn there<T>(found: io::Result<T>) -> Result<T> {
    match found {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(refused(BackupTrouble::Gone)),
        found => Ok(found?),
    }
}

fn unreachable(error: object_store::Error) -> Error {
    match error {
        object_store::Error::NotFound { .. } => refused(BackupTrouble::Gone),
        error => {
            tracing::warn!(%error, "the storage of backups fails");
            refused(BackupTrouble::Unreachable)
        }
    }
}

/// A folder that only this user enters: what is in it is everything there is.
pub(super) fn make_folder(folder: &Path) -> Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    let made = builder.create(folder);
    Ok(made.with_context(|| format!("{} cannot be written", folder.display()))?)
}

/// A new file that only this user reads.
pub(super) fn create_private(file: &Path) -> Result<File> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let made = options.open(file);
    Ok(made.with_context(|| format!("{} cannot be written", file.display()))?)
}

/// Writes the name of a file through to the disk.
#[cfg(unix)]
pub(super) fn sync_folder(file: &Path) -> io::Result<()> {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => File::open(folder)?.sync_all(),
        _ => Ok(()),
    }
}

#[cfg(not(unix))]
pub(super) fn sync_folder(_file: &Path) -> io::Result<()> {
    Ok(())
}
