//! The second factor: codes of an app (RFC 6238), and recovery codes for the day on which the app is lost.
//!
//! - `totp` reckons codes, `square` draws the secret for an app's camera;
//! - `app` keeps a person's secret: it counts once a first code proved it;
//! - `recovery` keeps ten codes of which each opens once;
//! - `rules` says of whom the organisation asks for codes.

mod app;
mod recovery;
mod rules;
mod square;
mod totp;

pub use app::{begin, end, info, prove, reset};
pub(crate) use app::{begin_for, is_code, is_on, prove_for};
pub use recovery::anew;
pub(crate) use rules::{has_second_proof, is_required};
pub use rules::{rules, save_rules};
pub use totp::code;

#[cfg(test)]
mod tests;
