//! Files on records. Who sees a record sees its files; who may edit it may add and remove them.

mod add;
mod kind;
mod picture;
mod sweep;
mod table;

pub use add::add;
pub use picture::{Picture, picture};
pub use sweep::sweep;
pub(crate) use table::remove_content;
pub use table::{Content, of, open, set_deleted};
pub(crate) use table::{count, is_on};

#[cfg(test)]
mod tests;
