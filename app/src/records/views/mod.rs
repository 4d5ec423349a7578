//! Views of a list: ready-made and saved ones as tabs, what is changed in one, and how it is kept.

mod changed;
mod keep;
pub(crate) mod known;
mod ready;
mod sharing;
mod tab_menu;
mod tabs;

pub use changed::ChangedView;
pub(crate) use known::Views;
pub use tabs::ViewTabs;
