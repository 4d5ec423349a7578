//! Finding records by words: prefixes, Chinese, pinyin and its initials, parts of phone numbers. The index
//! follows the log; what is found is asked again through the door.
//!
//! - [`everything`] looks through all objects at once; words that find nothing fall back to words that are near them.
//! - [`suggest`] looks through one object; a [`Finding`] narrows a list, and is its order where none was chosen.
//! - [`follow`] keeps the index, also where an administrator says that other fields are searched.
//! - [`shelf`] holds what somebody opened last, and what they marked.

mod anew;
mod docs;
mod everything;
mod find;
mod finding;
mod follower;
mod forget;
mod index;
mod near;
mod newest;
mod rank;
mod shelf;
mod sounds;
mod texts;
mod tokens;

#[cfg(test)]
mod tests;

pub(crate) use docs::Doc;
pub use everything::everything;
pub use find::suggest;
pub(crate) use finding::Finding;
pub(crate) use follower::document;
pub use follower::{catch_up, follow};
pub(crate) use forget::forget;
pub(crate) use near::rests;
pub use shelf::{is_starred, note_opened, opened, shelf, star};
pub use sounds::sounds;
