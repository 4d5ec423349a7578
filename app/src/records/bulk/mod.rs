//! Many records at once: which are chosen, what is done with them, how far that got.
//!
//! - [`Picked`] holds what is chosen in a list, [`BulkBar`] what can be done with it.
//! - A deed is begun by its dialog and shown by [`ManyHost`] while pages change, with what was passed over and why.

pub mod bar;
mod begin;
pub mod edit_drawer;
pub mod hand_over;
pub mod host;
pub mod notes;
mod picked;
mod problems;
pub mod progress;
pub mod tag_dialog;
mod told;

pub use bar::BulkBar;
pub(crate) use begin::begin;
pub use host::ManyHost;
pub(crate) use picked::Picked;
pub(crate) use problems::problems_text;
pub use progress::ManyProgress;
