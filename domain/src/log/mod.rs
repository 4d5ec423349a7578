//! Following the log of changes: each follower reads it by a cursor of its own and does what follows from a change,
//! at least once. See `docs/decisions/0001-the-one-door.md`. What happens beside the records is noted in it, too.

mod counts;
mod follower;
mod heard;
mod note;

pub use note::Call;

pub(crate) use counts::{Counts, note_counts};
pub(crate) use follower::{Follower, begin_at, catch_up, follow, is_past, stand_at, stands, step};
pub(crate) use heard::{Cursor, Heard, SETTLED, end, next};
pub(crate) use note::{Note, note, note_at_door, note_calls, note_within};
