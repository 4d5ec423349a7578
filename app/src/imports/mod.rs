//! Bringing in files: choose one, match its columns, look at what would happen, run it, take it back.

pub mod check_page;
pub mod choose_file;
mod counts;
pub mod earlier;
pub mod end_page;
pub mod fields_page;
pub mod fields_row;
pub mod first_rows;
pub mod follow;
pub mod import_page;
pub mod imports_page;
pub mod note_groups;
mod note_text;
mod plan;
pub mod progress_page;
mod run_stats;
pub mod same_record;
pub mod steps;
mod trouble;
pub mod undo;
mod upload;

pub use import_page::ImportPage;
pub use imports_page::ImportsPage;
pub use trouble::trouble_text;
