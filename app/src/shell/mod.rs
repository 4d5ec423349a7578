//! The frame around all pages: the document, the routes, menu and bars, keys, and what every page knows.

pub mod context;
pub mod crumbs;
pub mod look;
mod looking;

mod app;
mod calm;
mod frame;
mod heartbeat;
mod incident;
mod key_list;
mod key_table;
mod keys;
mod nav;
mod new_sign_ins;
mod notices;
mod open_alerts;
mod over;
mod overlay;
mod parts;
mod passwords_off;
mod proof;
mod proof_dialog;
mod rail;
mod redirect;
mod routes;
mod session_over;
mod start;
mod tabbar;
mod tips;
mod top;
mod user_menu;
mod worker;

#[cfg(feature = "ssr")]
mod document;

pub use app::App;
pub use context::{
    Announcer, Palette, QuickLog, may, on_export, on_new_key, refresh_catalogue, use_announcer,
    use_catalogue, use_me, use_palette, use_people, use_quick_log, use_visitor,
};
pub(crate) use context::{Export, NewRecord, catalogue_refresher};
pub(crate) use context::{ManyAtOnce, use_many_at_once, use_written_views};
pub use crumbs::{Crumbs, use_crumbs};
#[cfg(feature = "ssr")]
pub use document::shell;
pub use incident::{Incident, NotFoundPage};
pub(crate) use key_table::go_keys;
pub(crate) use keys::single_keys_are_on;
pub use look::{language_setter, theme_setter};
pub(crate) use looking::turn_other_pages;
pub(crate) use over::{Over, lay_over};
pub use overlay::Overlay;
pub(crate) use parts::{Daily, daily};
pub(crate) use passwords_off::are_passwords_off;
pub use proof::{fetcher, with_proof};
pub(crate) use session_over::session_is_over;
pub use user_menu::own_name;
