//! Signing in, and the sessions that it opens.

mod own;
mod sign_in;
mod table;
pub(crate) mod throttle;

pub(crate) use own::end_all;
pub use own::{end, of};
pub use sign_in::{Client, sign_in};
pub use table::{IDLE, Kept, Session, create, delete, is_open, key, load, save, sweep};

#[cfg(test)]
mod tests;
