//! Files become records. From the bytes of a file to typed values nothing meets the database; what brings
//! the values in is [`engine`].
//!
//! A [`Sheet`] gives headers and rows of text; a header is
//! matched to a field by [`match_headers`]; each column is looked at as a whole where one cell alone
//! could be read in two ways ([`DateColumn`], [`AmountColumn`], [`PhoneColumn`]); then each cell is
//! parsed to a value, or to a [`CellProblem`] that a person can mend.

mod amounts;
mod dates;
mod emails;
mod engine;
mod escape;
mod headers;
mod links;
mod numbers;
mod phones;
mod problem;
pub mod sets;
mod sheet;
mod survey;
mod text;
mod yes_no;

pub use amounts::{Amount, AmountColumn, DecimalMark, parse_amount};
pub use dates::{DateColumn, DateOrder, DateVerdict, Stamp, parse_date};
pub use emails::{Email, parse_email};
pub use engine::{
    RunFile, findings, forget_mapping, preview, problems_csv, receive, recent, run_file,
    save_mapping, saved_mappings, start, start_check, status, undo, unmapped, upload_path, words,
};
pub(crate) use engine::{erase_some, line, place_label, shown};
pub use escape::escape_for_spreadsheet;
pub use headers::{
    AUTOMATIC, ColumnSketch, HeaderMatch, MatchReason, Target, TargetKind, is_computed,
    match_headers, targets, titles,
};
pub use links::{Link, parse_link};
pub use numbers::{parse_number, parse_percent, parse_whole};
pub use phones::{Country, Phone, PhoneColumn, PhoneKind, parse_phone};
pub use problem::{CellDoubt, CellProblem};
pub use sets::resume_all;
pub use sheet::{
    MOST_COLUMNS, Row, RowShape, Sheet, SheetNotice, SheetOptions, SheetProblem, SheetSource,
};
pub use survey::{ColumnStyle, Survey};
pub(crate) use text::is_han;
pub use text::{fold, tidy};
pub use yes_no::parse_yes_no;

#[cfg(test)]
mod hostile;
#[cfg(test)]
mod tests;
