//! What a colleague sees: told by their rights, and seen with one's own eyes.

pub mod look_as;
pub mod menu;

pub use menu::SeeingMenu;
