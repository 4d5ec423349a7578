//! Files on records. Who sees a record sees its files; who may edit it may add and remove them.

mod add;
mod kind;
mod table;

pub use add::add;
pub(crate) use table::count;
pub use table::{Content, of, open, set_deleted};

#[cfg(test)]
mod tests;
