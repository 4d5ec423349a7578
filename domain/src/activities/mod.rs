//! Activities: the working day, the quick log, and what customers and deals keep of them.

mod day;
mod log;
mod pulse;

use contract::Record;

pub use day::today;
pub use log::{log, reschedule, set_done};
pub use pulse::follow;
pub(crate) use pulse::refresh;

/// The states of an activity that is still to be done.
pub const OPEN: [&str; 2] = ["open", "in_progress"];

/// The kinds of activity in which somebody was spoken or written to.
pub const CONTACT_KINDS: [&str; 5] = ["call", "visit", "meeting", "wechat", "mail"];

/// Whether an activity was a contact with the customer.
#[must_use]
pub fn is_contact(activity: &Record) -> bool {
    activity.text("status") == "done" && CONTACT_KINDS.contains(&activity.text("kind"))
}
