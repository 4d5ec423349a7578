//! `/audit`: the log of what happened, for those who may read it.
//!
//! - `audit_page` reads the question from the address and shows the state of the chain; `question` is the form;
//!   `line` one event with what changed; `words` says what events are called.

pub mod audit_page;
pub mod chain;
pub mod line;
pub mod question;

mod words;

pub use audit_page::AuditPage;
pub(crate) use audit_page::log_address;
