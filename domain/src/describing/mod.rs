//! What administrators describe: their own objects and fields, and changes of those that come with the product.
//!
//! - [`merge`] puts what is described together with what comes with the product.
//! - [`add_object`], [`change_object`], [`put_away`] and [`bring_back`] are deeds on objects.
//! - [`save_field`] and its kin are deeds on fields: the column is made in the same transaction.
//! - [`write_file`], [`compare`] and [`apply`] carry the whole configuration to another installation.
//! - `check` says what is wrong with a field before it is there, `usage` how much there is of it.

mod check;
mod differences;
mod fields;
mod file;
mod keys;
mod merge;
mod objects;
mod pipelines;
mod sensitive;
mod store;
mod usage;

pub use fields::{bring_field_back, put_field_away, save_field};
pub use file::{apply, compare, write_file};
pub use merge::{Described, merge};
pub use objects::{add_object, bring_back, change_object, put_away};
pub use pipelines::add_pipeline;
pub(crate) use store::load;
pub use usage::{choices_in_use, field, fields, objects};

#[cfg(test)]
mod file_tests;
#[cfg(test)]
mod tests;
