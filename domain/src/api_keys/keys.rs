//! Keys as people make, see and end them.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use chrono::{TimeDelta, Utc};
use contract::dto::api_keys::{KeyInfo, MadeKey, NewKey};
use contract::dto::session::Person;
use contract::{FieldProblem, Problem, Refusal, Value};
use entity::api_key;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, Set,
};
use uuid::Uuid;

use super::Scopes;
use super::pass::{HINT, PREFIX};
use crate::access::Write;
use crate::log::{Note, note, note_within};
use crate::{Desk, Result, digest};

/// The longest name of a key, in characters.
const LONGEST_NAME: u32 = 100;
/// The most keys one person has at once.
const MOST_KEYS: u64 = 100;
/// The longest life of a key that ends by itself, in days.
const LONGEST_LIFE: u16 = 3_650;

/// Makes a key in the asker's own name. Its token is in the answer and nowhere else.
///
/// # Errors
/// [`Refusal::Invalid`] at `name`, `scopes` or `days`, [`Refusal::SignIn`] at the house's own desk.
pub async fn add(desk: &Desk, new: &NewKey) -> Result<MadeKey> {
    desk.must_be_themselves()?;
    let me = desk.actor().id().ok_or(Refusal::SignIn)?;
    let scopes = checked(desk, me, new).await?;
    let token = format!(
        "{PREFIX}{}",
        digest::hexadecimal(&rand::random::<[u8; 32]>())
    );
    let now = Utc::now();
    let row = api_key::ActiveModel {
        id: Set(Uuid::now_v7()),
        user_id: Set(me),
        name: Set(new.name.trim().to_owned()),
        hash: Set(digest::sha256(token.as_bytes())),
        hint: Set(token[token.len() - HINT..].to_owned()),
        scopes: Set(scopes.stored()),
        created_at: Set(now),
        last_used_at: Set(None),
        expires_at: Set(new.days.map(|days| now + TimeDelta::days(days.into()))),
        ended_at: Set(None),
    };
    let row = row.insert(desk.crm().door().house().write()).await?;
    tell(desk, row.id, [Value::Empty, Value::Text(row.name.clone())]).await?;
    Ok(MadeKey {
        info: info(desk, row),
        token,
    })
}

/// The asker's own keys, the newest first; for administrators those of everybody. Keys that ended are left out.
///
/// # Errors
/// When the database fails.
pub async fn all(desk: &Desk) -> Result<Vec<KeyInfo>> {
    desk.must_be_themselves()?;
    let mut living = api_key::Entity::find()
        .filter(api_key::Column::EndedAt.is_null())
        .order_by_desc(api_key::Column::CreatedAt);
    if !desk.actor().is_administrator() {
        let me = desk.actor().id().ok_or(Refusal::SignIn)?;
        living = living.filter(api_key::Column::UserId.eq(me));
    }
    let rows = living.all(desk.crm().door().house().read()).await?;
    Ok(rows.into_iter().map(|row| info(desk, row)).collect())
}

/// Ends a key of one's own, or as an administrator anybody's: whoever asks with it is a stranger at once.
///
/// # Errors
/// [`Refusal::NotFound`] when it is not theirs to end, or over already.
pub async fn end(desk: &Desk, id: Uuid) -> Result<()> {
    desk.must_be_themselves()?;
    let mut living = api_key::Entity::update_many()
        .set(api_key::ActiveModel {
            ended_at: Set(Some(Utc::now())),
            ..Default::default()
        })
        .filter(api_key::Column::Id.eq(id))
        .filter(api_key::Column::EndedAt.is_null());
    if !desk.actor().is_administrator() {
        let me = desk.actor().id().ok_or(Refusal::SignIn)?;
        living = living.filter(api_key::Column::UserId.eq(me));
    }
    let ended = living.exec(desk.crm().door().house().write()).await?;
    if ended.rows_affected == 1 {
        tell(desk, id, [Value::YesNo(true), Value::YesNo(false)]).await
    } else {
        Err(Refusal::NotFound.into())
    }
}

/// How many keys of a user are still good.
///
/// # Errors
/// When the database fails.
pub(crate) async fn living(desk: &Desk, user: Uuid) -> Result<u64> {
    let of_user = api_key::Entity::find()
        .filter(api_key::Column::UserId.eq(user))
        .filter(api_key::Column::EndedAt.is_null());
    Ok(of_user.count(desk.crm().door().house().read()).await?)
}

/// Ends all keys of a user inside a transaction. Nothing makes them good again: nobody knows who has them by now.
///
/// # Errors
/// When the database fails.
pub(crate) async fn end_all(write: &Write<'_>, user: Uuid) -> Result<()> {
    let living = api_key::Entity::find()
        .filter(api_key::Column::UserId.eq(user))
        .filter(api_key::Column::EndedAt.is_null());
    for key in living.all(write.transaction()).await? {
        let ended = api_key::ActiveModel {
            id: Set(key.id),
            ended_at: Set(Some(Utc::now())),
            ..Default::default()
        };
        ended.update(write.transaction()).await?;
        let change = [Value::YesNo(true), Value::YesNo(false)];
        note_within(
            write,
            Note::administered("api_key", key.id, "living", change),
        )
        .await?;
    }
    Ok(())
}

/// Notes in the log what became of a key.
async fn tell(desk: &Desk, id: Uuid, change: [Value; 2]) -> Result<()> {
    let field = match change[0].is_empty() {
        true => "name",
        false => "living",
    };
    note(desk, Note::administered("api_key", id, field, change)).await
}

async fn checked(desk: &Desk, me: Uuid, new: &NewKey) -> Result<Scopes> {
    let mut problems = Vec::new();
    let name = new.name.trim();
    if name.is_empty() {
        problems.push(FieldProblem::new("name", Problem::Required));
    }
    if name.chars().count() > LONGEST_NAME as usize {
        let limit = LONGEST_NAME;
        problems.push(FieldProblem::new("name", Problem::TooLong { limit }));
    }
    if new
        .days
        .is_some_and(|days| !(1..=LONGEST_LIFE).contains(&days))
    {
        problems.push(FieldProblem::new("days", within(1, LONGEST_LIFE.into())));
    }
    let scopes = Scopes::parse(&new.scopes, &desk.crm().descriptions());
    match &scopes {
        Ok(scopes) if *scopes == Scopes::default() => {
            problems.push(FieldProblem::new("scopes", Problem::Required));
        }
        Ok(_) => {}
        Err(_) => problems.push(FieldProblem::new("scopes", Problem::UnknownChoice)),
    }
    let own = api_key::Entity::find()
        .filter(api_key::Column::UserId.eq(me))
        .filter(api_key::Column::EndedAt.is_null());
    if own.count(desk.crm().door().house().read()).await? >= MOST_KEYS {
        problems.push(FieldProblem::new("name", within(0, MOST_KEYS as i64)));
    }
    match scopes {
        Ok(scopes) if problems.is_empty() => Ok(scopes),
        _ => Err(Refusal::Invalid(problems).into()),
    }
}

fn within(least: i64, most: i64) -> Problem {
    Problem::OutOfRange { least, most }
}

fn info(desk: &Desk, row: api_key::Model) -> KeyInfo {
    let name = desk
        .crm()
        .people()
        .name(row.user_id)
        .unwrap_or_default()
        .to_owned();
    KeyInfo {
        id: row.id,
        name: row.name,
        hint: row.hint,
        scopes: Scopes::from_stored(&row.scopes).words(&desk.crm().descriptions()),
        is_own: desk.actor().id() == Some(row.user_id),
        owner: Person {
            id: row.user_id,
            name,
        },
        created_at: row.created_at,
        last_used_at: row.last_used_at,
        expires_at: row.expires_at,
    }
}
