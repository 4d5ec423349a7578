//! Signing in.

pub mod by_passkey;
pub mod by_provider;
pub mod code_form;
pub mod code_page;
pub mod door;
pub mod forgotten_page;
pub mod language_links;
pub mod link_page;
pub mod password_line;
pub mod prove_by_provider;
pub mod sign_in_art;
pub mod sign_in_form;
pub mod sign_in_page;
pub mod trouble_page;

mod trouble;

pub use code_page::CodePage;
pub use forgotten_page::ForgottenPage;
pub use language_links::LanguageLinks;
pub use link_page::LinkPage;
pub(crate) use prove_by_provider::ProveByProvider;
pub use sign_in_page::SignInPage;
pub use trouble_page::{ProvenPage, TroublePage};
