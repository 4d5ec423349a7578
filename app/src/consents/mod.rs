//! What people say to being contacted, on the page of their record.
//!
//! - `panel` is the part of the page: how it stands, and the history; `entry` is a line of that.
//! - `record_dialog` records what somebody said, with its `form`.
//! - `words` has the words of purposes, channels and states, also for settings and filters.

pub mod entry;
pub mod panel;
pub mod record_dialog;

mod form;
pub(crate) mod words;

pub use panel::ConsentPanel;
