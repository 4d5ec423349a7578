//! The arrangement of forms, record pages and lists of an object, by dragging, keys or menus.
//!
//! - `plan` is what is arranged, without any page; `editor` what the page knows of it, with undo and redo.
//! - `palette`, `canvas` and `properties` are its three columns; `carrying` says what may go where.

pub mod bar;
pub mod canvas;
pub mod canvas_lists;
pub mod field_side;
pub mod layout_page;
pub mod layout_side;
pub mod move_menu;
pub mod palette;
pub mod preview;
pub mod properties;
pub mod section_card;
pub mod section_side;
pub mod tile;

mod arrange;
mod carrying;
mod editor;
mod history;
mod kept;
mod plan;
mod publish;

pub use layout_page::LayoutPage;
