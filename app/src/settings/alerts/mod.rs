//! Alerts: what was told, what became of it, and from how much on something is told.
//!
//! - `alerts_page` asks the server and listens for new ones; `asked` is the form of its filters; `alert_row` one alert;
//!   `settle` the dialog with a word about it.
//! - `rules_form` sets the rules, of which `rule_fields` is one; `hours_fields` are the working hours.
//! - `words` says what rules and alerts are called.

pub mod alert_row;
pub mod alerts_page;
pub mod asked;
pub mod hours_fields;
pub mod rule_fields;
pub mod rules_form;
pub mod settle;

mod words;

pub use alerts_page::AlertsPage;
