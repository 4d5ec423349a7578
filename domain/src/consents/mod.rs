//! For what and by which channel people may be contacted, and the proof of it.
//!
//! - `purposes` are made by administrators: a name, what people are told, on what it rests, by which channels. Every
//!   version of the wording is kept; a purpose that is not used any more is retired and stays.
//! - `person` tells how it stands with somebody, with the whole history, records what they say, and answers
//!   [`may_contact`]; `record` checks and writes. What was recorded is never changed, only followed.
//! - `state` is what follows from a history: the last word counts.
//! - `joining` lets the stricter word count where records of people become one.
//! - `erasing` keeps of who is erased only that they had said no, by a keyed hash of address and number.
//! - `table` keeps the rows; `filter` asks them for lists.

mod erasing;
mod filter;
mod joining;
mod person;
mod purposes;
mod record;
mod state;
mod table;
#[cfg(test)]
mod tests;

pub(crate) use erasing::{Withdrawn, beside, erase, said_no};
pub(crate) use filter::condition;
pub(crate) use joining::{join, part};
pub(crate) use person::is_proof;
pub use person::{may_contact, of};
pub use purposes::{purposes, retire, save};
pub use record::record;
