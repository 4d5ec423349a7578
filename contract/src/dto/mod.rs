//! What pages ask for and get.

pub mod activities;
pub mod api_keys;
pub mod bulk;
pub mod configuration;
pub mod configuring;
pub mod deals;
pub mod defining;
pub mod files;
pub mod import_plan;
pub mod import_sets;
pub mod imports;
pub mod leads;
pub mod lists;
pub mod live;
pub mod mail;
pub mod merging;
pub mod organisation;
pub mod records;
pub mod search;
pub mod session;
pub mod setup;
pub mod views;
