//! Events that count towards alerts, for as long as they may.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "alert_hit")]
pub struct Model {
    /// Word of a `contract::dto::alerts::AlertRule`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub rule: String,
    /// Whom it counts by: the id of a person, or an address.
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject: String,
    /// The event of the log, which counts once for a rule.
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    pub at: DateTimeUtc,
    /// How much it counts.
    pub weight: i64,
    /// Where only different things count: what it was.
    pub what: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
