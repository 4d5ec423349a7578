//! Settings › Configuration: the description of the organisation as one file, compared and applied as a whole.
//!
//! - `configuration_page` offers the file and takes one; `choose_file` reads it, `comparing` asks what it would do.
//! - `differences` shows that by object, `difference` one of them with its lines; `apply` does it.

pub mod apply;
pub mod choose_file;
pub mod configuration_page;
pub mod difference;
pub mod differences;
pub mod download;

mod comparing;
mod counts;
mod lines;
mod places;

pub use configuration_page::ConfigurationPage;
