//! Settings › Privacy: people who were erased, with their certificates.
//!
//! - `privacy_page` draws the page, and asks again while an erasure goes on; `erasure_row` is one of the list.
//! - `erase_dialog` asks on the page of a person, with its consequence in numbers; `words` has the words of both;
//!   `kept` asks for how long documents are kept; `allow` lets somebody be kept again; `everything` hands out what is kept of a person.
//! - `purposes` lists for what people are contacted; `purpose_dialog` changes one.

pub mod erase_dialog;
pub mod erasure_row;
pub mod everything;
pub mod privacy_page;
pub mod purpose_dialog;
pub mod purposes;

mod allow;
mod kept;
mod words;

pub use erase_dialog::EraseDialog;
pub use everything::EverythingItems;
pub use privacy_page::PrivacyPage;
