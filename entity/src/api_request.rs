//! Requests that a program named by an idempotency key, with what they were answered.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "api_request")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub api_key_id: Uuid,
    /// The name that the program gave the request.
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    /// SHA-256 of the request in hexadecimal.
    pub fingerprint: String,
    /// The id of the record that the request makes, so that a second try makes the same one.
    pub record_id: Uuid,
    /// How far a list of operations has come, as JSON.
    pub progress: Option<String>,
    /// The HTTP status of the answer; `None` until there is one.
    pub status: Option<i32>,
    /// The answer's own headers, as a JSON object.
    pub headers: Option<String>,
    pub body: Option<String>,
    /// Until then somebody works on it, unless they died.
    pub leased_until: DateTimeUtc,
    /// After that the name means a new request.
    pub expires_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
