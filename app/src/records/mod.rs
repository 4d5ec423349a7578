//! Records of any object: lists, pages, forms. Everything is drawn from the description of the object.

mod address;
mod bin;
pub(crate) mod board;
pub(crate) mod bulk;
mod calendar;
pub mod cells;
pub mod derived;
pub mod duplicates;
pub mod filter;
pub mod form;
mod hand_over;
pub mod inputs;
pub mod lines;
pub mod list;
mod marks;
mod masked;
pub mod merge;
pub mod page;
mod params;
mod shown;
mod typed;
mod views;
pub mod who;

pub use bin::BinPage;
pub use bulk::{ManyHost, ManyProgress};
pub use cells::FieldCell;
pub use duplicates::DuplicatesPage;
pub use form::{Conflict, ConflictDialog, Draft, DraftField, RecordDrawer, RecordForm, Saving};
pub use inputs::{FieldInput, RelationPicker, TagsInput};
pub use list::{FilterBar, ListPage, ObjectList, use_list_address};
pub use marks::record_address;
pub use merge::MergePage;
pub use page::{
    NextStepFact, NotHere, OpenRecord, RecordDetails, RecordFacts, RecordHead, RecordMenu,
    RecordPage, RecordRail, RecordShell, RecordTabs, RecordTimeline, use_open_record,
    use_record_id,
};
pub use params::Params;
pub(crate) use params::escape;
pub use shown::value_text;

pub use address::ListAddress;
pub(crate) use marks::inside;
pub(crate) use page::lasting;
