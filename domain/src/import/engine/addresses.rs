//! Addresses with which people sign in.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use std::collections::HashMap;

use entity::user;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::{Desk, Result};

/// Those of some addresses that belong to somebody, also to who is no user any more: one address signs in one
/// person for ever.
///
/// # Errors
/// When the database fails.
pub(super) async fn kept(desk: &Desk, emails: Vec<String>) -> Result<HashMap<String, Uuid>> {
    if emails.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(String, Uuid)> = user::Entity::find()
        .select_only()
        .columns([user::Column::Email, user::Column::Id])
        .filter(user::Column::Email.is_in(emails))
        .into_tuple()
        .all(desk.crm().door().house().read())
        .await?;
    Ok(rows.into_iter().collect())
}
