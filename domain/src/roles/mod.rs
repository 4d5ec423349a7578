//! Roles: what comes with the product, what administrators made of it, and who has which.
//!
//! - [`Roles`] is what is cached of them, and answers how far a right reaches for somebody who has several.
//! - [`sight_of`] says what somebody sees, and by what.
//! - [`all`], [`save`], [`copy`], [`remove`] and [`members`] are the deeds of administrators.

mod deeds;
mod known;
mod sight;
mod store;

pub use deeds::{all, copy, remove, save, with_members};
pub use known::Roles;
pub use sight::sight_of;
pub use store::members;
pub(crate) use store::{MORE, administrators, more, more_of};

#[cfg(test)]
mod tests;
