//! Rules of retention: records whose time is over are told of, put into the bin or erased, by themselves once a day.
//!
//! - [`save`], [`preview`], [`switch`] and [`remove`] are what administrators do with rules, `check` refuses what cannot be.
//! - `due` makes the question for the records whose time is over, `held` the conditions of those that stay; preview and run
//!   ask both, so that they say the same.
//! - `measure` counts what a rule is about.
//! - `schedule` begins runs on their day, large ones wait for a word (`letter` asks for it); [`run_now`], [`answer`],
//!   [`stop`] and [`undo`] are the words.
//! - `work` keeps runs going: `batch` does some records in one transaction with the place it came to, `back` takes a run back.
//! - `table` keeps rules, runs, and why records were passed over.

mod back;
mod batch;
mod check;
mod due;
mod held;
mod letter;
mod measure;
mod rules;
mod schedule;
mod table;
#[cfg(test)]
mod tests;
mod words;
mod work;

pub use rules::{page, preview, remove, save, switch};
pub use words::{answer, notes, run, run_now, stop, undo};
pub use work::{catch_up, keep_on};
