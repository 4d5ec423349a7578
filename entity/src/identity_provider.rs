//! Providers through which people sign in (OpenID Connect).

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "identity_provider")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What stands on its button.
    pub name: String,
    /// Its address, as it writes it itself.
    pub issuer: String,
    pub client_id: String,
    /// Sealed; empty for a client without one.
    pub secret: String,
    /// Beside `openid`, with blanks between.
    pub scopes: String,
    pub is_on: bool,
    /// Mail domains whose people are made at their first sign-in, with blanks between; empty for none.
    pub domains: String,
    /// Key of the role that they get.
    pub role: String,
    /// What it says of a second factor is believed.
    pub trusts_codes: bool,
    pub made_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
