//! Several records become one.
//!
//! - `merge_page` puts records side by side, `field_choice` chooses in one field; `plan` keeps the choices and
//!   `merging` sends them.
//! - `merge_with` finds the other record, from the menu of the first.
//! - `merged_note` says on a record's page what became part of it; `moved` leads old addresses there.

pub mod field_choice;
pub mod merge_page;
pub mod merge_with;
pub mod merged_note;
pub mod moved;
pub mod sides;
pub mod summary;

mod merging;
mod plan;

pub use merge_page::MergePage;
pub use merge_with::MergeWith;
pub use merged_note::MergedNote;
pub use moved::Moved;

use uuid::Uuid;

/// Where records of an object are put side by side.
pub(crate) fn merge_address(object: &str, ids: &[Uuid]) -> String {
    let ids: Vec<String> = ids.iter().map(Uuid::to_string).collect();
    format!("/merge/{object}?ids={}", ids.join(","))
}
