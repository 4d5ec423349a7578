//! Rows of an XLSX workbook.
//!
//! A thread unpacks the workbook and hands rows over a short queue, so that neither the sheet nor its
//! cells are ever all in memory (its table of shared texts is).

use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{self, JoinHandle};

use calamine::{DataRef, ExcelDateTime, Reader, Xlsx, XlsxError};

use super::problem::SheetProblem;
use super::{MOST_COLUMNS, RawRow, unpack};

type Workbook = Xlsx<BufReader<File>>;

/// A packed file larger than this is no table that people made.
const MOST_BYTES: u64 = 512 * 1024 * 1024;

/// Reads rows as the thread sends them.
pub(super) struct XlsxRows {
    rows: Receiver<Result<RawRow, SheetProblem>>,
    thread: Option<JoinHandle<()>>,
}

impl XlsxRows {
    /// Opens the named sheet, or the first; also gives the sheet's name and those of all sheets.
    pub(super) fn open(
        path: &Path,
        sheet: Option<&str>,
    ) -> Result<(Self, String, Vec<String>), SheetProblem> {
        let file = File::open(path)?;
        if file.metadata()?.len() > MOST_BYTES {
            return Err(SheetProblem::TooLarge {
                most_bytes: MOST_BYTES,
            });
        }
        unpack::look(path, &file)?;
        let workbook: Workbook =
            Xlsx::new(BufReader::new(file)).map_err(|error| not_a_workbook(&error))?;
        let sheets = workbook.sheet_names();
        let chosen =
            match sheet {
                Some(name) => sheets.iter().find(|own| *own == name).ok_or_else(|| {
                    SheetProblem::NoSuchSheet {
                        name: name.to_owned(),
                    }
                })?,
                None => sheets.first().ok_or(SheetProblem::Empty)?,
            };
        let (sender, rows) = sync_channel(512);
        let name = chosen.clone();
        let thread = thread::Builder::new()
            .name("xlsx".to_owned())
            .spawn(move || send_all(workbook, &name, &sender))?;
        let rows = Self {
            rows,
            thread: Some(thread),
        };
        Ok((rows, chosen.clone(), sheets))
    }

    pub(super) fn next_row(&mut self) -> Result<Option<RawRow>, SheetProblem> {
        match self.rows.recv() {
            Ok(row) => row.map(Some),
            // The sender is gone when the thread has sent the last row, or when it fell over a broken file.
            Err(_) => match self.thread.take().map(JoinHandle::join) {
                Some(Err(_)) => Err(SheetProblem::Damaged),
                _ => Ok(None),
            },
        }
    }
}

/// A ZIP archive without a workbook in it is no table; a workbook that ends early is damaged.
fn not_a_workbook(error: &XlsxError) -> SheetProblem {
    match error {
        XlsxError::FileNotFound(_) | XlsxError::WorksheetNotFound(_) => {
            SheetProblem::NotATable { kind: "ZIP" }
        }
        XlsxError::Password => SheetProblem::OldOrLockedWorkbook,
        _ => SheetProblem::Damaged,
    }
}

fn send_all(
    mut workbook: Workbook,
    sheet: &str,
    sender: &SyncSender<Result<RawRow, SheetProblem>>,
) {
    // The receiver is gone when nobody wants more rows; then the thread just ends.
    if let Err(problem) = read_rows(&mut workbook, sheet, sender) {
        let _ = sender.send(Err(problem));
    }
}

fn read_rows(
    workbook: &mut Workbook,
    sheet: &str,
    sender: &SyncSender<Result<RawRow, SheetProblem>>,
) -> Result<(), SheetProblem> {
    let mut cells = workbook
        .worksheet_cells_reader(sheet)
        .map_err(|_| SheetProblem::Damaged)?;
    let mut row = RawRow::default();
    while let Some(cell) = cells.next_cell().map_err(|_| SheetProblem::Damaged)? {
        let (at, column) = cell.get_position();
        let line = u64::from(at) + 1;
        if line != row.line {
            let finished = std::mem::replace(
                &mut row,
                RawRow {
                    line,
                    ..RawRow::default()
                },
            );
            if finished.line > 0 && sender.send(Ok(finished)).is_err() {
                return Ok(());
            }
        }
        put(&mut row, column as usize, cell.get_value());
    }
    if row.line > 0 {
        let _ = sender.send(Ok(row));
    }
    Ok(())
}

fn put(row: &mut RawRow, column: usize, value: &DataRef<'_>) {
    let Some((text, is_number)) = written(value) else {
        return;
    };
    // One cell beyond the limit says that there are too many; sixteen thousand would only take room.
    let column = column.min(MOST_COLUMNS);
    if row.cells.len() <= column {
        row.cells.resize(column + 1, String::new());
    }
    row.cells[column] = text;
    if is_number {
        row.numbers.push(column);
    }
}

/// The cell as text that the parsers read in one way only, and whether it is a number.
fn written(value: &DataRef<'_>) -> Option<(String, bool)> {
    match value {
        DataRef::Empty => None,
        DataRef::String(text) => Some((without_nuls(text), false)),
        DataRef::SharedString(text) => Some((without_nuls(text), false)),
        DataRef::Bool(value) => Some((if *value { "TRUE" } else { "FALSE" }.to_owned(), false)),
        DataRef::Int(value) => Some((value.to_string(), true)),
        DataRef::Float(value) => Some((plain(*value), true)),
        DataRef::DateTime(moment) => Some((date(moment), false)),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Some((text.clone(), false)),
        // #N/A and its like carry nothing.
        _ => None,
    }
}

fn without_nuls(text: &str) -> String {
    text.replace('\0', "")
}

/// Fifteen digits are what a spreadsheet shows; the rest is the noise of binary fractions.
fn plain(value: f64) -> String {
    if !value.is_finite() {
        return String::new();
    }
    let shortest = value.to_string();
    let digits = shortest.bytes().filter(u8::is_ascii_digit).count();
    if digits <= 15 || !shortest.contains('.') {
        return shortest;
    }
    let whole = value.abs().trunc().to_string().len();
    let rounded = format!("{value:.*}", 15_usize.saturating_sub(whole));
    rounded
        .trim_end_matches('0')
        .trim_end_matches('.')
        .to_owned()
}

fn date(moment: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    if moment.is_duration() || moment.as_f64() < 1.0 {
        return format!("{hour:02}:{minute:02}:{second:02}");
    }
    if (hour, minute, second) == (0, 0, 0) {
        return format!("{year:04}-{month:02}-{day:02}");
    }
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
}
