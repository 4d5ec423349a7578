//! What administrators are told of by themselves.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "alert")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Word of a `contract::dto::alerts::AlertRule`.
    pub rule: String,
    /// Whom it counts by: the id of a person, or an address.
    pub subject: String,
    pub person_id: Option<Uuid>,
    /// The person's name as it was then.
    pub name: String,
    /// From where it came last.
    pub address: Option<String>,
    pub count: i64,
    /// From how much on it was told, and within how many minutes.
    pub number: i32,
    pub minutes: i32,
    pub first_at: DateTimeUtc,
    pub last_at: DateTimeUtc,
    /// The last event of the log that is counted in it.
    pub last_seq: i64,
    /// Word of a `contract::dto::alerts::AlertState`.
    pub state: String,
    /// The name of who looked at it last.
    pub state_by: Option<String>,
    pub state_at: Option<DateTimeUtc>,
    pub note: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
