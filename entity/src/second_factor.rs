//! What people sign in with beside their password: the secret of an app that shows codes.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "second_factor")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: Uuid,
    /// In base 32, as it is shown to the app.
    pub secret: String,
    pub begun_at: DateTimeUtc,
    /// `None` until a first code shows that the app has the secret; it does not count before.
    pub proven_at: Option<DateTimeUtc>,
    /// The step of time of the last code that was taken: none is taken twice.
    pub used_step: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
