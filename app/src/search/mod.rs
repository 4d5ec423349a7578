//! Search and commands over every page.

pub mod acts;
pub mod commands;
pub mod finder;
pub mod highlight;
pub mod item;
pub mod items;
pub mod known;
pub mod line;
pub mod palette;
pub mod runner;

pub use palette::PaletteHost;
pub(crate) use runner::mark;
