//! Why a file cannot be read as a table, and what should be said about one that can.

use std::{fmt, io};

use contract::dto::imports::SheetTrouble;

/// A file that is no table, or not a whole one.
#[derive(Debug)]
pub enum SheetProblem {
    /// No byte, or nothing but blanks.
    Empty,
    /// A row of headers and nothing under it.
    NoRows,
    /// A picture, a program, an archive; what it was found to be.
    NotATable { kind: &'static str },
    /// A workbook of Excel before 2007, or one that is locked by a password.
    OldOrLockedWorkbook,
    /// The workbook ends early or its parts do not fit together.
    Damaged,
    /// The workbook has no such sheet.
    NoSuchSheet { name: String },
    /// No such encoding is known.
    NoSuchEncoding { name: String },
    /// More columns than [`super::MOST_COLUMNS`].
    TooManyColumns { count: usize, most: usize },
    /// A quotation mark is opened in this line and never closed.
    UnclosedQuote { line: u64 },
    /// A card begins in this line and never ends.
    UnclosedCard { line: u64 },
    /// A line, or a cell, of more than a megabyte.
    EndlessLine { line: u64 },
    /// The packed file is larger than can be worked on.
    TooLarge { most_bytes: u64 },
    /// The workbook, or a part of it, unpacks to more than can be worked on.
    UnpacksTooLarge { most_bytes: u64 },
    /// The workbook is built as no spreadsheet program builds one, so that opening it would take the machine's memory.
    Contrived,
    /// The file system said no.
    Unreadable(io::Error),
}

impl SheetProblem {
    /// A short name for logs and tests.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "file_empty",
            Self::NoRows => "file_no_rows",
            Self::NotATable { .. } => "file_not_a_table",
            Self::OldOrLockedWorkbook => "file_old_or_locked_workbook",
            Self::Damaged => "file_damaged",
            Self::NoSuchSheet { .. } => "file_no_such_sheet",
            Self::NoSuchEncoding { .. } => "file_no_such_encoding",
            Self::TooManyColumns { .. } => "file_too_many_columns",
            Self::UnclosedQuote { .. } => "file_unclosed_quote",
            Self::UnclosedCard { .. } => "file_unclosed_card",
            Self::EndlessLine { .. } => "file_endless_line",
            Self::TooLarge { .. } => "file_too_large",
            Self::UnpacksTooLarge { .. } => "file_unpacks_too_large",
            Self::Contrived => "file_contrived",
            Self::Unreadable(_) => "file_unreadable",
        }
    }

    /// What the sentence has to name. The operating system's words stay in the log.
    #[must_use]
    pub fn arguments(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::NotATable { kind } => vec![("kind", (*kind).to_owned())],
            Self::NoSuchSheet { name } | Self::NoSuchEncoding { name } => {
                vec![("name", name.clone())]
            }
            Self::TooManyColumns { count, most } => {
                vec![("count", count.to_string()), ("most", most.to_string())]
            }
            Self::UnclosedQuote { line }
            | Self::UnclosedCard { line }
            | Self::EndlessLine { line } => {
                vec![("line", line.to_string())]
            }
            Self::TooLarge { most_bytes } | Self::UnpacksTooLarge { most_bytes } => {
                vec![("most_bytes", most_bytes.to_string())]
            }
            _ => Vec::new(),
        }
    }
}

impl fmt::Display for SheetProblem {
    /// For logs; people read the translated [`SheetTrouble`].
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())?;
        for (name, value) in self.arguments() {
            write!(f, " {name}={value}")?;
        }
        match self {
            Self::Unreadable(error) => write!(f, ": {error}"),
            _ => Ok(()),
        }
    }
}

impl std::error::Error for SheetProblem {}

impl SheetProblem {
    /// What a person is told; `None` where the fault is the machine's and not the file's.
    #[must_use]
    pub fn trouble(&self) -> Option<SheetTrouble> {
        Some(match self {
            Self::Empty => SheetTrouble::Empty,
            Self::NoRows => SheetTrouble::NoRows,
            Self::NotATable { .. } | Self::EndlessLine { .. } | Self::NoSuchEncoding { .. } => {
                SheetTrouble::Binary
            }
            Self::UnclosedQuote { .. } | Self::UnclosedCard { .. } => SheetTrouble::Truncated,
            Self::Damaged | Self::OldOrLockedWorkbook => SheetTrouble::BrokenWorkbook,
            Self::NoSuchSheet { name } => SheetTrouble::NoSuchColumn {
                header: name.clone(),
            },
            Self::TooManyColumns { count, most } => {
                let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
                SheetTrouble::TooManyColumns {
                    columns: small(*count),
                    limit: small(*most),
                }
            }
            Self::TooLarge { most_bytes } => SheetTrouble::TooLarge {
                limit_bytes: *most_bytes,
            },
            Self::UnpacksTooLarge { most_bytes } => SheetTrouble::UnpacksTooLarge {
                limit_bytes: *most_bytes,
            },
            Self::Contrived => SheetTrouble::Contrived,
            Self::Unreadable(_) => return None,
        })
    }
}

impl From<io::Error> for SheetProblem {
    fn from(error: io::Error) -> Self {
        Self::Unreadable(error)
    }
}

/// Something odd about a file that is read all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SheetNotice {
    /// Two columns have the same header; the second is called `name`.
    RepeatedHeader { name: String },
    /// A column among others has no header; the first column is 1.
    BlankHeader { column: usize },
    /// Lines above the headers, such as a title, were passed over.
    TitleSkipped { lines: u64 },
    /// So many NUL bytes were left out.
    NulBytes { count: u64 },
    /// So many characters do not exist in the encoding and stand as U+FFFD.
    Undecodable { count: u64 },
}

impl SheetNotice {
    /// A short name for logs and tests.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::RepeatedHeader { .. } => "notice_repeated_header",
            Self::BlankHeader { .. } => "notice_blank_header",
            Self::TitleSkipped { .. } => "notice_title_skipped",
            Self::NulBytes { .. } => "notice_nul_bytes",
            Self::Undecodable { .. } => "notice_undecodable",
        }
    }
}
