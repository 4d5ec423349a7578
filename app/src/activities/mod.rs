//! The working day: what is due today, and the quick log.

pub mod log_drawer;
pub mod today_page;

pub mod day_card;
mod day_live;
pub mod day_row;
pub mod day_state;
pub mod day_tiles;
pub mod hint;
pub mod hint_day;
pub mod log_about;
pub mod log_draft;
pub mod log_form;
pub mod log_sender;
pub mod log_step;
pub mod log_store;
pub mod put_off;
pub mod silent;
pub mod when;

pub(crate) use day_state::DayState;
pub(crate) use log_draft::Draft;
pub(crate) use log_drawer::LogDrawer;
pub use log_drawer::QuickLogHost;
pub(crate) use log_sender::LogSender;
pub(crate) use put_off::PutOffSheet;
pub use today_page::TodayPage;
