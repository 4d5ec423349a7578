//! Views of a list: ready-made and saved ones as tabs, what is changed in one, and how it is kept.

pub mod changed;
mod keep;
pub(crate) mod known;
mod ready;
pub mod sharing;
pub mod tab_menu;
pub mod tabs;

pub use changed::ChangedView;
pub(crate) use known::Views;
pub use tabs::ViewTabs;
