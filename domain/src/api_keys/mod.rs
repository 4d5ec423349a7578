//! Keys by which programs ask in a user's name: made and ended by people, shown once, kept as hashes.
//!
//! A key is 256 random bits, so a plain SHA-256 hides it: there is nothing to guess, and a slow hash would only
//! make every question of a program slow.

mod keys;
mod pass;
mod requests;
mod scopes;

pub use keys::{add, all, end};
pub(crate) use keys::{end_all, living};
pub use pass::{Pass, open};
pub(crate) use requests::advance;
pub use requests::{Answer, Begun, Claim, begin, finish, release, sweep};
pub use scopes::Scopes;

#[cfg(test)]
mod tests;
