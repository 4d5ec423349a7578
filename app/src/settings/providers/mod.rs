//! The ways in that administrators open and close: providers, and passwords.

pub mod card;
pub mod passwords_card;
pub mod provider_form;

pub use card::ProvidersCard;
pub use passwords_card::PasswordsCard;
