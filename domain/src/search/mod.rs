//! Finding records by words: prefixes, Chinese, pinyin and its initials, parts of phone numbers. The index
//! follows the log; what is found is asked again through the door.

mod find;
mod follower;
mod index;
mod tokens;

pub use find::{everything, matching, suggest};
pub use follower::{catch_up, follow};
