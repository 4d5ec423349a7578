//! Settings › Retention: rules by which records go by themselves, and what they did.
//!
//! - `retention_page` draws the page, and asks again while something goes on; `standing` is what its parts share.
//! - `rule_row` is one rule, `rule_dialog` changes one (`typed` holds what is typed), `erase_dialog` asks before a rule
//!   erases now.
//! - `run_row` is one run, `notes` why it passed records over; `words` has the words of all of them.

pub mod erase_dialog;
pub mod notes;
pub mod retention_page;
pub mod rule_dialog;
pub mod rule_row;
pub mod run_row;
pub mod standing;

mod typed;
mod words;

pub use retention_page::RetentionPage;
