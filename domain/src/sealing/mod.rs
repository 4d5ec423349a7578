//! Values of sensitive fields: sealed in the database, masked on screen, found by equality alone.
//!
//! - [`Keyring`] holds the keys, read from a file or the environment ([`Source`]).
//! - `seal` seals and opens one text with AES-256-GCM. A sealed text belongs to one field of one record: moved
//!   anywhere else it does not open.
//! - `blind` makes the index by which equal values are found without being read.
//! - `values` seals what is written and opens what is read, so that the rest of the house sees [`contract::Sealed`].
//! - [`unmask`] shows one value to one person, and notes it in the log.
//! - `work` seals, opens and seals anew what is stored, in journalled batches; `history` does it in the log.
//! - `secrets` seals what the house itself keeps secret in the same way.
//! - [`rotate`] and [`status`] are for whoever keeps the keys.

mod blind;
mod counts;
mod history;
mod inventory;
mod journal;
mod keyring;
mod keys;
mod mask;
mod rotate;
mod seal;
mod secrets;
mod unmask;
mod values;
mod work;

pub use counts::{FieldCount, KeyCount, Status, status};
pub use keyring::{Keyring, Source};
pub use rotate::{Rotation, rotate};
pub use unmask::{unmask, unmask_all};
pub use work::{catch_up, keep_on, progress};

pub(crate) use history::{from_journal, from_log};
pub(crate) use inventory::note_key;
pub(crate) use journal::{Deed, at_work, order};
pub(crate) use keys::Keys;
pub(crate) use rotate::open;
pub(crate) use secrets::{KeyMissing, MAIL_PASSWORD, Secret, open_secret, seal_secret};
pub(crate) use values::{blind, is_echo, read_text, seal_all};

#[cfg(test)]
mod tests;
