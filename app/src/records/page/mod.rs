//! The page of one record: what counts at the top, what happened below, what belongs to it beside.

mod asked_for;
mod composer;
mod contact_facts;
mod detail_row;
pub mod details;
mod entry;
pub mod facts;
pub mod head;
pub mod menu;
pub mod next_step;
pub mod not_here;
mod open;
pub mod rail;
pub mod record_page;
mod related;
pub mod shell;
pub mod sums;
mod tab;
pub mod tabs;
pub mod timeline;
mod undo;

pub use details::RecordDetails;
pub use facts::{OwnFact, RecordFacts};
pub use head::RecordHead;
pub use menu::RecordMenu;
pub use next_step::NextStepFact;
pub use not_here::NotHere;
pub(crate) use open::PointingList;
pub use open::{OpenRecord, use_open_record};
pub use rail::RecordRail;
pub use record_page::{RecordPage, use_record_id};
pub use shell::RecordShell;
pub(crate) use tab::Tab;
pub use tabs::RecordTabs;
pub use timeline::RecordTimeline;
pub(crate) use undo::lasting;
