//! What people said to being contacted. Rows are added and never changed.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "consent")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub object: String,
    pub record_id: Uuid,
    pub purpose_id: Uuid,
    /// Word of a `contract::dto::consents::Channel`.
    pub channel: String,
    /// Word of a `contract::dto::consents::ConsentState`.
    pub state: String,
    pub said_on: Date,
    /// The last day on which it counts.
    pub until: Option<Date>,
    /// Word of a `contract::dto::consents::ConsentSource`.
    pub source: String,
    /// The version of the wording that was shown.
    pub wording: Option<i32>,
    pub note: String,
    /// The file that proves it.
    pub file_id: Option<Uuid>,
    pub recorded_at: DateTimeUtc,
    pub by_id: Option<Uuid>,
    pub by_name: String,
    /// The merge that wrote it; it goes when that is taken back.
    pub joined: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
