//! What people see: pages, components and server functions.

#![expect(
    unreachable_pub,
    reason = "the component macro writes `pub` items around functions of any visibility"
)]

pub mod activities;
pub mod api;
pub mod audit;
pub mod consents;
pub mod deals;
pub mod factors;
pub mod files;
pub mod i18n;
pub mod imports;
pub mod leads;
pub mod live;
pub mod passkeys;
pub mod records;
pub mod search;
pub mod settings;
pub mod setup;
pub mod sharing;
pub mod shell;
pub mod sign_in;
pub mod ui;

pub use shell::App;
#[cfg(feature = "ssr")]
pub use shell::shell;
