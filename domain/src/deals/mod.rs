//! The pipeline: the board, moving deals, and what they sum up to.

mod board;
mod place;
mod rank;
mod stays;
mod sums;

pub use board::{board, column};
pub use place::move_to;
pub use stays::stays;
pub(crate) use sums::standing;

#[cfg(test)]
mod pipeline_tests;
#[cfg(test)]
mod tests;
