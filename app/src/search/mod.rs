//! Search and commands over every page.

pub mod commands;
pub mod highlight;
pub mod item;
pub mod items;
pub mod line;
pub mod palette;

pub use palette::PaletteHost;
