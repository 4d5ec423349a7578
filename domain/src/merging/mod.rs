//! Several records of one thing become one, and can be parted again.
//!
//! - [`propose`] puts them side by side, with the values that are likely wanted.
//! - [`merge`] writes the chosen values, moves what points to the others, and puts those away; their addresses lead
//!   to the one that stays.
//! - [`undo`] parts them again by the journal.

mod apply;
mod journal;
mod propose;
mod undo;

pub use apply::merge;
pub use journal::{of_record, one};
pub use propose::propose;
pub use undo::undo;

#[cfg(test)]
mod tests;
