//! By which description the records of an object stand in the search index, and how far that has come.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "search_state")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub object: String,
    /// Of what is searched of the object, and of the way in which it is indexed.
    pub fingerprint: String,
    /// The last record that is indexed by it.
    pub after: Option<Uuid>,
    pub is_done: bool,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
