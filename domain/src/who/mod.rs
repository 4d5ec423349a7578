//! Who may see a record, field by field, and through what.
//!
//! Everybody is looked at at once: the people, their roles and the tree of teams are a few questions to the database
//! however many there are, and the rest is reckoned from the roles in memory (`access/why.rs`). A test compares it with
//! the door itself.

mod fields;
mod people;
mod record;

pub use record::of_record;

#[cfg(test)]
mod tests;
