//! Rules that every record of an object keeps.

pub mod rule_form;
pub mod rule_row;
pub mod rules_page;

mod saving;

pub use rules_page::RulesPage;
