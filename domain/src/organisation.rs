//! What an administrator sets for everybody.

use contract::dto::organisation::Organisation;
use contract::{FieldProblem, Refusal, Value};
use uuid::Uuid;

use crate::log::{Note, note};
use crate::setup::{currency_problem, organisation_problem};
use crate::{Desk, Result, settings};

/// What is set for everybody.
///
/// # Errors
/// Never for a signed-in person.
pub async fn get(desk: &Desk) -> Result<Organisation> {
    let settings = desk.crm().settings();
    Ok(Organisation {
        name: settings.organisation.clone(),
        currency: settings.currency.clone(),
    })
}

/// Sets it.
///
/// # Errors
/// [`Refusal::Forbidden`], and [`Refusal::Invalid`] at `name` or `currency`.
pub async fn save(desk: &Desk, organisation: Organisation) -> Result<()> {
    desk.must_administer()?;
    let name =
        organisation_problem(&organisation.name).map(|problem| FieldProblem::new("name", problem));
    let currency = currency_problem(&organisation.currency)
        .map(|problem| FieldProblem::new("currency", problem));
    let problems: Vec<FieldProblem> = name.into_iter().chain(currency).collect();
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    let before = desk.crm().settings();
    let change = [&before.organisation, &organisation.name].map(|name| Value::Text(name.clone()));
    note(
        desk,
        Note::administered("organisation", Uuid::nil(), "name", change),
    )
    .await?;
    let transaction = desk.crm().door().house().begin().await?;
    settings::set(&transaction, "organisation", organisation.name.trim()).await?;
    settings::set(&transaction, "currency", &organisation.currency).await?;
    transaction.commit().await?;
    desk.crm().refresh().await
}
