//! Many records at once: which are chosen, what is done with them, how far that got.
//!
//! - [`Picked`] holds what is chosen in a list, [`BulkBar`] what can be done with it.
//! - A deed is begun by its dialog and shown by [`ManyHost`] while pages change, with what was passed over and why.

mod bar;
mod begin;
mod edit_drawer;
mod hand_over;
mod host;
mod notes;
mod picked;
mod problems;
mod progress;
mod share_many;
mod tag_dialog;
mod told;

pub(crate) use bar::BulkBar;
pub(crate) use begin::begin;
pub use host::ManyHost;
pub(crate) use notes::{MoreNotes, NoteLines};
pub(crate) use picked::Picked;
pub(crate) use problems::problems_text;
pub use progress::ManyProgress;
