//! Alerts: administrators are told by themselves of what is much, or happens at an odd time or place.
//!
//! - `setup` keeps from how much on what is told, and the working hours.
//! - `meter` counts in memory what is too much to be noted one by one: records that are read, requests that are refused.
//! - `hits` says which events of the log count for which rule, `tally` when there are enough of them.
//! - `follower` reads the log and keeps what counts in the database, so that several nodes and restarts count once.
//! - `table` holds alerts and what became of them; `letter` tells them by mail; `preview` tries rules out on the past.

mod follower;
mod hits;
mod letter;
mod meter;
mod preview;
mod seen;
mod setup;
mod table;
mod tally;
#[cfg(test)]
mod tests;

pub use follower::{catch_up, follow, keep};
pub use preview::preview;
pub use seen::{list, mark, open};
pub use setup::{save, setup};

pub(crate) use hits::{ALERT, of_name};
pub use meter::count_denied;

pub(crate) use meter::{Counted, Meter};
