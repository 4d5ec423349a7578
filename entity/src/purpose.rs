//! For what people are contacted.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "purpose")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub name_en: String,
    pub name_zh: String,
    /// The last of its wordings, see [`super::purpose_wording`].
    pub wording_version: i32,
    /// Word of a `contract::dto::consents::LegalBasis`.
    pub basis: String,
    /// Words of `contract::dto::consents::Channel` as JSON.
    pub channels: String,
    /// After so many months a consent is asked for anew; 0 for never.
    pub months: i32,
    pub retired_at: Option<DateTimeUtc>,
    pub version: i32,
    pub made_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
