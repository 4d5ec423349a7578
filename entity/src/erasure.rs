//! People who were erased: what was done, and by what they are known when a backup brings them back. No personal data.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "erasure")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub object: String,
    pub record_id: Uuid,
    /// All records of the person as JSON: `[["contact", "…"], …]`.
    pub people: String,
    /// Hashes of addresses and numbers as JSON, by which the person is recognised and finds themselves.
    pub hashes: String,
    /// Word of a `contract::dto::privacy::ErasureReason`.
    pub reason: String,
    /// Documents are kept for so many years.
    pub kept_years: i32,
    /// `contract::dto::privacy::KeptYears` as JSON; what is not named is kept for as long as `kept_years` says.
    pub kept_by_kind: String,
    pub at: DateTimeUtc,
    pub by_id: Option<Uuid>,
    pub by_name: String,
    /// Word of the step that comes next; `done` after the last one.
    pub step: String,
    /// `contract::dto::privacy::Counts` as JSON.
    pub counts: String,
    /// The documents that are kept, as JSON: `[["invoice", "…", "2036-12-31"], …]`.
    pub kept: String,
    /// Contents of files that are still to be removed from the disk, a JSON list.
    pub digests: String,
    pub ended_at: Option<DateTimeUtc>,
    /// The signed certificate.
    pub certificate: Option<String>,
    /// How often a restored backup brought the person back.
    pub replays: i32,
    /// Until then one process works on it; later another may take over. Also the proof of who works on it.
    pub leased_until: Option<DateTimeUtc>,
    /// That they may be kept again, as JSON of a `contract::dto::privacy::Allowed`.
    pub allowed: Option<String>,
    /// The name of the rule of retention that ordered it, and the run in which it did.
    pub rule: Option<String>,
    pub run_id: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
