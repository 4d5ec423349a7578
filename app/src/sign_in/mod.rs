//! Signing in.

pub mod language_links;
pub mod sign_in_art;
pub mod sign_in_form;
pub mod sign_in_page;

pub use language_links::LanguageLinks;
pub use sign_in_page::SignInPage;
