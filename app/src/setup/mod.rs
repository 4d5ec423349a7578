//! The first start: language, organisation and administrator, and what to begin with.

pub mod begin_step;
pub mod closed;
pub mod language_step;
pub mod organisation_step;
pub mod setup_page;
pub mod steps;

pub use setup_page::SetupPage;
