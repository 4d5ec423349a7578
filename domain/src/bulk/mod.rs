//! Deeds on many records at once: journalled batches that report what they passed over, go on after a crash, and are
//! taken back as a whole.
//!
//! - [`start`] writes a job into the [`journal`] and sets a worker off ([`work`]).
//! - [`look`] finds the next batch: what may be changed of it, the rest with its reason.
//! - [`run`] writes batches, each in one short transaction.
//! - [`part`] is a deed that belongs to a larger one, such as a hand-over.
//! - [`undo`] follows the log backwards over everything that the job did.

mod journal;
mod look;
mod part;
mod run;
mod start;
mod undo;
mod work;

pub(crate) use part::{Part, count};
pub use start::{notes, recent, start, status, stop, undo};
pub use work::resume_all;

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
