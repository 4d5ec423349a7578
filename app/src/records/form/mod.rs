//! Making and changing records: a generic form by the sections of the description.

pub mod conflict;
mod defaults;
mod draft;
pub mod drawer;
mod saving;
pub mod sections;
mod twins;

pub use conflict::ConflictDialog;
pub use draft::{Draft, DraftField};
pub use drawer::RecordDrawer;
pub use saving::{Conflict, Saving};
pub use sections::RecordForm;
