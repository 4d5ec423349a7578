//! Records of any object, by its description: lists, one record, changes, likenesses, timeline.

mod bin;
mod calendar;
mod change;
mod fill;
mod filters;
mod found;
mod groups;
mod lanes;
mod list;
mod order;
mod page;
mod pipelines;
mod rules;
mod some;
mod sums;
mod tags;
mod timeline;
mod twins;
mod undo;

pub(crate) use bin::binned;
pub use bin::{bin, bin_counts};
pub use calendar::calendar;
pub(crate) use change::{
    apply, handed_over, insert, may_go, put_away, read, set, with_several, write,
};
pub use change::{create, delete, restore, update};
pub(crate) use fill::titles_of;
pub use fill::{fill, titles};
pub use filters::{condition, condition_of};
pub use lanes::{board_lanes, lanes};
pub(crate) use list::matching;
pub use list::{Counting, count, count_all, list, list_fields, list_of, totals};
pub use page::{page, related};
pub(crate) use pipelines::{add_asked, of_pipeline};
pub(crate) use rules::taken;
pub use rules::{EXTERNAL_ID, Origin, may_set, phone_problem, prepare};
pub use some::some;
pub use tags::tags_like;
pub use timeline::timeline;
pub use twins::twins;
pub(crate) use undo::{Kept, take_back};

#[cfg(test)]
mod hostile;
#[cfg(test)]
mod tests;
