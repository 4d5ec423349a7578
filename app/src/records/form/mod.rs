//! Making and changing records: a generic form by the sections of the description.

mod asking;
pub mod conflict;
mod defaults;
mod draft;
mod draft_field;
pub mod drawer;
pub(crate) mod judge;
mod saving;
pub mod sections;
mod twins;
mod within;

pub use conflict::ConflictDialog;
pub(crate) use defaults::defaults;
pub use draft::Draft;
pub use draft_field::DraftField;
pub use drawer::RecordDrawer;
pub(crate) use drawer::Troubles;
pub(crate) use judge::{Judge, use_judge};
pub use saving::{Conflict, Saving};
pub use sections::RecordForm;

#[cfg(test)]
mod tests;
