//! Records and filters that are shared beyond what roles reach, for good or for a while, and requests for it.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "share")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub object: String,
    /// Empty where a filter is shared.
    pub record: Option<Uuid>,
    /// `contract::dto::sharing::Question` as JSON where a filter is shared.
    pub question: Option<String>,
    /// The word of `contract::dto::sharing::Holder`.
    pub holder: String,
    pub may_edit: bool,
    pub reason: String,
    /// It ends by itself at this moment.
    pub until: Option<DateTimeUtc>,
    /// The object of the deal or ticket with which it ends.
    pub ends_object: Option<String>,
    pub ends_record: Option<Uuid>,
    /// `asked`, `live`, `ended` or `refused`.
    pub state: String,
    pub made_at: DateTimeUtc,
    pub asked_by: Option<Uuid>,
    /// Who gave or approved it; a filter holds no more than they see.
    pub given_by: Option<Uuid>,
    pub ended_at: Option<DateTimeUtc>,
    /// The word of `contract::dto::sharing::ShareEnd`.
    pub ended_why: Option<String>,
    pub ended_by: Option<Uuid>,
    /// The deed on many that gave it.
    pub job: Option<Uuid>,
    /// The share that it took the place of, which comes back when the deed is taken back.
    pub replaced: Option<Uuid>,
    /// A letter about it is still to be written: to who decides, or that it was decided.
    pub letter_due: bool,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
