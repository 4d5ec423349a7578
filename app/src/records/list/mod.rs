//! The list of any object: views, filters, rows.

mod columns;
mod filter_form;
pub mod filters;
mod keys;
mod navigation;
pub mod object_list;
mod rows;
mod sentinel;
mod sort_menu;
mod states;
mod table;
mod words;

pub use filters::FilterBar;
pub use navigation::use_list_address;
pub use object_list::{ListPage, ObjectList};

pub(crate) use keys::is_letter;
pub(crate) use rows::Rows;
pub(crate) use states::MoreRows;
pub(crate) use table::RecordTable;
