//! Saved views of lists: private, shared with a team, or with everybody.
//!
//! A view holds no records, only a question: what it shows is asked through the door by whoever opens it.

mod save;
mod seen;

pub use save::{put_away, put_in_order, save, take_back};
pub use seen::{all, of};

#[cfg(test)]
mod tests;
