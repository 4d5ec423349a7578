//! The list of any object: views, filters, rows.

mod cell_editor;
mod cell_focus;
mod chunk;
mod column_panel;
mod columns;
mod display_panel;
mod editing;
mod filters;
mod gestures;
mod grip;
mod group_label;
mod grouped;
mod head;
mod keys;
mod list_menu;
mod list_page;
pub(crate) mod listing;
mod navigation;
mod new_drawer;
mod object_list;
mod panel;
mod row;
mod rows;
mod sentinel;
mod shape;
mod sort_menu;
mod states;
mod table;
mod table_body;
mod tools;
mod view_bar;

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
