//! `/duplicates/:object`: records that are likely the same, with what speaks for it.
//!
//! - `duplicates_page` shows them page by page, `group` is one of them with what can be done; `reasons` says why.

pub mod duplicates_page;
pub mod group;
pub mod group_row;

mod reasons;

pub use duplicates_page::DuplicatesPage;
