//! The first start: one link, used once, makes the organisation and its administrator.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use std::sync::Arc;

use contract::dto::session::Preferences;
use contract::dto::setup::SetUp;
use contract::{FieldProblem, Language, Problem, Refusal, Role};
use entity::{setting, user};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, Set};
use uuid::Uuid;

use crate::access::Write;
use crate::digest::{hexadecimal, sha256};
use crate::users::NewUser;
use crate::{Crm, Error, Result, clock, passwords, settings, users};

/// The setting that holds the hash of the link's secret.
const TOKEN: &str = "setup_token";
/// Longest name of an organisation, in characters.
const LONGEST: u32 = 120;

/// Whether nobody was ever added, so that only the set-up can begin.
///
/// # Errors
/// When the database fails.
pub async fn is_needed(crm: &Crm) -> Result<bool> {
    if !crm.people().is_empty() {
        return Ok(false);
    }
    Ok(user::Entity::find()
        .count(crm.door().house().read())
        .await?
        == 0)
}

/// Makes the secret of the one-time link; a link from before opens nothing then. `None` once a user exists.
///
/// # Errors
/// When the database fails.
pub async fn token(crm: &Crm) -> Result<Option<String>> {
    if !is_needed(crm).await? {
        return Ok(None);
    }
    let token = hexadecimal(&rand::random::<[u8; 32]>());
    settings::set(crm.door().house().write(), TOKEN, &sha256(token.as_bytes())).await?;
    Ok(Some(token))
}

/// Whether this secret opens the set-up.
///
/// # Errors
/// When the database fails.
pub async fn is_open(crm: &Crm, token: &str) -> Result<bool> {
    if token.is_empty() || !is_needed(crm).await? {
        return Ok(false);
    }
    let kept = setting::Entity::find_by_id(TOKEN)
        .one(crm.door().house().read())
        .await?;
    Ok(kept.is_some_and(|kept| kept.value == sha256(token.as_bytes())))
}

/// Makes the organisation and its administrator, and closes the set-up for ever.
///
/// # Errors
/// [`Refusal::SetUpClosed`]; [`Refusal::Invalid`] at `organisation`, `currency`, `name`, `email` or `password`.
pub async fn set_up(crm: &Arc<Crm>, form: SetUp) -> Result<Uuid> {
    if !is_open(crm, &form.token).await? {
        return Err(Refusal::SetUpClosed.into());
    }
    let desk = crm.system_desk("set-up");
    let new = NewUser {
        email: form.email.clone(),
        name: form.name.clone(),
        role: Role::Administrator,
        team: None,
    };
    let weak = passwords::check(&form.password, &form.name, &form.email).await?;
    let values = checked(&form, weak, users::checked(&desk, &new))?;
    let password_hash = passwords::hash(&form.password).await?;
    let mut write = desk.write().await?;
    close(&write, &form.token).await?;
    let id = users::insert(&desk, &mut write, values).await?;
    let preferences = serde_json::to_string(&likeable(form.preferences.clone()))?;
    let row = user::ActiveModel {
        id: Set(id),
        password_hash: Set(Some(password_hash)),
        preferences: Set(Some(preferences)),
        ..Default::default()
    };
    users::keep(&write, row).await?;
    settings::set(
        write.transaction(),
        "organisation",
        form.organisation.trim(),
    )
    .await?;
    settings::set(write.transaction(), "currency", &form.currency).await?;
    settings::set(write.transaction(), "country", country(&form)).await?;
    write.commit().await?;
    crm.refresh().await?;
    Ok(id)
}

/// The values of the administrator, or every problem of the form at its field.
fn checked(
    form: &SetUp,
    weak: Option<Problem>,
    values: Result<contract::value::Values>,
) -> Result<contract::value::Values> {
    let mut problems = Vec::new();
    let mut at = |field: &str, problem: Option<Problem>| {
        problems.extend(problem.map(|problem| FieldProblem::new(field, problem)))
    };
    at("organisation", organisation_problem(&form.organisation));
    at("currency", currency_problem(&form.currency));
    at("password", weak);
    match values {
        Ok(values) if problems.is_empty() => Ok(values),
        Err(Error::Refused(Refusal::Invalid(more))) => {
            Err(Refusal::Invalid([problems, more].concat()).into())
        }
        Ok(_) => Err(Refusal::Invalid(problems).into()),
        Err(error) => Err(error),
    }
}

pub(crate) fn organisation_problem(name: &str) -> Option<Problem> {
    match name.trim().chars().count() {
        0 => Some(Problem::Required),
        length if length > LONGEST as usize => Some(Problem::TooLong { limit: LONGEST }),
        _ => None,
    }
}

pub(crate) fn currency_problem(code: &str) -> Option<Problem> {
    let is_code = code.len() == 3 && code.bytes().all(|letter| letter.is_ascii_uppercase());
    (!is_code).then_some(Problem::UnknownChoice)
}

/// Closes the door behind the one who came in. The deleted row is the turnstile: of two who submit at the
/// same moment the second finds it gone, on both databases.
async fn close(write: &Write<'_>, token: &str) -> Result<()> {
    let door = setting::Entity::delete_many()
        .filter(setting::Column::Key.eq(TOKEN))
        .filter(setting::Column::Value.eq(sha256(token.as_bytes())));
    let closed = door.exec(write.transaction()).await?.rows_affected == 1;
    let is_first = user::Entity::find().count(write.transaction()).await? == 0;
    if closed && is_first {
        Ok(())
    } else {
        Err(Refusal::SetUpClosed.into())
    }
}

/// A browser may name a zone or an accent that is not known here; the first start does not fail for it.
fn likeable(mut preferences: Preferences) -> Preferences {
    let usual = Preferences::default();
    if !clock::is_zone(&preferences.time_zone) {
        preferences.time_zone = usual.time_zone;
    }
    if users::accepted(&preferences).is_err() {
        preferences.accent = usual.accent;
    }
    preferences
}

/// Where telephone numbers without a country code are from. ISO 4217 codes begin with the country's two
/// letters, but for shared currencies.
fn country(form: &SetUp) -> &str {
    match (form.preferences.language, form.currency.as_str()) {
        (Language::Chinese, _) => "CN",
        (_, "EUR") => "DE",
        (_, code) if code.starts_with('X') => "US",
        (_, code) => code.get(..2).unwrap_or("US"),
    }
}

#[cfg(test)]
mod tests {
    use contract::dto::session::Preferences;
    use contract::dto::setup::SetUp;
    use contract::{FieldProblem, Problem, Refusal};

    use super::{is_needed, is_open, set_up, token};
    use crate::{Config, Crm};

    fn form(token: &str, email: &str) -> SetUp {
        SetUp {
            token: token.to_owned(),
            organisation: "Haichuan".to_owned(),
            currency: "USD".to_owned(),
            name: "Zhou".to_owned(),
            email: email.to_owned(),
            password: "a long way to Ningbo".to_owned(),
            preferences: Preferences {
                time_zone: "Moon/Base".to_owned(),
                ..Preferences::default()
            },
        }
    }

    #[tokio::test]
    async fn one_link_makes_one_administrator() {
        let folder = tempfile::tempdir().unwrap();
        let database = format!("sqlite:{}", folder.path().join("test.db").display());
        let crm = Crm::open(&Config {
            database,
            files: folder.path().to_owned(),
            keys: crate::sealing::Source::File(folder.path().join("keys")),
        })
        .await
        .unwrap();
        let old = token(&crm).await.unwrap().unwrap();
        let link = token(&crm).await.unwrap().unwrap();
        assert!(!is_open(&crm, &old).await.unwrap() && !is_open(&crm, "").await.unwrap());
        assert!(is_open(&crm, &link).await.unwrap());

        let empty = SetUp {
            organisation: " ".into(),
            currency: "usd".into(),
            password: "short".into(),
            ..form(&link, "nobody")
        };
        let Refusal::Invalid(problems) = set_up(&crm, empty).await.unwrap_err().into_refusal()
        else {
            panic!("taken")
        };
        let fields: Vec<&str> = problems
            .iter()
            .map(|problem| problem.field.as_str())
            .collect();
        assert_eq!(fields, ["organisation", "currency", "password", "email"]);
        assert_eq!(problems[3], FieldProblem::new("email", Problem::NotAnEmail));

        let (one, other) = tokio::join!(
            set_up(&crm, form(&link, "a@example.com")),
            set_up(&crm, form(&link, "b@example.com"))
        );
        let (made, refused) = if one.is_ok() {
            (one, other)
        } else {
            (other, one)
        };
        assert_eq!(refused.unwrap_err().into_refusal(), Refusal::SetUpClosed);
        let desk = crm.desk_of(made.unwrap()).await.unwrap();
        assert_eq!(
            (
                desk.actor().is_administrator(),
                desk.preferences().time_zone.as_str()
            ),
            (true, "UTC")
        );
        assert_eq!(
            (
                crm.settings().organisation.as_str(),
                crm.settings().country.code()
            ),
            ("Haichuan", "US")
        );
        assert!(!is_needed(&crm).await.unwrap() && !is_open(&crm, &link).await.unwrap());
        assert_eq!(token(&crm).await.unwrap(), None);
    }
}
