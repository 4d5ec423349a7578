//! Problems of a form, each at its field.

pub use crate::ui::Problems;
