//! Runs of the rules of retention, and how far they got.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "retention_run")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub rule_id: Uuid,
    /// `contract::dto::retention::RetentionRule` as JSON, as it was then.
    pub body: String,
    /// Word of a `contract::dto::retention::RunState`.
    pub state: String,
    /// The day that it takes for today, in the zone of the organisation.
    pub day: Date,
    /// Object and id of the last record that is done, or the number of the last event that was taken back.
    pub cursor: Option<String>,
    pub total: i64,
    pub done: i64,
    pub changed: i64,
    pub held: i64,
    pub failed: i64,
    /// `contract::Refusal` as JSON, where the rule cannot be asked.
    pub trouble: Option<String>,
    /// Contents of files that are still to be removed from the disk, a JSON list.
    pub digests: String,
    pub by_name: String,
    pub at: DateTimeUtc,
    pub ended_at: Option<DateTimeUtc>,
    /// Until then one process works on it; later another may take over. Also the proof of who works on it.
    pub leased_until: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
