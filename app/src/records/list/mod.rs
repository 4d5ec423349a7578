//! The list of any object: views, filters, rows.

pub mod chunk;
pub mod column_panel;
mod columns;
pub mod display_panel;
pub mod editing;
pub mod filters;
mod gestures;
pub mod grip;
mod group_label;
pub mod grouped;
pub mod head;
mod keys;
pub mod list_menu;
pub mod list_page;
pub(crate) mod listing;
mod navigation;
pub mod new_drawer;
pub mod object_list;
pub mod panel;
mod row;
mod rows;
mod sentinel;
mod shape;
pub mod sort_menu;
mod states;
pub mod table;
pub mod table_body;
pub mod tools;
pub mod view_bar;

pub use filters::FilterBar;
pub use list_page::ListPage;
pub use navigation::use_list_address;
pub use object_list::{ObjectList, OwnBoard};

pub(crate) use super::filter::{comparison, operator_text, span_text, value_text as filter_text};
pub(crate) use columns::columns;
pub(crate) use grouped::all_of;
pub(crate) use keys::is_letter;
pub(crate) use listing::Listing;
pub(crate) use navigation::Showing;
pub(crate) use rows::Rows;
pub(crate) use states::{ListFailed, MoreRows};
pub(crate) use table::RecordTable;
pub(crate) use table_body::{NothingThere, count_text};
