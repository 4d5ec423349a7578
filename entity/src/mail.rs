//! Mails that are to be sent, and what became of them.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mail")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The address.
    pub recipient: String,
    pub name: String,
    pub subject: String,
    /// Word of a `contract::dto::mail::MailKind`.
    pub kind: String,
    /// The letter as JSON. Once a letter with a secret in it is sent or over, the secret is gone from here.
    pub letter: Option<String>,
    /// Word of a `contract::dto::mail::MailState`.
    pub state: String,
    /// How often it was begun to be sent.
    pub attempts: i32,
    /// Not before then.
    pub next_at: DateTimeUtc,
    /// The one try that sends it, until then; later another may.
    pub leased_by: Option<Uuid>,
    pub leased_until: Option<DateTimeUtc>,
    /// Word of a `contract::dto::mail::MailTrouble`.
    pub trouble: Option<String>,
    /// What the server said last.
    pub answer: Option<String>,
    /// The same at every try, so that a doubled one can be told.
    pub message_id: String,
    pub created_at: DateTimeUtc,
    pub changed_at: DateTimeUtc,
    /// Not after then: what its link leads to is over.
    pub ends_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
