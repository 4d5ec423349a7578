//! The row of headers, and what stands above it.

use std::collections::{HashMap, HashSet, VecDeque};

use super::problem::{SheetNotice, SheetProblem};
use super::{MOST_COLUMNS, RawRow, Rows};
use crate::import::text::tidy;

/// The headers, and the rows that were read to find them.
pub(super) struct Head {
    pub(super) names: Vec<String>,
    pub(super) notices: Vec<SheetNotice>,
    pub(super) ahead: VecDeque<RawRow>,
}

/// Reads the headers and at least one row under them.
pub(super) fn read(rows: &mut Rows) -> Result<Head, SheetProblem> {
    let mut ahead = VecDeque::new();
    while ahead.len() < 6 {
        match rows.next_filled()? {
            Some(row) if ahead.is_empty() && is_delimiter_hint(&row) => {}
            Some(row) => ahead.push_back(row),
            None => break,
        }
    }
    let titles = titles_above(&ahead);
    ahead.drain(..titles);
    let Some(head) = ahead.pop_front() else {
        return Err(SheetProblem::Empty);
    };
    let (names, mut notices) = names(&head.cells)?;
    if titles > 0 {
        notices.insert(
            0,
            SheetNotice::TitleSkipped {
                lines: head.line.saturating_sub(1),
            },
        );
    }
    if ahead.is_empty() {
        return Err(SheetProblem::NoRows);
    }
    Ok(Head {
        names,
        notices,
        ahead,
    })
}

/// `sep=;`, which Excel writes and reads as a hint.
fn is_delimiter_hint(row: &RawRow) -> bool {
    row.line == 1
        && row.filled() == 1
        && row
            .cells
            .first()
            .is_some_and(|cell| cell.to_lowercase().starts_with("sep=") && cell.len() <= 5)
}

/// A title is one filled cell above rows of at least three.
fn titles_above(rows: &VecDeque<RawRow>) -> usize {
    let leading = rows.iter().take_while(|row| row.filled() == 1).count();
    match rows.get(leading) {
        Some(row) if row.filled() >= 3 => leading,
        _ => 0,
    }
}

fn names(cells: &[String]) -> Result<(Vec<String>, Vec<SheetNotice>), SheetProblem> {
    let last = cells
        .iter()
        .rposition(|cell| !tidy(cell).is_empty())
        .map_or(0, |at| at + 1);
    if last > MOST_COLUMNS {
        return Err(SheetProblem::TooManyColumns {
            count: last,
            most: MOST_COLUMNS,
        });
    }
    let given: HashSet<&str> = cells.iter().map(|cell| tidy(cell)).collect();
    let mut times: HashMap<&str, usize> = HashMap::new();
    let mut notices = Vec::new();
    let mut names: Vec<String> = Vec::with_capacity(last);
    for (column, cell) in cells[..last].iter().enumerate() {
        let name = tidy(cell);
        if name.is_empty() {
            notices.push(SheetNotice::BlankHeader { column: column + 1 });
            names.push(String::new());
            continue;
        }
        let count = times.entry(name).or_default();
        *count += 1;
        let mut unique = name.to_owned();
        while *count > 1 {
            unique = format!("{name} ({count})");
            if !given.contains(unique.as_str()) {
                notices.push(SheetNotice::RepeatedHeader {
                    name: unique.clone(),
                });
                break;
            }
            *count += 1;
        }
        names.push(unique);
    }
    Ok((names, notices))
}
