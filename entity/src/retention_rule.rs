//! Rules by which records go by themselves once their time is over.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "retention_rule")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub name: String,
    /// `contract::dto::retention::RetentionRule` as JSON.
    pub body: String,
    pub version: i32,
    /// Word of a `contract::dto::retention::RuleState`.
    pub state: String,
    /// `contract::dto::retention::RetentionPreview` as JSON, of the version it names.
    pub preview: Option<String>,
    /// An administrator gave their word for this version, however many records it is about.
    pub is_approved: bool,
    /// The day on which it ran by itself last, in the zone of the organisation.
    pub ran_on: Option<Date>,
    pub changed_by: String,
    pub changed_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
