//! The schema: versioned changes of the house's own tables, and the tables of described objects, which
//! follow their descriptions.

#![expect(
    clippy::disallowed_methods,
    reason = "migrations shape the database before any door opens"
)]

mod columns;
mod described;
mod m20261122_000001_house;
mod m20261122_000002_counters;
mod m20261122_000003_api;
mod m20261122_000004_definitions;
mod m20261122_000005_lists;
mod m20261122_000006_merges;
mod m20261122_000008_search;
mod m20261122_000009_imports;
mod m20261122_000010_import_sets;
mod m20261122_000020_roles;
mod m20261122_000023_mail;
mod m20261122_000025_sign_in;
mod m20261122_000028_sealing;
mod m20261122_000030_audit;
mod m20261122_000032_backups;
mod m20261122_000040_shares;
mod m20261122_000043_teams;
mod m20261122_000044_handovers;
mod m20261122_000045_simulations;
mod m20261122_000047_passkeys;
mod m20261122_000050_erasures;
mod m20261122_000054_alerts;
mod m20261122_000060_providers;
mod m20261122_000062_consents;
mod m20261122_000065_kept_by_kind;
mod m20261122_000067_shares;
mod m20261122_000068_retention;
mod m20261122_000071_owner_in_orders;
mod m20261123_000072_teams_above;
mod m20261123_000073_titles_of_owners;
mod m20261123_000074_words_of_objects;
mod present;
mod spared;
mod texts;

pub use described::{is_indexed_by_owner, once_index, reconcile, sort_column};
pub use sea_orm_migration::MigratorTrait;
pub use spared::{Described, described_indexes, likeness_index, missing_indexes, spared};
pub use texts::folded;

use sea_orm_migration::prelude::*;

/// The versioned changes in their order.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261122_000001_house::Migration),
            Box::new(m20261122_000002_counters::Migration),
            Box::new(m20261122_000003_api::Migration),
            Box::new(m20261122_000004_definitions::Migration),
            Box::new(m20261122_000005_lists::Migration),
            Box::new(m20261122_000006_merges::Migration),
            Box::new(m20261122_000008_search::Migration),
            Box::new(m20261122_000009_imports::Migration),
            Box::new(m20261122_000010_import_sets::Migration),
            Box::new(m20261122_000020_roles::Migration),
            Box::new(m20261122_000023_mail::Migration),
            Box::new(m20261122_000025_sign_in::Migration),
            Box::new(m20261122_000028_sealing::Migration),
            Box::new(m20261122_000030_audit::Migration),
            Box::new(m20261122_000032_backups::Migration),
            Box::new(m20261122_000040_shares::Migration),
            Box::new(m20261122_000043_teams::Migration),
            Box::new(m20261122_000044_handovers::Migration),
            Box::new(m20261122_000047_passkeys::Migration),
            Box::new(m20261122_000045_simulations::Migration),
            Box::new(m20261122_000054_alerts::Migration),
            Box::new(m20261122_000050_erasures::Migration),
            Box::new(m20261122_000062_consents::Migration),
            Box::new(m20261122_000060_providers::Migration),
            Box::new(m20261122_000067_shares::Migration),
            Box::new(m20261122_000065_kept_by_kind::Migration),
            Box::new(m20261122_000068_retention::Migration),
            Box::new(m20261122_000071_owner_in_orders::Migration),
            Box::new(m20261123_000072_teams_above::Migration),
            Box::new(m20261123_000073_titles_of_owners::Migration),
            Box::new(m20261123_000074_words_of_objects::Migration),
        ]
    }
}
