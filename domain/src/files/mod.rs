//! Files on records. Who sees a record sees its files; who may edit it may add and remove them.

mod add;
mod kind;
mod sweep;
mod table;

pub use add::add;
pub use sweep::sweep;
pub use table::{Content, of, open, set_deleted};
pub(crate) use table::{count, is_on, remove_content};

#[cfg(test)]
mod tests;
