//! `/bin`: what was deleted and can be brought back.

pub mod bin_page;
pub mod binned;
pub mod rows;

pub use bin_page::BinPage;
