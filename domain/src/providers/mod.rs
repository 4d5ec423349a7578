//! Signing in through providers of OpenID Connect, see docs/sign-in.md.
//!
//! - `setup` is what administrators set, `table` keeps it and who is linked with whom;
//! - `asking` sends a browser to a provider: what is asked goes out, what judges the answer stays in the session;
//! - `taking` judges the answer, `proof` the token in it, `more` asks what it left out, `people` says who that is here;
//! - `own` keeps a person's links, `telling` writes to them, `found` reads what a provider says of itself, `fetch` asks it through the guard of
//!   `outgoing`.

mod asking;
mod fetch;
mod found;
mod more;
mod own;
mod people;
mod proof;
mod setup;
mod table;
mod taking;
mod telling;

pub use asking::{Kept, Question, Use, ask};
pub(crate) use found::Known;
pub use own::{own, remove};
pub use setup::{all, forget, save, try_out};
pub use table::offers;
pub(crate) use table::{linked_people, opening};
pub use taking::{Back, Came, take};

#[cfg(test)]
mod tests;
