//! Lines of a record, such as those of a quote: a table on the page of the record they belong to, each cell an input.
//! Drawn from the description like everything else: an object says by `line_of` whose lines its records are.

mod arranging;
mod live;
mod removing;
mod row;
mod state;
pub mod table;

pub use table::RecordLines;
