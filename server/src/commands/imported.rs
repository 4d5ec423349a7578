//! What came of files that were brought in together, as a table for a terminal.

use app::i18n::Language;
use contract::dto::imports::ImportState;
use domain::Desk;
use domain::import::sets::FileReport;

/// The heads of the columns.
const HEADS: [&str; 9] = [
    "file",
    "object",
    "rows",
    "created",
    "updated",
    "skipped",
    "duplicates",
    "failed",
    "warnings",
];

/// Whether a file stopped half-way.
pub(super) fn has_stopped(report: &FileReport) -> bool {
    report.state == ImportState::Stopped
}

/// A line for each file, and below them the reasons.
pub(super) fn table(desk: &Desk, reports: &[FileReport]) -> Vec<String> {
    let rows: Vec<[String; 9]> = std::iter::once(HEADS.map(str::to_owned))
        .chain(reports.iter().map(row))
        .collect();
    let widths: Vec<usize> = (0..HEADS.len())
        .map(|column| rows.iter().map(|row| width(&row[column])).max())
        .map(Option::unwrap_or_default)
        .collect();
    let mut lines: Vec<String> = rows.iter().map(|row| line(row, &widths)).collect();
    for report in reports {
        lines.extend(reasons(desk, report));
    }
    lines
}

fn row(report: &FileReport) -> [String; 9] {
    let counts = report.counts;
    let number = |count: u64| count.to_string();
    [
        report.file_name.clone(),
        report.object.clone().unwrap_or_else(|| "?".to_owned()),
        number(counts.rows),
        number(counts.created),
        number(counts.updated),
        number(counts.skipped),
        number(counts.duplicates),
        number(counts.failed),
        number(counts.warnings),
    ]
}

/// Names to the left, numbers to the right.
fn line(row: &[String; 9], widths: &[usize]) -> String {
    let cell = |(place, (cell, width)): (usize, (&String, &usize))| {
        let gap = " ".repeat(width.saturating_sub(self::width(cell)));
        match place {
            0 | 1 => format!("{cell}{gap}"),
            _ => format!("{gap}{cell}"),
        }
    };
    let cells = row.iter().zip(widths).enumerate().map(cell);
    cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
}

/// Chinese characters are two columns wide.
fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

fn reasons(desk: &Desk, report: &FileReport) -> Vec<String> {
    let name = &report.file_name;
    let object = report
        .object
        .as_deref()
        .and_then(|key| desk.object(key).ok());
    if let Some(trouble) = &report.trouble {
        let words = app::imports::trouble_text(Language::English, trouble, object.as_deref());
        return vec![format!("{name}: nothing went in. {words}")];
    }
    if report.object.is_none() {
        return vec![format!(
            "{name}: nothing went in. Neither its name nor its headers say what it holds; say it: rapport import OBJECT FILE"
        )];
    }
    let rows = |kind: &str, notes: &[(u64, String)]| -> Vec<String> {
        let told = notes
            .iter()
            .map(|(line, words)| format!("{name}: {kind}, first in line {line}: {words}"));
        told.collect()
    };
    let mut lines = match report.state {
        ImportState::Stopped => vec![format!(
            "{name}: stopped half-way; it can be gone on with or taken back in the application"
        )],
        _ => Vec::new(),
    };
    lines.extend(rows("left out", &report.errors));
    lines.extend(rows("doubtful", &report.warnings));
    lines
}

#[cfg(test)]
mod tests {
    use super::{HEADS, line, width};

    #[test]
    fn numbers_stand_under_each_other() {
        let widths = [6, 7, 4, 7, 7, 7, 10, 6, 8];
        let heads = line(&HEADS.map(str::to_owned), &widths);
        let row = ["客户", "account", "12", "3", "0", "0", "0", "0", "0"].map(str::to_owned);
        let told = line(&row, &widths);
        assert_eq!(width(&told), width(&heads));
        assert!(told.starts_with("客户    account    12        3"), "{told}");
    }
}
