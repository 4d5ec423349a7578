//! Records of any object, by its description: lists, one record, changes, likenesses, timeline.

mod change;
mod fill;
mod filters;
mod list;
mod page;
mod rules;
mod tags;
mod timeline;
mod twins;

pub use change::{create, delete, restore, update};
pub(crate) use change::{insert, read, set, write};
pub use fill::fill;
pub(crate) use fill::titles_of;
pub use filters::condition;
pub(crate) use list::matching;
pub use list::{list, list_fields};
pub use page::page;
pub use rules::{Origin, phone_problem, prepare};
pub use tags::tags_like;
pub use timeline::timeline;
pub use twins::twins;

#[cfg(test)]
mod tests;
