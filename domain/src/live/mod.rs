//! What changes, told to whoever has it on the screen, within a second. See `docs/decisions/0009-live.md`.
//!
//! - [`follow`] reads the end of the log by a cursor of this process alone: every node tells those who listen to it.
//! - [`Batch`](batch::Batch) is what was read at once, with what relates to it ([`touched`]).
//! - [`Hub`] passes batches on and keeps the latest, for those who come back after a while.
//! - [`subscribe`] gives a person a [`Subscription`]: of each batch what they may see.

mod batch;
mod cursor;
mod ear;
mod follower;
mod hub;
mod subscription;
mod touched;

pub use cursor::Cursor;
pub use follower::follow;
pub use hub::Hub;
pub use subscription::{Subscription, Told, subscribe};

#[cfg(test)]
mod tests;
