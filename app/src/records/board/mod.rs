//! A list as a board: lanes by the choices of a field, cards that are carried from lane to lane by mouse, finger,
//! keyboard and menu. Deals have theirs in [`crate::deals`], with an order inside each lane and sums.

pub mod bar;
pub mod board;
pub mod brief;
mod carrier;
pub mod column;
mod face;
pub mod geometry;
pub mod keys;
pub mod lanes;
mod live;
pub mod menu;
pub mod more;
pub mod object_board;
pub mod pointer;
pub mod skeleton;
pub mod state;
pub mod steps;
pub mod sums;
pub mod swipe;

#[cfg(test)]
mod tests;

pub use board::Board;
pub use lanes::{Lane, Lanes, Place};
pub(crate) use live::{Follow, keep_board};
pub use object_board::ObjectBoard;
pub(crate) use object_board::new_href;
pub use skeleton::BoardSkeleton;
pub use state::{BoardState, Deeds, Nature};
