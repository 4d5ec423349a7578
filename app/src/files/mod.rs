//! Files on records: sending, looking at, fetching, removing.

pub mod panel;
mod rows;
mod shelf;
mod upload;

pub use panel::FilesPanel;
pub(crate) use panel::largest;
pub(crate) use upload::{Progress, Upload};
