//! Colleagues who leave: what they own goes to others, and they can no longer sign in.

pub mod draft;
pub mod drawer;
pub mod form;
pub mod former;
pub mod menu;
pub mod progress;
pub mod recent;

pub use former::Former;
pub use menu::LeavingMenu;
pub use recent::HandOvers;
