//! People who sign in.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "user")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i32,
    pub name: String,
    pub name_sort: String,
    /// In lower case: the name one signs in with.
    pub email: String,
    /// Key of a `contract::Role`.
    pub role: String,
    /// Key of the team.
    pub team: Option<String>,
    pub external_id: Option<String>,
    /// Argon2id in PHC form; `None` until a password is given.
    pub password_hash: Option<String>,
    /// `contract::dto::session::Preferences` as JSON.
    pub preferences: Option<String>,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    /// May no longer sign in, but keeps what they own.
    pub deleted_at: Option<DateTimeUtc>,
    /// The import or sample data the user came with.
    pub batch_id: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
