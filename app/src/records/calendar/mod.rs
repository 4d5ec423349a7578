//! A list as a calendar by any day or moment: a month or a week on desktops, an agenda on phones. A record is carried to
//! another day by mouse, finger, keyboard and menu.

pub mod agenda;
pub mod bar;
pub mod day_cell;
pub mod day_dialog;
pub mod entry;
mod mover;
pub mod object_calendar;
mod place;

pub use object_calendar::ObjectCalendar;
