//! Several files, or the objects of one sheet, brought in together.
//!
//! - `set_page` draws a set wherever it stands; `follower` asks how far it is.
//! - `part_row` shows one file or object with what it waits for; `part_words` says it.
//! - `acts` checks, starts and goes on; `undo` takes the whole back.

pub mod acts;
pub mod earlier_sets;
pub mod part_choice;
pub mod part_row;
pub mod set_page;
pub mod undo;

mod follower;
mod part_words;

pub use set_page::ImportSetPage;
