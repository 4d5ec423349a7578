//! Mail out: how it is set up, and what became of each mail.

pub mod mail_row;
pub mod mail_settings;
pub mod queue;
pub mod server_fields;
pub mod setup_form;
pub mod test_mail;

mod words;

pub use mail_settings::MailSettings;
