//! A person is forgotten everywhere, and stays forgotten when a backup comes back.
//!
//! - [`person`] hands out everything that is kept of somebody; `beside` reads for it what stands beside records.
//! - `subject` says which records are the person, and by which words and addresses texts name them.
//! - [`preview`] tells in numbers what an erasure would do; [`begin`] orders one.
//! - `work` does it step by step (`related`, `sides`, `rows`), each a transaction with the place it came to, so that it goes
//!   on after a crash; `events` destroys what the log says.
//! - `things` removes records for good that are nobody, as rules of retention do.
//! - `mentions` are texts beside records that name somebody: views, plans, shares, letters, and the configuration.
//! - `forgotten` holds up whoever was erased and would come in again, until an administrator [`allow`]s it.
//! - `table` keeps what was erased, `ledger` the same in a file beside the data, out of reach of a restore, after which
//!   [`replay`] does it again.
//! - [`certificate`] says what was done, signed by the key of `signing`; `paper` writes it as PDF, `identifier` lets the person
//!   find themselves in it, and [`verify`] tells whether it is genuine.

mod beside;
mod certificate;
mod erase;
mod events;
mod forgotten;
mod identifier;
mod ledger;
mod mentions;
mod paper;
mod person;
mod preview;
mod related;
mod rows;
mod sides;
mod signing;
mod subject;
mod table;
#[cfg(test)]
mod tests;
mod things;
mod work;

pub use certificate::{Certificate, Fault, Form, Statement, Verified, certificate, verify};
pub(crate) use erase::order_by_rule;
pub use erase::{begin, erasures, one};
pub use forgotten::allow;
pub(crate) use forgotten::{Forgotten, held_up};
pub use identifier::Identifier;
pub use ledger::replay;
pub use person::{PersonForm, person};
pub use preview::preview;
pub(crate) use related::{DATED, until};
pub use signing::{PublicKey, public_key};
pub(crate) use subject::{Subject, people};
pub(crate) use table::erased_in;
pub(crate) use things::{empty, remove};
pub use work::{catch_up, keep_on};
