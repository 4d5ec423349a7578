//! Records that are likely the same: found by what they have in common, scored, with the reasons.
//!
//! - [`find`] reads the index of likenesses, the strongest sign first, and shows groups of what the asker may see.
//! - [`score`] says how much each sign weighs.
//! - [`part`] notes that records are not the same, so that nobody is asked again.

mod find;
mod score;
mod unlike;

pub use find::find;
pub use unlike::{part, put_together};

#[cfg(test)]
mod tests;
