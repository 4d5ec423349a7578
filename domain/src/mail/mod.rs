//! Mail out: an outbox in the database, and the work that empties it.
//!
//! - [`queue`] writes a [`Letter`] into the outbox, in the transaction of the deed that causes it. Whoever must not
//!   go on without mail asks [`must_be_set_up`] first.
//! - `words` says what the letters say in each language, `paper` makes text and HTML of it.
//! - `work` takes what is due by a lease, sends it (`smtp`) and notes how it went; a mail whose sender died is sent
//!   again under the same `Message-ID`.
//! - [`save`] and [`send_test`] set it up; [`list`], [`cancel`] and [`send_again`] are what administrators see and do.

mod access_words;
mod deeds;
mod key_words;
mod letter;
mod paper;
mod setup;
mod smtp;
mod table;
mod words;
mod work;

pub use deeds::{cancel, list, queue, save, send_again, send_test, standing};
pub use letter::{Letter, PasskeyNews, Posted, Template};
pub(crate) use setup::{Configuration, site};
pub use setup::{Configured, Secret, must_be_set_up};
pub use table::sweep;
pub use work::send_all;

#[cfg(test)]
mod double;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
