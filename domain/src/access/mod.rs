//! The one door: no record is read or written except through here.
//!
//! - [`Actor`] says who asks; only signing in makes one, or [`Actor::system`] with a reason.
//! - [`policy`] says what each role may do, and how far it reaches.
//! - [`Visible`] is a question to one object that already holds the condition of what its asker may see.
//! - [`Granted`] is one record with the proof that its asker may do something with it.
//! - [`Write`] is a transaction in which rows change and every change is an event.
//! - [`HouseDoor`] is the second door, to the house's own tables (sessions, users' secrets, imports, settings).

mod above;
mod actor;
mod bin;
mod counts;
mod door;
mod granted;
mod holders;
mod house;
mod likenesses;
mod money;
mod persons;
pub mod policy;
mod row;
mod scope;
mod shared;
mod sides;
mod spared;
mod together;
mod visible;
mod ways;
mod weights;
mod why;
mod write;

pub(crate) use above::way_up;
pub use actor::{Actor, Origin};
pub(crate) use bin::deleters_of;
pub use door::Door;
pub use granted::Granted;
pub(crate) use holders::holders;
pub use house::HouseDoor;
pub(crate) use persons::{merged_into, pointing, whole};
pub(crate) use row::{bind, columns, millionths, read_record};
pub(crate) use shared::{alive, of_question};
pub use visible::{Order, Visible};
pub(crate) use weights::Weights;
pub(crate) use why::{Somebody, Standing, standing};
pub use write::{NewRecord, Write};

pub(crate) use likenesses::{
    Repeated, alike, few_lengths, first_alike, likenesses_of, names_of, repeated,
};
pub(crate) use sides::{is_taken, owners_of, several_of, tags_like};
pub(crate) use write::{
    By, CONFIGURATION, LOG_CHANNEL, LaidOut, Moved, Noted, Stored, configuration_id, insert_rows,
    is_plain, note_insert, word,
};

#[cfg(test)]
mod tests;
