//! Sharing of records and filters, and grants that end by themselves.

pub mod ask;
pub mod countdown;
pub mod drawer;
pub mod ends;
pub mod form;
pub mod grants;
pub mod line;
pub mod note;

pub use ask::AskAccess;
pub(crate) use ask::asking_address;
pub use countdown::Countdown;
pub use drawer::ShareDrawer;
pub use grants::GrantsPage;
pub use note::SharedNote;
