//! Forms that are sent to the server: once at a time, with what is wrong at its field, what is wrong with the whole above
//! the buttons, and the frames in which small forms stand.

mod dialog;
mod problems;
mod sending;

pub use dialog::{DialogForm, FormDialog, GoneDialog, Trouble};
pub use problems::Problems;
pub use sending::Sending;
