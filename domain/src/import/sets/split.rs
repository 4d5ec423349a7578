//! One sheet as several files: each holds the rows in which its object says anything, and all columns.
//!
//! Lines stay where they are, so that what is said of a row is said of the row that the person sees.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use contract::ObjectDef;
use contract::dto::imports::{ImportPlan, ImportState};

use super::journal::Set;
use super::sheet::links;
use super::{engine, told};
use crate::import::{Row, Sheet, SheetOptions, tidy};
use crate::{Crm, Desk, Error, Result};

/// Makes the files of the parts anew, as far as nothing of them went in: a person may have given a column to another
/// object.
///
/// # Errors
/// When the sheet or a plan cannot be read.
pub(super) async fn anew(desk: &Desk, set: &Set) -> Result<()> {
    if !set.is_one_sheet {
        return Ok(());
    }
    let sheet = set.sheet(desk.crm());
    let parts = told::parts(desk, set).await?;
    for (place, part) in parts.iter().enumerate() {
        let is_open = part.status.state == ImportState::Draft;
        if !is_open || !part.goes_in() {
            continue;
        }
        let others = parts.iter().filter(|other| other.goes_in());
        let is_last = others
            .map(|other| &other.place.depends_on)
            .all(|depends_on| !depends_on.contains(&place));
        let upload = engine::upload_of(desk, part.import()).await?;
        let path = upload.with_extension("part");
        write(desk, &sheet, &path, &part.plan, is_last).await?;
        tokio::fs::rename(&path, &upload).await?;
        engine::keep_plan(desk, part.import(), part.plan.clone()).await?;
    }
    Ok(())
}

/// The sheet is no longer needed.
pub(super) fn forget(crm: &Crm, set: &Set) {
    // Most sets have none.
    let _ = std::fs::remove_file(set.sheet(crm));
}

/// Writes the file of one part. Where others point to its records, the rows that speak of the same one become one row,
/// the first, with what any of them tells; rows that contradict it stay, so that this is told.
///
/// # Errors
/// When the sheet cannot be read.
pub(super) async fn write(
    desk: &Desk,
    sheet: &Path,
    path: &Path,
    plan: &ImportPlan,
    is_last: bool,
) -> Result<()> {
    let object = desk.object(&plan.object)?;
    let columns = Columns::of(&object, plan);
    let headers: Vec<String> = plan
        .columns
        .iter()
        .map(|column| column.header.clone())
        .collect();
    let (sheet, path) = (sheet.to_owned(), path.to_owned());
    tokio::task::spawn_blocking(move || {
        let told = match is_last {
            true => HashMap::new(),
            false => together(&sheet, &columns)?,
        };
        rows(&sheet, &path, &headers, &columns, &told)
    })
    .await
    .map_err(Error::broken)?
}

/// The places of the columns that tell of one object.
struct Columns {
    /// What is its own, and nobody else's.
    own: Vec<usize>,
    /// What makes it the same record: its name and what it belongs to.
    identity: Vec<usize>,
    title: Option<usize>,
}

impl Columns {
    fn of(object: &ObjectDef, plan: &ImportPlan) -> Self {
        let links = links(object, plan);
        let places = |is_it: &dyn Fn(&str) -> bool| -> Vec<usize> {
            let fields = plan.columns.iter().map(|column| column.field.as_deref());
            fields
                .enumerate()
                .filter(|(_, field)| field.is_some_and(is_it))
                .map(|(place, _)| place)
                .collect()
        };
        let is_relation = |key: &str| {
            let field = object.field(key);
            field.is_some_and(|field| field.kind.is_relation())
        };
        Self {
            own: places(&|key| !links.contains(&key)),
            identity: places(&|key| key == object.title || is_relation(key)),
            title: places(&|key| key == object.title).first().copied(),
        }
    }

    fn tells(&self, row: &Row) -> bool {
        self.own
            .iter()
            .any(|place| !tidy(row.cell(*place)).is_empty())
    }

    /// What is equal for rows of the same record; nothing where the row names none.
    fn identity(&self, row: &Row) -> Option<String> {
        let name = self.title.map(|place| tidy(row.cell(place)))?;
        if name.is_empty() {
            return None;
        }
        let cells = self.identity.iter().map(|place| tidy(row.cell(*place)));
        Some(cells.collect::<Vec<_>>().join("\u{1f}").to_lowercase())
    }
}

/// What all rows together tell of a record.
struct Told {
    line: u64,
    cells: Vec<String>,
}

fn open(path: &Path) -> Result<Sheet> {
    let opened = Sheet::open(path, &SheetOptions::default());
    opened.map_err(engine::refused)
}

fn together(sheet: &Path, columns: &Columns) -> Result<HashMap<String, Told>> {
    let mut all: HashMap<String, Told> = HashMap::new();
    for row in open(sheet)? {
        let row = row.map_err(engine::refused)?;
        let Some(identity) = columns.identity(&row) else {
            continue;
        };
        let told = all.entry(identity).or_insert_with(|| Told {
            line: row.line,
            cells: vec![String::new(); columns.own.len()],
        });
        for (cell, place) in told.cells.iter_mut().zip(&columns.own) {
            if tidy(cell).is_empty() {
                row.cell(*place).clone_into(cell);
            }
        }
    }
    Ok(all)
}

fn rows(
    sheet: &Path,
    path: &PathBuf,
    headers: &[String],
    columns: &Columns,
    told: &HashMap<String, Told>,
) -> Result<()> {
    let mut writer = Lines {
        file: BufWriter::new(File::create(path)?),
        line: 1,
    };
    writer.write(headers)?;
    for row in open(sheet)? {
        let mut row = row.map_err(engine::refused)?;
        if !columns.tells(&row) {
            continue;
        }
        let same = columns
            .identity(&row)
            .and_then(|identity| told.get(&identity));
        if let Some(same) = same {
            if same.line != row.line && agrees(&row, columns, same) {
                continue;
            }
            if same.line == row.line {
                for (cell, place) in same.cells.iter().zip(&columns.own) {
                    if let Some(own) = row.cells.get_mut(*place) {
                        own.clone_from(cell);
                    }
                }
            }
        }
        writer.go_to(row.line)?;
        writer.write(&row.cells)?;
    }
    writer.file.flush()?;
    Ok(())
}

/// Whether a row tells nothing else than is told already.
fn agrees(row: &Row, columns: &Columns, told: &Told) -> bool {
    let mut cells = columns.own.iter().zip(&told.cells);
    cells.all(|(place, told)| {
        let cell = tidy(row.cell(*place));
        cell.is_empty() || cell == tidy(told)
    })
}

/// A file that knows its lines.
struct Lines {
    file: BufWriter<File>,
    /// The next line.
    line: u64,
}

impl Lines {
    fn go_to(&mut self, line: u64) -> Result<()> {
        while self.line < line {
            self.file.write_all(b"\n")?;
            self.line += 1;
        }
        Ok(())
    }

    fn write(&mut self, cells: &[String]) -> Result<()> {
        let mut line = csv::Writer::from_writer(Vec::new());
        line.write_record(cells).map_err(Error::broken)?;
        let line = line.into_inner().map_err(Error::broken)?;
        self.line += line.iter().filter(|byte| **byte == b'\n').count() as u64;
        Ok(self.file.write_all(&line)?)
    }
}
