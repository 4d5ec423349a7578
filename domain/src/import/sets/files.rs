//! Files brought in together from the command line.

use std::path::{Path, PathBuf};
use std::time::Duration;

use contract::dto::imports::{
    AUTOMATIC, ImportCounts, ImportState, RowNote, Severity, SheetTrouble,
};
use contract::{Language, Refusal};
use tokio::fs::File;
use tokio::io::BufWriter;

use super::journal::Set;
use super::{add_part, engine, told, work};
use crate::{Desk, Error, Result};

/// Notes of one kind that a report shows.
const SHOWN: usize = 3;

/// What the command line says of files that belong together.
#[derive(Clone, Debug, Default)]
pub struct SetOfFiles {
    pub paths: Vec<PathBuf>,
    /// Only checks; nothing is written.
    pub dry_run: bool,
    /// A folder for what was wrong or doubtful, as CSV, one file for each file.
    pub report: Option<PathBuf>,
}

/// What came of one file.
#[derive(Clone, Debug)]
pub struct FileReport {
    pub file_name: String,
    /// Key of the object; nothing where the file does not tell.
    pub object: Option<String>,
    pub state: ImportState,
    pub counts: ImportCounts,
    /// Why nothing of it went in.
    pub trouble: Option<SheetTrouble>,
    /// The first rows that were left out, one for each kind of reason, with their lines.
    pub errors: Vec<(u64, String)>,
    /// The same of what is doubtful.
    pub warnings: Vec<(u64, String)>,
}

impl FileReport {
    fn refused(file_name: String, trouble: Option<SheetTrouble>) -> Self {
        Self {
            file_name,
            object: None,
            state: ImportState::Draft,
            counts: ImportCounts::default(),
            trouble,
            errors: Vec::new(),
            warnings: Vec::new(),
        }
    }
}

/// Brings files in together and answers what came of each, in the order in which they went in; what no table is comes
/// last.
///
/// # Errors
/// Everything that stops a set half-way: then it can be gone on with or undone in the application.
pub async fn run_files(desk: &Desk, files: SetOfFiles) -> Result<Vec<FileReport>> {
    super::may_begin(desk)?;
    let house = desk.crm().door().house();
    let set = Set::new(desk);
    set.insert(house).await?;
    let refused = add_files(desk, &set, &files.paths).await?;
    let begun = match files.dry_run {
        true => work::start_check(desk, set.id).await?,
        false => work::start(desk, set.id).await?,
    };
    let mut state = begun.state;
    while [ImportState::Checking, ImportState::Running].contains(&state) {
        tokio::time::sleep(Duration::from_millis(100)).await;
        state = Set::of(desk, set.id).await?.state;
    }
    let mut reports = reports(desk, &set, &files).await?;
    reports.extend(refused);
    if files.dry_run || state == ImportState::Draft {
        let set = Set::of(desk, set.id).await?;
        for part in &set.parts {
            engine::forget(desk, part.import).await?;
        }
        set.delete(house).await?;
    }
    Ok(reports)
}

/// Adds the files; answers those that cannot be a part.
async fn add_files(desk: &Desk, set: &Set, paths: &[PathBuf]) -> Result<Vec<FileReport>> {
    let house = desk.crm().door().house();
    let mut refused = Vec::new();
    for path in paths {
        let name = name(path);
        match add_part(desk, set.id, &name, path, engine::Stays::Yes).await {
            Ok(import) => {
                let set = Set::of(desk, set.id).await?;
                let part = set.parts.iter().find(|part| part.import == import);
                if let Some(part) = part.filter(|part| part.details.confidence < AUTOMATIC) {
                    // There is nobody to ask.
                    let mut part = part.clone();
                    part.details.is_left_out = true;
                    set.keep(house, &part).await?;
                    refused.push(FileReport::refused(name, None));
                }
            }
            Err(Error::Refused(Refusal::Unreadable(trouble))) => {
                refused.push(FileReport::refused(name, Some(trouble)));
            }
            Err(error) => return Err(error),
        }
    }
    Ok(refused)
}

async fn reports(desk: &Desk, set: &Set, files: &SetOfFiles) -> Result<Vec<FileReport>> {
    let set = Set::of(desk, set.id).await?;
    let mut reports = Vec::new();
    for part in told::parts(desk, &set).await? {
        if part.kept.details.is_left_out {
            continue;
        }
        let found = engine::findings(desk, part.import()).await?;
        let object = desk.object(&part.plan.object)?;
        let say = |notes: Vec<RowNote>| -> Vec<(u64, String)> {
            let words = notes
                .iter()
                .map(|note| (note.line, engine::reason(Language::English, &object, note)));
            words.collect()
        };
        if let Some(folder) = &files.report {
            let stem = Path::new(&part.status.file_name).with_extension("");
            let path = folder.join(format!("{} - problems.csv", stem.display()));
            let file = BufWriter::new(File::create(path).await?);
            engine::report(desk, part.import(), file).await?;
        }
        reports.push(FileReport {
            file_name: part.status.file_name.clone(),
            object: Some(part.plan.object.clone()),
            state: found.status.state,
            counts: found.status.counts,
            trouble: part.trouble.clone(),
            errors: say(kinds(&found.notes, |severity| {
                severity != Severity::Warning
            })),
            warnings: say(kinds(&found.notes, |severity| {
                severity == Severity::Warning
            })),
        });
    }
    Ok(reports)
}

/// The first note of each kind.
fn kinds(notes: &[RowNote], is_it: impl Fn(Severity) -> bool) -> Vec<RowNote> {
    let mut kinds: Vec<RowNote> = Vec::new();
    for note in notes.iter().filter(|note| is_it(note.severity)) {
        let kind = std::mem::discriminant(&note.problem);
        let is_same = |known: &RowNote| {
            known.field == note.field && std::mem::discriminant(&known.problem) == kind
        };
        if kinds.len() < SHOWN && !kinds.iter().any(is_same) {
            kinds.push(note.clone());
        }
    }
    kinds
}

fn name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}
