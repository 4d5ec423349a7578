//! A row on its way to a record, and what is said of it.

use contract::Problem;
use contract::dto::imports::{RowNote, RowProblem, Severity};
use contract::value::Values;

use super::column::Column;
use super::convert::Converter;
use crate::import::Row;

/// How much of a cell stands in a note, in characters; the row itself is kept whole.
const QUOTED: usize = 200;

/// A row on its way to a record.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) row: Row,
    /// By what a person knows the row.
    pub(super) title: String,
    pub(super) values: Values,
    /// Cells that need the database: the place of their column, and the text.
    pub(super) open: Vec<(usize, String)>,
    pub(super) notes: Vec<RowNote>,
    /// The row was dealt with before the import was interrupted.
    pub(super) is_past: bool,
}

impl Draft {
    /// Notes something about a cell of the row, or about the whole row.
    pub(super) fn note(
        &mut self,
        column: Option<&Column>,
        value: &str,
        severity: Severity,
        problem: RowProblem,
    ) {
        self.notes.push(RowNote {
            line: self.row.line,
            title: self.title.clone(),
            column: column
                .map(|column| column.header.clone())
                .unwrap_or_default(),
            field: column
                .map(|column| column.field.key.clone())
                .unwrap_or_default(),
            value: match column.is_some_and(|column| column.field.sensitive) {
                true => String::new(),
                false => value.chars().take(QUOTED).collect(),
            },
            severity,
            problem,
            rows: 1,
        });
    }

    /// Notes a problem of a field, at its column where it has one.
    pub(super) fn refuse(&mut self, converter: &Converter, field: &str, problem: &Problem) {
        let problem = match problem {
            Problem::Required => RowProblem::Missing,
            Problem::TooLong { limit } => RowProblem::TooLong { limit: *limit },
            Problem::NotAnEmail => RowProblem::NotAnEmail,
            Problem::NotALink => RowProblem::NotALink,
            Problem::NotAnAmount => RowProblem::NotAnAmount,
            Problem::OutOfRange { least, most } => RowProblem::OutOfRange {
                least: *least,
                most: *most,
            },
            other => RowProblem::Refused {
                problem: other.clone(),
            },
        };
        self.note_at(converter, field, Severity::Error, problem);
    }

    /// Notes something at the column of a field, with the cell as it stands.
    pub(super) fn note_at(
        &mut self,
        converter: &Converter,
        field: &str,
        severity: Severity,
        problem: RowProblem,
    ) {
        let column = converter.column_of(field);
        let cell = column
            .map(|column| self.row.cell(column.place).to_owned())
            .unwrap_or_default();
        self.note(column, &cell, severity, problem);
        if let Some(note) = self.notes.last_mut() {
            field.clone_into(&mut note.field);
        }
    }

    /// Whether the row must be mended.
    pub(super) fn is_bad(&self) -> bool {
        self.notes
            .iter()
            .any(|note| note.severity == Severity::Error)
    }
}
