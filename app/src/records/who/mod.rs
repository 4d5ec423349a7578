//! Who sees a record, field by field, and through what.

pub mod cause;
pub mod drawer;
pub mod fields;
pub mod item;
pub mod person;

pub use drawer::WhoDrawer;
pub use item::{WhoHost, WhoItem};
