//! The filter of a list: chips that say it, and the builder that makes it.

pub mod builder;
pub mod chips;
pub mod consents;
pub mod counting;
pub mod group;
pub mod many;
pub mod rule;
pub mod value;
pub mod when;

mod days;
mod draft;
mod names;
mod picking;
mod said;
mod sentences;
mod told;
mod ways;
mod words;

pub use builder::{Builder, Building};
pub(crate) use chips::ToldElsewhere;
pub use chips::{Chips, Conditions};
pub(crate) use sentences::sentences;

pub(crate) use words::{comparison, operator_text, span_text, value_text};
