//! Reading the file: every byte is looked at, and only what is wanted is written.

use std::io::{self, Read, Write};
use std::path::{Component, Path, PathBuf};

use contract::dto::backups::BackupTrouble;
use flate2::read::GzDecoder;
use sha2::{Digest, Sha256};
use tar::Archive;

use super::manifest::{DATABASE, FILES, MEMBER, Manifest, SUMS, refused};
use super::place::{create_private, make_folder};
use super::{Keys, seal};
use crate::Result;
use crate::digest::hexadecimal;

/// The longest manifest that is read: some bytes for each table.
const LONGEST_MANIFEST: u64 = 16 * 1024 * 1024;

/// Where members are written. What has no place is looked at and passed over.
#[derive(Clone, Copy, Default)]
pub(super) struct Into<'a> {
    pub(super) database: Option<&'a Path>,
    pub(super) files: Option<&'a Path>,
}

/// Reads all of a backup and answers its manifest.
///
/// # Errors
/// [`BackupTrouble`]s of a file that cannot be opened or is not what was written; when the disk fails.
pub(super) fn unpack(
    keys: &Keys,
    input: impl Read + Send + 'static,
    into: Into<'_>,
) -> Result<Manifest> {
    let opened = seal::opened(keys, input)?;
    let mut archive = Archive::new(GzDecoder::new(opened));
    let mut sums = Sha256::new();
    let mut told_sums = None;
    let mut manifest: Option<Manifest> = None;
    for entry in archive.entries().map_err(unread)? {
        let mut entry = entry.map_err(unread)?;
        // Nothing may follow the manifest.
        if manifest.is_some() {
            return Err(refused(BackupTrouble::Damaged));
        }
        let name = String::from_utf8(entry.path_bytes().into_owned())
            .map_err(|_| refused(BackupTrouble::Damaged))?;
        match name.as_str() {
            MEMBER => manifest = Some(read_manifest(&mut entry)?),
            SUMS => told_sums = Some(copy(&mut entry, &mut io::sink())?),
            _ => {
                let digest = match place(&name, into)? {
                    Some(path) => write(&mut entry, &path)?,
                    None => copy(&mut entry, &mut io::sink())?,
                };
                sums.update(format!("{digest}  {name}\n"));
            }
        }
    }
    // To the end of the encryption, which proves that nothing was cut off.
    io::copy(&mut archive.into_inner(), &mut io::sink()).map_err(unread)?;
    let manifest = manifest.ok_or_else(|| refused(BackupTrouble::NotABackup))?;
    let sums = hexadecimal(&sums.finalize());
    if told_sums.as_ref() != Some(&manifest.sums) || sums != manifest.sums {
        return Err(refused(BackupTrouble::Damaged));
    }
    Ok(manifest)
}

/// Where a member is written; an error where its name leads out of the place for it.
fn place(name: &str, into: Into<'_>) -> Result<Option<PathBuf>> {
    if name == DATABASE {
        return Ok(into.database.map(Path::to_path_buf));
    }
    let inside = name
        .strip_prefix(FILES)
        .and_then(|rest| rest.strip_prefix('/'))
        .map(Path::new)
        .filter(|path| {
            path.components()
                .all(|part| matches!(part, Component::Normal(_)))
        })
        .ok_or_else(|| refused(BackupTrouble::Damaged))?;
    Ok(into.files.map(|folder| folder.join(inside)))
}

fn write(entry: &mut impl Read, path: &Path) -> Result<String> {
    if let Some(folder) = path.parent() {
        make_folder(folder)?;
    }
    let mut file = create_private(path)?;
    let digest = copy(entry, &mut file)?;
    file.sync_all()?;
    Ok(digest)
}

/// Copies to the end and answers the digest. What cannot be read is the backup's trouble, what cannot be written is ours.
pub(super) fn copy(input: &mut impl Read, output: &mut impl Write) -> Result<String> {
    let mut digest = Sha256::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let read = input.read(&mut buffer).map_err(unread)?;
        if read == 0 {
            return Ok(hexadecimal(&digest.finalize()));
        }
        digest.update(&buffer[..read]);
        output.write_all(&buffer[..read])?;
    }
}

fn read_manifest(entry: &mut impl Read) -> Result<Manifest> {
    let mut text = Vec::new();
    entry
        .take(LONGEST_MANIFEST)
        .read_to_end(&mut text)
        .map_err(unread)?;
    serde_json::from_slice(&text).map_err(|_| refused(BackupTrouble::Damaged))
}

/// A file that ends too soon or holds nonsense; also what the storage broke off.
fn unread(error: io::Error) -> crate::Error {
    match error.kind() {
        io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => {
            refused(BackupTrouble::Damaged)
        }
        _ if error
            .get_ref()
            .is_some_and(|cause| cause.is::<object_store::Error>()) =>
        {
            refused(BackupTrouble::Unreachable)
        }
        io::ErrorKind::Other => refused(BackupTrouble::Damaged),
        _ => error.into(),
    }
}
