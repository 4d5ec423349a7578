//! Writing the file: tar, compressed with gzip, encrypted with age; read and written in pieces, however large it is.

use std::fs::File;
use std::io::{self, Read, Seek, Write};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};
use tar::{Builder, Header};

use super::Keys;
use super::manifest::{DATABASE, FILES, MEMBER, Manifest, SUMS};
use super::seal::Seal;
use crate::digest::hexadecimal;
use crate::{Error, Result};

/// The folders of the store of files that are worth keeping: what was taken in, and what waits to be imported.
pub(super) const FOLDERS: [&str; 2] = ["content", "uploads"];

/// What is packed.
pub(super) struct Load<'a> {
    /// A copy of the database.
    pub(super) database: &'a Path,
    /// The store of files.
    pub(super) files: &'a Path,
    /// Where the list of digests grows.
    pub(super) sums: &'a Path,
    /// Bytes that were packed so far.
    pub(super) packed: &'a AtomicU64,
}

/// Packs all of it and answers the manifest as it stands in the file.
///
/// # Errors
/// When something cannot be read or written.
pub(super) fn pack<W: Write>(
    load: &Load<'_>,
    mut manifest: Manifest,
    keys: &Keys,
    output: W,
) -> Result<Manifest> {
    // The head of what is encrypted goes out with the rest, where a full disk is told as what it is.
    let sealed = Seal::new(keys, io::BufWriter::new(output))?;
    let mut packer = Packer {
        tar: Builder::new(GzEncoder::new(sealed, Compression::new(3))),
        sums: io::BufWriter::new(File::create(load.sums)?),
        packed: load.packed,
        made_at: u64::try_from(manifest.made_at.timestamp()).unwrap_or_default(),
    };
    packer.add(DATABASE, load.database)?;
    for folder in FOLDERS {
        manifest.files +=
            packer.add_folder(&format!("{FILES}/{folder}"), &load.files.join(folder))?;
    }
    packer.sums.flush()?;
    manifest.sums = packer.put(SUMS, &mut File::open(load.sums)?)?;
    let text = serde_json::to_vec_pretty(&manifest)?;
    packer.put_bytes(MEMBER, &text)?;
    let sealed = packer.tar.into_inner()?.finish()?;
    sealed.finish()?.flush()?;
    Ok(manifest)
}

struct Packer<'a, W: Write> {
    tar: Builder<W>,
    sums: io::BufWriter<File>,
    packed: &'a AtomicU64,
    made_at: u64,
}

impl<W: Write> Packer<'_, W> {
    /// Adds everything in a folder, in the order of names, and answers how many files that are.
    fn add_folder(&mut self, name: &str, folder: &Path) -> Result<u64> {
        let mut entries = match std::fs::read_dir(folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
            entries => entries?.collect::<io::Result<Vec<_>>>()?,
        };
        entries.sort_by_key(std::fs::DirEntry::file_name);
        let mut files = 0;
        for entry in entries {
            let Some(part) = entry
                .file_name()
                .to_str()
                .map(|part| format!("{name}/{part}"))
            else {
                continue;
            };
            match entry.file_type()? {
                kind if kind.is_dir() => files += self.add_folder(&part, &entry.path())?,
                kind if kind.is_file() => files += u64::from(self.add(&part, &entry.path())?),
                _ => {}
            }
        }
        Ok(files)
    }

    /// Adds one file, and answers whether it was there: uploads come and go.
    fn add(&mut self, name: &str, path: &Path) -> Result<bool> {
        let mut file = match File::open(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound && name != DATABASE => {
                return Ok(false);
            }
            file => file?,
        };
        let digest = self.put(name, &mut file)?;
        writeln!(self.sums, "{digest}  {name}")?;
        Ok(true)
    }

    /// Writes one member as long as the file is now, and answers its digest.
    fn put(&mut self, name: &str, file: &mut File) -> Result<String> {
        let bytes = file.metadata()?.len();
        file.rewind()?;
        let mut read = Counted {
            inner: file.take(bytes),
            digest: Sha256::new(),
            packed: self.packed,
        };
        self.tar
            .append_data(&mut header(bytes, self.made_at), name, &mut read)?;
        if read.inner.limit() > 0 {
            return Err(Error::broken(format!(
                "{name} became shorter while it was read"
            )));
        }
        Ok(hexadecimal(&read.digest.finalize()))
    }

    fn put_bytes(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        let mut header = header(bytes.len() as u64, self.made_at);
        Ok(self.tar.append_data(&mut header, name, bytes)?)
    }
}

/// What is read on its way into the file.
struct Counted<'a, R> {
    inner: io::Take<R>,
    digest: Sha256,
    packed: &'a AtomicU64,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.digest.update(&buffer[..read]);
        self.packed.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

fn header(bytes: u64, made_at: u64) -> Header {
    let mut header = Header::new_gnu();
    header.set_size(bytes);
    header.set_mode(0o600);
    header.set_mtime(made_at);
    header
}
