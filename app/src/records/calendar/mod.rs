//! A list as a calendar by any day or moment: a month or a week on desktops, an agenda on phones. A record is carried to
//! another day by mouse, finger, keyboard and menu.

mod agenda;
mod bar;
mod day_cell;
mod day_dialog;
mod entry;
mod move_dialog;
mod mover;
mod object_calendar;
mod place;

pub(crate) use object_calendar::ObjectCalendar;
