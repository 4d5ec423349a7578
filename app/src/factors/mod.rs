//! Codes beside the password, as they are shown at the door and in the settings.

pub mod recovery_codes;
pub mod setup_words;

pub use recovery_codes::RecoveryCodes;
pub use setup_words::SetupWords;
