//! The public HTTP API of the pages: each server function names the actor, does one deed of `domain`
//! and answers. Anything else belongs into `domain`.

pub mod activities;
pub mod alerts;
pub mod api_keys;
pub mod audit;
pub mod backups;
pub mod bulk;
pub mod consents;
pub mod deals;
pub mod describing;
pub mod factors;
pub mod files;
pub mod handover;
pub mod import_sets;
pub mod imports;
pub mod leads;
pub mod links;
pub mod lists;
pub mod mail;
pub mod merging;
pub mod passkeys;
pub mod privacy;
pub mod providers;
pub mod records;
pub mod retention;
pub mod roles;
pub mod search;
pub mod session;
pub mod setup;
pub mod sharing;
pub mod simulations;
pub mod teams;
pub mod users;
pub mod views;

mod failure;
#[cfg(feature = "ssr")]
pub mod introduce;
mod json;
#[cfg(any(not(feature = "ssr"), test))]
mod reader;
#[cfg(feature = "ssr")]
pub mod server;
#[cfg(feature = "ssr")]
pub mod visitor;
#[cfg(feature = "ssr")]
mod way_in;
#[cfg(feature = "ssr")]
mod way_in_by_key;
#[cfg(feature = "ssr")]
mod way_in_by_provider;

pub use failure::Failure;
pub use json::{Asked, Json, JsonText, asked, read};

/// What every server function answers.
pub type Answer<T> = Result<T, Failure>;
