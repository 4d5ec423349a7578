//! Deals: the board with its drag and drop, and the page of one deal with its stage path.

mod board_page;
mod deal_view;

mod board;
mod board_column;
mod board_geometry;
mod board_keys;
mod board_more;
mod board_pointer;
mod board_state;
mod deal_card;
mod deal_facts;
mod freshness;
mod lost_sheet;
mod move_menu;
mod moves;
mod pipeline;
mod stage_bar;
mod stage_mark;
mod stage_move;
mod stage_path;
mod steps;
mod sums;
mod swipe;

#[cfg(test)]
mod pipeline_tests;

pub use board_page::BoardPage;
pub use deal_view::DealView;
