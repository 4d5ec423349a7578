//! A list as a board: lanes by the choices of a field, cards that are carried from lane to lane by mouse, finger,
//! keyboard and menu. Deals have theirs in [`crate::deals`], with an order inside each lane and sums.

mod bar;
pub(crate) mod brief;
mod carrier;
mod column;
mod face;
pub(crate) mod geometry;
mod keys;
mod lanes;
mod live;
mod menu;
mod more;
mod object_board;
pub mod pipelines;
mod pointer;
pub mod sheet;
mod skeleton;
mod state;
mod steps;
pub(crate) mod sums;
mod swipe;
mod whole;

#[cfg(test)]
mod tests;

pub use lanes::{Lane, Lanes, Place};
pub(crate) use live::{Follow, keep_board};
pub(crate) use object_board::ObjectBoard;
pub(crate) use object_board::new_href;
pub use skeleton::BoardSkeleton;
pub use state::{BoardState, Deeds, Nature};
pub use whole::Board;
