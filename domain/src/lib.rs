//! The CRM itself: who may do what with which record, the rules of the trade, and what follows from a
//! change. No HTTP and no pages here.

pub mod access;
pub mod activities;
pub mod alerts;
pub mod api_keys;
pub mod audit;
pub mod backup;
pub mod bulk;
pub mod catalogue;
pub mod census;
pub mod clock;
pub mod consents;
pub mod deals;
pub mod demo;
pub mod derived;
pub mod describing;
pub mod duplicates;
pub mod export;
pub mod factors;
pub mod files;
pub mod handover;
pub mod health;
pub mod import;
pub mod leads;
pub mod live;
pub mod loading;
pub(crate) mod log;
pub mod mail;
pub mod merging;
pub mod operations;
pub mod organisation;
pub mod outgoing;
pub mod passkeys;
pub mod privacy;
pub mod providers;
pub mod records;
pub mod retention;
pub mod roles;
pub mod sealing;
pub mod search;
pub mod sessions;
pub mod settings;
pub mod setup;
pub mod sharing;
pub mod simulations;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
pub mod users;
pub mod views;
pub mod ways;
pub mod who;

mod crm;
mod digest;
mod error;
mod leases;
mod likeness;
mod passwords;
mod rounds;
mod sorting;
mod starting;

pub use crm::{Config, Crm, Desk};
pub use error::{Error, Result, sqlite_code};
