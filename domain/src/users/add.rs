//! Adding a user.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use contract::dto::organisation::NewMember;
use contract::dto::records::EventAction;
use contract::dto::session::Preferences;
use contract::objects::USER;
use contract::value::Values;
use contract::{Problem, Refusal, Role, Value, validation};
use entity::user;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, Set};
use uuid::Uuid;

use crate::access::{NewRecord, Write};
use crate::roles::MORE;
use crate::{Desk, Error, Result, passwords, ways};

/// A user that is to be.
#[derive(Clone, Debug)]
pub struct NewUser {
    pub email: String,
    pub name: String,
    pub role: Role,
    /// Key of a team.
    pub team: Option<String>,
}

/// Adds a user; without a password they cannot sign in until one is set.
///
/// # Errors
/// [`Refusal::Forbidden`], and [`Refusal::Invalid`] at `email`, `name`, `team` or `password`.
pub async fn add(desk: &Desk, new: NewUser, password: Option<&str>) -> Result<Uuid> {
    desk.must_administer()?;
    let values = checked(desk, &new)?;
    keep_with(desk, values, password).await
}

/// Adds a user with one role or several, of any kind; without a password they cannot sign in until one is set.
///
/// # Errors
/// As [`add`], and at `role` and `more_roles` for roles that are not there.
pub async fn add_member(desk: &Desk, member: NewMember) -> Result<Uuid> {
    desk.must_administer()?;
    let mut values = Values::from([
        ("name".to_owned(), Value::from(member.name.trim())),
        (
            "email".to_owned(),
            Value::Text(member.email.trim().to_lowercase()),
        ),
        ("role".to_owned(), Value::Text(member.role.clone())),
    ]);
    let mut more = member.more_roles;
    more.retain(|role| *role != member.role);
    if !more.is_empty() {
        values.insert(MORE.to_owned(), Value::Tags(more));
    }
    values.extend(
        member
            .team
            .map(|team| ("team".to_owned(), Value::Text(team))),
    );
    let values = fitting(desk, values)?;
    let password = Some(member.password).filter(|password| !password.is_empty());
    if password.is_some() {
        ways::must_take_passwords(desk.crm(), "password").await?;
    }
    keep_with(desk, values, password.as_deref()).await
}

async fn keep_with(desk: &Desk, values: Values, password: Option<&str>) -> Result<Uuid> {
    let hash = match password {
        Some(password) => Some(first_hash(password, &values).await?),
        None => None,
    };
    let mut write = desk.write().await?;
    let id = insert(desk, &mut write, values).await?;
    keep(
        &write,
        user::ActiveModel {
            id: Set(id),
            password_hash: Set(hash),
            preferences: Set(first_preferences(desk)?),
            ..Default::default()
        },
    )
    .await?;
    write.commit().await?;
    desk.crm().refresh().await?;
    Ok(id)
}

/// Colleagues begin with the language and the time zone of who adds them; `None` where that is the house itself.
fn first_preferences(desk: &Desk) -> Result<Option<String>> {
    if desk.actor().id().is_none() {
        return Ok(None);
    }
    let own = desk.preferences();
    let first = Preferences {
        language: own.language,
        time_zone: own.time_zone.clone(),
        ..Preferences::default()
    };
    Ok(Some(serde_json::to_string(&first)?))
}

async fn first_hash(password: &str, values: &Values) -> Result<String> {
    let text = |key: &str| values.get(key).and_then(Value::text).unwrap_or_default();
    match passwords::check(password, text("name"), text("email")).await? {
        Some(problem) => Err(Error::invalid("password", problem)),
        None => passwords::hash(password).await,
    }
}

/// The values of a new user, when all of them can be taken.
pub(crate) fn checked(desk: &Desk, new: &NewUser) -> Result<Values> {
    let mut values = Values::from([
        ("name".to_owned(), Value::from(new.name.trim())),
        (
            "email".to_owned(),
            Value::Text(new.email.trim().to_lowercase()),
        ),
        ("role".to_owned(), Value::from(new.role.key())),
    ]);
    values.extend(
        new.team
            .as_deref()
            .map(|team| ("team".to_owned(), Value::from(team))),
    );
    fitting(desk, values)
}

fn fitting(desk: &Desk, values: Values) -> Result<Values> {
    let object = desk.object(USER)?;
    let problems = validation::check_all(&object, &values);
    if problems.is_empty() {
        Ok(values)
    } else {
        Err(Refusal::Invalid(problems).into())
    }
}

/// Writes a new user whose values were checked.
pub(crate) async fn insert(desk: &Desk, write: &mut Write<'_>, values: Values) -> Result<Uuid> {
    let email = values
        .get("email")
        .and_then(Value::text)
        .unwrap_or_default();
    let same = user::Entity::find().filter(user::Column::Email.eq(email));
    if same.count(write.transaction()).await? > 0 {
        return Err(Error::invalid("email", Problem::Taken));
    }
    let id = Uuid::now_v7();
    let record = NewRecord {
        id,
        values,
        batch: None,
    };
    let object = desk.object(USER)?;
    write
        .insert(&object, vec![record], EventAction::Created)
        .await?;
    Ok(id)
}

/// Sets columns of a user that are no fields.
pub(crate) async fn keep(write: &Write<'_>, row: user::ActiveModel) -> Result<()> {
    row.update(write.transaction()).await?;
    Ok(())
}
