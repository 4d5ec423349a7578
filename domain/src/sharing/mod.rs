//! Sharing beyond what roles reach: a record or all that a filter holds, with a person, a role or a team, to see or to
//! edit, for good or as a grant that ends by itself.
//!
//! - [`give`] shares, [`end`] ends and [`take_back`] undoes that; [`ask`] asks for a grant and [`decide`] answers.
//! - [`of_record`] says who has a record by shares, [`through`] by what somebody sees one, [`grants`] lists.
//! - [`Held`] is what somebody has by shares, known before each of their questions; the conditions made of it stand
//!   in `access/shared.rs`, with what they mean.
//! - [`keep_ending`] notes what ended by itself.

mod ask;
mod check;
mod ending;
mod give;
mod given;
mod held;
mod row;
mod shown;
#[cfg(test)]
mod tests;

pub use ask::{ask, decide};
pub use ending::{end_due, keep_ending};
pub use give::{end, give, take_back};
pub(crate) use given::{Given, all_given};
pub(crate) use held::{Held, HeldQuestion, load};
pub(crate) use row::{HOLDER, SHARE};
pub use shown::{grants, of, of_record, through};
