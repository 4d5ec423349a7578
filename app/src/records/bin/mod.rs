//! `/bin`: what was deleted and can be brought back.

mod bin_page;
mod binned;
mod rows;

pub use bin_page::BinPage;
