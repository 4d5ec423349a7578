//! Deals: the board with its drag and drop, and the page of one deal with its stage path.

pub mod board_page;
pub mod deal_view;

pub mod deal_card;
pub mod deal_facts;
pub mod freshness;
pub mod lost_sheet;
pub mod moves;
pub mod pipeline;
pub mod stage_move;
pub mod stage_path;
pub mod stages;
pub mod trip;

pub use board_page::BoardPage;
pub use deal_view::DealView;
