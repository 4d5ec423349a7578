//! What colleagues change appears where it is shown, without taking the focus or what is being typed. See
//! `docs/decisions/0009-live.md`.
//!
//! - [`Live`] is what the parts of a page listen to; [`keep_line`] brings it to life, once, in the frame.
//! - In the browser one tab holds the stream (`source`, behind a lock: `locks`) and passes on what it hears to the
//!   others (`wire`).
//! - [`Watch`] gathers what has to be asked again of that which is shown, and when; [`keep_rows`] does so for lists,
//!   [`keep_record`] for the page of a record, [`keep_whole`] for what is asked as a whole. Board and day have theirs
//!   beside them.
//! - [`marks`] lets a change be seen and keeps the focus where it is.

mod due;
mod heard;
mod line;
pub(crate) mod marks;
pub mod notes;
mod record;
mod rows;
mod watch;
mod whole;

#[cfg(feature = "hydrate")]
mod locks;
#[cfg(feature = "hydrate")]
mod message;
#[cfg(feature = "hydrate")]
mod source;
#[cfg(feature = "hydrate")]
mod wire;

pub(crate) use due::Due;
pub(crate) use heard::{Heard, provide, use_live};
pub(crate) use line::keep_line;
pub use notes::{ChangedMeanwhile, ChangedNote, RecordGone};
pub(crate) use record::{LiveRecord, keep_record};

pub(crate) use rows::{NewRows, keep_rows};
pub(crate) use watch::{Watch, ask};
pub(crate) use whole::keep_whole;

#[cfg(test)]
mod tests;
