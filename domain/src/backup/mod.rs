//! Backups: everything of an installation in one file, and back again. docs/backups.md describes the file.
//!
//! - `plan` says where to, with which keys and how many; `place` is a folder or a bucket, `name` what a file is called, `seal`
//!   the encryption.
//! - `database` copies a database while others write, and brings a copy back; `pack` and `unpack` write and read the file,
//!   whose `manifest` comes last, so that a file that was cut off is none.
//! - [`make`] makes one, `trial` tries it out in a temporary place, `journal` notes both, `schedule` does so every day, and
//!   `keep` says which are old enough to go.
//! - `unread` says what keys are missing. [`restore`] brings one back: it verifies first, prepares beside what is there, and exchanges both at the end
//!   (`exchange`), or not at all.

mod database;
mod exchange;
mod journal;
mod keep;
mod make;
mod manifest;
mod name;
mod pack;
mod place;
mod plan;
mod postgres;
mod restore;
mod schedule;
mod seal;
mod shown;
mod state;
mod told;
mod trial;
mod unpack;
mod unread;

pub use exchange::recover;
pub use make::{begin, make};
pub use manifest::Manifest;
pub use name::{BackupFile, Maker};
pub use place::{Place, Reading};
pub use plan::{HOUR, Plan};
pub use restore::{Existing, Source, note_restored, restore};
pub use schedule::keep_making;
pub use seal::Keys;
pub use shown::{ask_restore, download, preview, shown};
pub use state::{State, arrange, plan, restore_asked};
pub use trial::{Tested, verify};

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_hostile;
#[cfg(test)]
mod tests_places;
