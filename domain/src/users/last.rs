//! An organisation keeps at least one administrator, who can let others in.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use contract::{Record, Role};
use entity::user;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::{Desk, Result};

/// Whether nobody but this user is an administrator.
pub(crate) async fn is_last_administrator(desk: &Desk, record: &Record) -> Result<bool> {
    if record.text("role") != Role::Administrator.key() {
        return Ok(false);
    }
    let others = user::Entity::find()
        .filter(user::Column::Role.eq(Role::Administrator.key()))
        .filter(user::Column::DeletedAt.is_null())
        .filter(user::Column::Id.ne(record.id));
    Ok(others.count(desk.crm().door().house().read()).await? == 0)
}
