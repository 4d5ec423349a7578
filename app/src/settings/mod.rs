//! What a person sets for themselves, and an administrator for everybody.

pub mod add_key;
pub mod add_user;
pub mod api_keys;
pub mod configuration;
pub mod form_dialog;
pub mod key_access;
pub mod look;
pub mod mail;
pub mod objects;
pub mod open_part;
pub mod organisation_page;
pub mod part;
pub mod password;
pub mod password_input;
pub mod problems;
pub mod profile_page;
pub mod sample_data;
pub mod saver;
pub mod security_page;
pub mod sessions;
pub mod settings_page;
pub mod teams;
pub mod user_password;
pub mod user_row;
pub mod users_page;

pub use objects::DescribingPage;
pub use settings_page::SettingsPage;
pub(crate) use settings_page::pages;
