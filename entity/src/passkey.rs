//! Passkeys: keys of people's devices, of which the house keeps the public half.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "passkey")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub user_id: Uuid,
    /// The id that the device gave it, in base64url.
    #[sea_orm(unique)]
    pub credential: String,
    /// The host for which it was made.
    pub host: String,
    /// What its person calls it.
    pub name: String,
    /// The public key and what the device said of it, as JSON.
    pub key: String,
    /// How often it signed, where the device counts; 0 where it does not.
    pub counter: i64,
    pub made_at: DateTimeUtc,
    pub used_at: Option<DateTimeUtc>,
    /// When it counted backwards, as only a copy of it does.
    pub doubted_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
