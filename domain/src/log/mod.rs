//! Following the log of changes: each follower reads it by a cursor of its own and does what follows from a change,
//! at least once. See `docs/decisions/0001-the-one-door.md`.

mod follower;
mod heard;

pub(crate) use follower::{Follower, begin_at, catch_up, follow, is_past, step};
pub(crate) use heard::{Cursor, Heard, end, next};
