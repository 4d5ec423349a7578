//! What a workbook unpacks to, looked at before anything of it is kept: a packed file of some kilobytes can hold gigabytes.
//!
//! Every part is unpacked once, some kilobytes at a time, and thrown away. Refused is what is too large in all, for a part,
//! or for how it is packed, and what would make the reader of workbooks keep much for little: endless texts, tags in tags in
//! tags, counts that promise more than there is. A file that was found to be fine is not looked at again.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use zip::ZipArchive;

use super::problem::SheetProblem;
use super::structure::Structure;

const MIB: u64 = 1024 * 1024;

/// How much a workbook may unpack to.
#[derive(Clone, Debug)]
pub(super) struct Limits {
    /// Bytes of the table of contents.
    pub(super) directory: u64,
    /// All parts together.
    pub(super) all: u64,
    /// The table of texts, which is kept in memory.
    pub(super) texts: u64,
    /// A part that is no sheet, which is kept in memory, too.
    pub(super) part: u64,
    /// How many times its packed size a part may have, when it is larger than `ratio_from`.
    pub(super) ratio: u64,
    pub(super) ratio_from: u64,
    /// Bytes of one tag or one text.
    pub(super) token: u64,
    /// Bytes of everything in one cell.
    pub(super) cell: u64,
    pub(super) depth: u32,
    pub(super) rows: u64,
}

/// A full sheet of thirty columns unpacks to a gigabyte and a quarter, a thirtieth of that being packed.
pub(super) const REAL: Limits = Limits {
    directory: 8 * MIB,
    all: 4 * 1024 * MIB,
    texts: 256 * MIB,
    part: 64 * MIB,
    ratio: 250,
    ratio_from: 64 * MIB,
    token: MIB,
    cell: 4 * MIB,
    depth: 256,
    rows: 1_048_576,
};

/// So many files are known to be fine.
const KNOWN: usize = 64;

/// A file as it was when it was looked at.
type Looked = (PathBuf, u64, Option<SystemTime>);

static FINE: Mutex<Vec<Looked>> = Mutex::new(Vec::new());

/// Refuses a workbook that unpacks to too much. What is no archive, or damaged, is left to the reader of workbooks.
///
/// # Errors
/// [`SheetProblem::UnpacksTooLarge`], [`SheetProblem::Contrived`].
pub(super) fn look(path: &Path, file: &File) -> Result<(), SheetProblem> {
    let about = file.metadata()?;
    let looked = (path.to_owned(), about.len(), about.modified().ok());
    let is_known = {
        let fine = FINE.lock().unwrap_or_else(PoisonError::into_inner);
        looked.2.is_some() && fine.contains(&looked)
    };
    if is_known {
        return Ok(());
    }
    look_within(file.try_clone()?, &REAL)?;
    let mut fine = FINE.lock().unwrap_or_else(PoisonError::into_inner);
    if fine.len() >= KNOWN {
        fine.remove(0);
    }
    fine.push(looked);
    Ok(())
}

/// As [`look`], within some limits.
pub(super) fn look_within(file: File, limits: &Limits) -> Result<(), SheetProblem> {
    let length = file.metadata()?.len();
    let left = Arc::new(AtomicU64::new(limits.directory));
    let reader = Capped {
        inner: BufReader::new(file),
        left: Arc::clone(&left),
    };
    let Ok(mut archive) = ZipArchive::new(reader) else {
        // Without a cap nobody would know how long the table of contents is.
        return match left.load(Ordering::Relaxed) {
            0 => Err(SheetProblem::Contrived),
            _ => Ok(()),
        };
    };
    left.store(u64::MAX, Ordering::Relaxed);
    let mut all = 0;
    for place in 0..archive.len() {
        let Ok(part) = archive.by_index(place) else {
            continue;
        };
        let kind = match part.name() {
            Ok(name) => Kind::of(&name),
            Err(_) => return Err(SheetProblem::Contrived),
        };
        let packed = part.compressed_size().min(length).max(1);
        look_at(part, kind, packed, &mut all, limits)?;
    }
    Ok(())
}

/// What a part is, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Where the other parts are.
    Way,
    Texts,
    Sheet,
    /// Another one that is read as XML.
    Other,
    /// A picture, a macro.
    Opaque,
}

impl Kind {
    fn of(name: &str) -> Self {
        let name = name.replace('\\', "/").to_lowercase();
        match name.trim_start_matches('/') {
            "_rels/.rels" => Self::Way,
            name if name.ends_with("sharedstrings.xml") => Self::Texts,
            name if name.contains("worksheets") => Self::Sheet,
            name if name.ends_with(".xml") || name.ends_with(".rels") => Self::Other,
            _ => Self::Opaque,
        }
    }

    fn most(self, limits: &Limits) -> u64 {
        match self {
            Self::Texts => limits.texts,
            Self::Sheet => limits.all,
            Self::Way | Self::Other | Self::Opaque => limits.part,
        }
    }
}

fn look_at(
    mut part: impl Read,
    kind: Kind,
    packed: u64,
    all: &mut u64,
    limits: &Limits,
) -> Result<(), SheetProblem> {
    let too_large = |most_bytes| Err(SheetProblem::UnpacksTooLarge { most_bytes });
    let mut structure = Structure::new(limits);
    let mut whole = Vec::new();
    let (mut buffer, mut unpacked) = (vec![0; 64 * 1024], 0_u64);
    loop {
        // What is damaged is told by the reader, if it needs this part at all.
        let count = match part.read(&mut buffer) {
            Ok(0) | Err(_) => break,
            Ok(count) => count,
        };
        let bytes = buffer.get(..count).unwrap_or_default();
        unpacked += count as u64;
        *all += count as u64;
        if unpacked > kind.most(limits) {
            return too_large(kind.most(limits));
        }
        if *all > limits.all {
            return too_large(limits.all);
        }
        if unpacked > limits.ratio_from && unpacked / packed > limits.ratio {
            return Err(SheetProblem::Contrived);
        }
        if kind != Kind::Opaque {
            structure.read(bytes)?;
        }
        if kind == Kind::Way {
            whole.extend_from_slice(bytes);
        }
    }
    // The reader would take a sheet for the list of sheets, or for texts, and keep it.
    let leads_astray = || {
        let whole = String::from_utf8_lossy(&whole).to_lowercase();
        whole.contains("worksheets") || whole.contains("&#")
    };
    match kind {
        Kind::Way if leads_astray() => Err(SheetProblem::Contrived),
        Kind::Texts => structure.promises_no_more_than_it_holds(),
        _ => Ok(()),
    }
}

/// A file of which only so much is read.
struct Capped {
    inner: BufReader<File>,
    left: Arc<AtomicU64>,
}

impl Read for Capped {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        let left = self.left.load(Ordering::Relaxed);
        let rest = left.saturating_sub(count as u64);
        self.left.store(rest, Ordering::Relaxed);
        match rest {
            0 => Err(io::Error::other("more than was to be read")),
            _ => Ok(count),
        }
    }
}

impl Seek for Capped {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}
