//! Passkeys in the browser: asked for, and what to say when none comes. Loaded with the pages that use it.

pub mod browser;
pub mod in_form;
pub mod passkey_button;

pub(crate) use browser::{NoKey, make};
pub(crate) use in_form::InForm;
pub use passkey_button::PasskeyButton;
