//! Of whom the organisation asks for codes.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use contract::dto::signing::{LONGEST_SESSION, SignInRules};
use contract::{FieldProblem, Problem, Refusal, Value};
use entity::user;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::is_on;
use crate::log::{Note, note};
use crate::passwords::past;
use crate::{Crm, Desk, Result, passkeys, sessions, settings, users};

/// What is asked of everybody who signs in; for administrators.
///
/// # Errors
/// [`Refusal::Forbidden`].
pub async fn rules(desk: &Desk) -> Result<SignInRules> {
    desk.must_administer()?;
    Ok(desk.crm().settings().sign_in.clone())
}

/// Sets it, and ends the sessions of those who have to set up codes now: they do so when they sign in again. Who asks
/// for codes has them already, so that nobody locks themselves out.
///
/// # Errors
/// [`Refusal::Forbidden`]; [`Refusal::Invalid`] at `remembered`, `codes_for`, `codes_for_all` or
/// `session_hours`.
pub async fn save_rules(desk: &Desk, rules: SignInRules) -> Result<()> {
    desk.must_administer()?;
    let problems = problems(desk, &rules).await?;
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    let json = serde_json::to_string(&rules)?;
    let before = serde_json::to_string(&desk.crm().settings().sign_in)?;
    let change = [Value::Text(before), Value::Text(json.clone())];
    note(
        desk,
        Note::administered("sign_in", Uuid::nil(), "rules", change),
    )
    .await?;
    settings::set(desk.crm().door().house().write(), "sign_in", &json).await?;
    desk.crm().refresh().await?;
    end_sessions(desk.crm()).await
}

async fn problems(desk: &Desk, rules: &SignInRules) -> Result<Vec<FieldProblem>> {
    let mut problems = Vec::new();
    if !(1..=past::MOST).contains(&rules.remembered) {
        let (least, most) = (1, past::MOST.into());
        problems.push(FieldProblem::new(
            "remembered",
            Problem::OutOfRange { least, most },
        ));
    }
    if !(1..=LONGEST_SESSION).contains(&rules.session_hours) {
        let (least, most) = (1, LONGEST_SESSION.into());
        problems.push(FieldProblem::new(
            "session_hours",
            Problem::OutOfRange { least, most },
        ));
    }
    let roles = desk.crm().roles();
    let is_role = |key: &String| roles.role(key).is_some();
    if !rules.codes_for.iter().all(is_role) {
        problems.push(FieldProblem::new("codes_for", Problem::UnknownChoice));
    }
    let has_codes = match desk.actor().id() {
        Some(me) => has_second_proof(desk.crm(), me).await?,
        None => true,
    };
    if !has_codes && asks(rules, desk.actor().roles()) {
        let field = if rules.codes_for_all {
            "codes_for_all"
        } else {
            "codes_for"
        };
        problems.push(FieldProblem::new(field, Problem::OwnCodesFirst));
    }
    Ok(problems)
}

/// Whether a person of these roles signs in with a code.
fn asks(rules: &SignInRules, roles: &[String]) -> bool {
    rules.codes_for_all || roles.iter().any(|role| rules.codes_for.contains(role))
}

/// Whether the organisation asks this person for codes.
pub(crate) async fn is_required(crm: &Crm, user: Uuid) -> Result<bool> {
    let rules = &crm.settings().sign_in;
    if rules.codes_for_all || rules.codes_for.is_empty() {
        return Ok(rules.codes_for_all);
    }
    let found = users::actor(crm.door().house(), &crm.roles(), user).await?;
    Ok(found.is_some_and(|(actor, _)| asks(rules, actor.roles())))
}

/// Whether a person can prove more than a password: by the codes of an app, or by a passkey.
pub(crate) async fn has_second_proof(crm: &Crm, user: Uuid) -> Result<bool> {
    Ok(is_on(crm, user).await? || passkeys::has_any(crm, user).await?)
}

/// Ends the sessions of those of whom codes are asked and who have none.
async fn end_sessions(crm: &Crm) -> Result<()> {
    let house = crm.door().house();
    let present = user::Entity::find().filter(user::Column::DeletedAt.is_null());
    for user in present.all(house.read()).await? {
        if is_required(crm, user.id).await? && !has_second_proof(crm, user.id).await? {
            sessions::end_all(house.write(), user.id, None).await?;
        }
    }
    Ok(())
}
