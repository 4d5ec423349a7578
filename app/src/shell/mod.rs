//! The frame around all pages.

pub mod context;

pub use context::{
    Crumbs, Palette, QuickLog, may, on_new_key, refresh_catalogue, use_catalogue, use_crumbs, use_me, use_palette,
    use_people, use_quick_log, use_visitor,
};
