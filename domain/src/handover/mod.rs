//! Handing over everything that a colleague owns, to one or several others, as one act that is taken back as a whole.
//!
//! - [`belongings`] says in numbers what somebody owns.
//! - [`start`] writes the hand-over and its parts into the [`journal`], gives [`things`] along that are no records, lets the
//!   colleague go where that is wished, and sets a worker off ([`work`]). All of it happens, or nothing.
//! - Each part is a deed on the records of one object (`crate::bulk`): what is refused is noted by record, and the rest goes on.

mod belongings;
mod journal;
mod start;
mod things;
mod work;

pub use belongings::belongings;
pub use start::{notes, recent, start, status, undo};
pub use work::resume_all;

#[cfg(test)]
mod tests;
