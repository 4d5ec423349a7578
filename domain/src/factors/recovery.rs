//! Ten codes, shown once, each good for one sign-in when the app is lost.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use chrono::Utc;
use contract::Refusal;
use data_encoding::BASE32_NOPAD;
use entity::recovery_code as recovery;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, Set};
use uuid::Uuid;

use crate::digest::sha256;
use crate::{Crm, Desk, Result};

/// How many there are.
const MANY: usize = 10;

/// Gives the asker new codes; those from before open nothing then.
///
/// # Errors
/// [`Refusal::NotFound`] when they have no app that shows codes.
pub async fn anew(desk: &Desk) -> Result<Vec<String>> {
    let me = desk.actor().id().ok_or(Refusal::SignIn)?;
    if !super::is_on(desk.crm(), me).await? {
        return Err(Refusal::NotFound.into());
    }
    let transaction = desk.crm().door().house().begin().await?;
    let codes = replace(&transaction, me).await?;
    transaction.commit().await?;
    Ok(codes)
}

/// Makes new codes in place of those that are kept.
pub(super) async fn replace<C: ConnectionTrait>(connection: &C, user: Uuid) -> Result<Vec<String>> {
    forget(connection, user).await?;
    let codes: Vec<String> = (0..MANY).map(|_| code()).collect();
    let rows = codes.iter().map(|code| recovery::ActiveModel {
        hash: Set(hash(user, code)),
        user_id: Set(user),
        used_at: Set(None),
    });
    recovery::Entity::insert_many(rows)
        .exec_without_returning(connection)
        .await?;
    Ok(codes)
}

pub(super) async fn forget<C: ConnectionTrait>(connection: &C, user: Uuid) -> Result<()> {
    let all = recovery::Entity::delete_many().filter(recovery::Column::UserId.eq(user));
    all.exec(connection).await?;
    Ok(())
}

/// Uses a code up. Answers whether it was one that nobody had used.
pub(super) async fn use_up(crm: &Crm, user: Uuid, code: &str) -> Result<bool> {
    let used = recovery::ActiveModel {
        used_at: Set(Some(Utc::now())),
        ..Default::default()
    };
    let unused = recovery::Entity::update_many()
        .set(used)
        .filter(recovery::Column::Hash.eq(hash(user, code)))
        .filter(recovery::Column::UsedAt.is_null());
    Ok(unused.exec(crm.door().house().write()).await?.rows_affected == 1)
}

/// How many are left.
pub(super) async fn left(crm: &Crm, user: Uuid) -> Result<u32> {
    let unused = recovery::Entity::find()
        .filter(recovery::Column::UserId.eq(user))
        .filter(recovery::Column::UsedAt.is_null());
    let left = unused.count(crm.door().house().read()).await?;
    Ok(u32::try_from(left).unwrap_or(u32::MAX))
}

/// Eighty random bits as sixteen letters and digits in four groups: nobody finds one by trying, so a plain hash
/// keeps it well.
fn code() -> String {
    let letters = BASE32_NOPAD
        .encode(&rand::random::<[u8; 10]>())
        .to_lowercase();
    let groups: Vec<&str> = [0, 4, 8, 12]
        .iter()
        .filter_map(|start| letters.get(*start..start + 4))
        .collect();
    groups.join("-")
}

fn hash(user: Uuid, code: &str) -> String {
    let letters = code
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| letter.to_ascii_lowercase());
    sha256(format!("{user} {}", letters.collect::<String>()).as_bytes())
}
