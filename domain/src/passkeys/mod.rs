//! Passkeys: keys of people's devices that open the house without a password, see docs/decisions/0011-passkeys.md.
//!
//! - `place` says whether they can be used where a browser stands, and makes the relying party;
//! - `asking` puts questions to browsers: what is asked goes out, what is needed to judge the answer stays in the session;
//! - `adding` takes a new one, `taking` one that is shown, `own` keeps a person's list;
//! - `table` keeps them, `telling` writes to their person when they change.

mod adding;
mod asking;
mod own;
mod place;
mod table;
mod taking;
mod telling;

pub use adding::{add, begin};
pub use asking::{Kept, Question, ask_anybody, ask_person};
pub use own::{of_user, own, remove, remove_all, remove_of, rename};
pub(crate) use place::{Configuration, base};
pub use place::{Place, offer_to, offer_to_anybody};
pub(crate) use table::{has_any, holders};
pub use taking::take;

#[cfg(test)]
mod tests;
