//! Sharing beyond what roles reach: a record or all that a filter holds, with a person, a role or a team, to see or to
//! edit, for good or as a grant that ends by itself.
//!
//! - [`give`] shares, [`end`] ends and [`take_back`] undoes that; [`ask`] asks for a grant and [`decide`] answers.
//! - [`of_record`] says who has a record by shares, [`through`] by what somebody sees one, [`grants`] lists.
//! - [`Held`] is what somebody has by shares, known before each of their questions; the conditions made of it stand
//!   in `access/shared.rs`, with what they mean.
//! - [`tell_due`] writes the letters about requests; `many` is what a deed on many records shares and takes back.
//! - [`keep_ending`] notes what ended by itself; `merged` lets shares follow records that become one.

mod ask;
mod check;
mod ending;
mod give;
mod given;
mod held;
mod letters;
mod many;
mod merged;
mod row;
mod shown;
#[cfg(test)]
mod tests;

pub use ask::{ask, decide};
pub use ending::{end_due, keep_ending};
pub use give::{end, give, take_back};
pub(crate) use given::{Given, all_given};
pub(crate) use held::{Held, HeldQuestion, load};
pub use letters::tell_due;
pub(crate) use many::{check_many, give_many, take_back_many, too_late};
pub(crate) use merged::{Followed, bind, follow, may_follow, part};
pub(crate) use row::{HOLDER, SHARE};
pub use shown::{grants, of, of_record, through};
