//! Signing in, and the sessions that it opens.

mod own;
mod places;
mod sign_in;
mod table;
pub(crate) mod throttle;

pub(crate) use own::end_all;
pub use own::{end, end_others, leave, of};
pub use places::{arrive, notices_seen};
pub(crate) use sign_in::knock;
pub use sign_in::{
    Client, Knock, Missing, begin_app, prove_again, second_proof, sign_in, take_code,
    take_first_code,
};
pub use table::{IDLE, Kept, Session, create, delete, is_open, key, load, save, sweep};

#[cfg(test)]
mod lasting_tests;
#[cfg(test)]
mod tests;
