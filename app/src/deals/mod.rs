//! Deals: the board with its drag and drop, and the page of one deal with its stage path.

pub mod board_page;
pub mod deal_view;

pub mod board;
pub mod board_column;
pub mod board_geometry;
pub mod board_keys;
pub mod board_more;
pub mod board_pointer;
pub mod board_state;
pub mod board_states;
pub mod brief;
pub mod deal_card;
pub mod deal_facts;
pub mod freshness;
pub mod lost_sheet;
pub mod move_menu;
pub mod moves;
pub mod pipeline;
pub mod stage_bar;
pub mod stage_mark;
pub mod stage_move;
pub mod stage_path;
pub mod steps;
pub mod sums;
pub mod swipe;
pub mod trip;

#[cfg(test)]
mod pipeline_tests;

pub use board_page::BoardPage;
pub use deal_view::DealView;

/// The address of all deals.
pub const PATH: &str = "/deals";
