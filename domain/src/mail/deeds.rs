//! What others of the house, and administrators, do with mail.

use contract::dto::mail::{Mail, MailPage, MailQuery, MailSetup, MailStanding};
use contract::{FieldProblem, Problem, Refusal};
use entity::mail;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::letter::{Letter, Posted, Template};
use super::setup::{self, Setup};
use super::{table, words, work};
use crate::outgoing::{self, Errand};
use crate::{Crm, Desk, Result};

/// The name under which the set-up stands in the log of the configuration.
const CONFIGURATION: &str = "mail";
/// The longest password, in characters.
const LONGEST_PASSWORD: u32 = 1_000;

/// Puts a letter into the outbox, in the transaction of the deed that causes it: it goes when that is committed, and
/// only then. Nothing is queued while mail is not set up.
///
/// # Errors
/// [`Refusal::Invalid`] at `email` for what is no address.
pub async fn queue<C: ConnectionTrait>(
    crm: &Crm,
    connection: &C,
    letter: Letter,
) -> Result<Posted> {
    let letter = letter.checked()?;
    let Some(setup) = Setup::current(crm).await? else {
        return Ok(Posted::NotSetUp);
    };
    let row = row(crm, &setup, &letter)?;
    let id = row.id;
    table::insert(connection, row).await?;
    Ok(Posted::Queued(id))
}

/// A letter as it is written into the outbox.
fn row(crm: &Crm, setup: &Setup, letter: &Letter) -> Result<mail::Model> {
    let organisation = &crm.settings().organisation;
    let subject = words::draft(letter, organisation, &setup.server.site).subject;
    table::row(letter, subject, &setup.domain())
}

/// How mail is set up, without its password.
///
/// # Errors
/// [`Refusal::Forbidden`].
pub async fn standing(desk: &Desk) -> Result<MailStanding> {
    desk.must_administer()?;
    setup::standing(desk.crm()).await
}

/// Sets mail up. Without a new password the one before is kept, for the same server, encryption and user only: a password
/// is never carried elsewhere, or shown to the net, by somebody who does not know it.
///
/// # Errors
/// [`Refusal::Forbidden`], also where configuration file or environment say it; [`Refusal::Invalid`] at the fields of
/// [`MailSetup`] and at `password`.
pub async fn save(
    desk: &Desk,
    setup: &MailSetup,
    password: Option<String>,
) -> Result<MailStanding> {
    desk.must_administer()?;
    let before = setup::standing(desk.crm()).await?;
    if before.is_configured {
        return Err(Refusal::Forbidden.into());
    }
    let setup = setup::trimmed(setup);
    let mut problems = setup::problems(&setup);
    problems.extend(inner_problem(desk.crm(), &setup));
    problems.extend(password_problem(&setup, password.as_deref(), &before));
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    // Who signs in nowhere needs no password.
    let password = match setup.user.is_empty() {
        true => Some(String::new()),
        false => password,
    };
    let mut write = desk.write().await?;
    setup::keep(desk.crm(), write.transaction(), &setup, password.as_deref()).await?;
    let as_text = |setup: &MailSetup| serde_json::to_string(setup);
    let earlier = before.setup.as_ref().map(as_text).transpose()?;
    write.note_configuration(CONFIGURATION, earlier, Some(as_text(&setup)?));
    write.commit().await?;
    setup::standing(desk.crm()).await
}

/// Pages lead to no inner addresses but those that take mail.
fn inner_problem(crm: &Crm, setup: &MailSetup) -> Option<FieldProblem> {
    let (host, port) = (&setup.host, setup.port);
    let may = outgoing::may_be_written(&crm.outgoing(), Errand::Mail, host, port);
    (!may).then(|| FieldProblem::new("host", Problem::InnerAddress))
}

fn password_problem(
    setup: &MailSetup,
    password: Option<&str>,
    before: &MailStanding,
) -> Option<FieldProblem> {
    let at = |problem| Some(FieldProblem::new("password", problem));
    if setup.user.is_empty() || before.is_password_configured {
        return None;
    }
    match password {
        Some(new) if new.chars().count() > LONGEST_PASSWORD as usize => at(Problem::TooLong {
            limit: LONGEST_PASSWORD,
        }),
        Some("") => at(Problem::Required),
        Some(_) => None,
        None => {
            let same = |kept: &MailSetup| {
                let told = |setup: &MailSetup| {
                    (
                        setup.host.clone(),
                        setup.port,
                        setup.tls,
                        setup.user.clone(),
                    )
                };
                told(kept) == told(setup)
            };
            let is_same = before.setup.as_ref().is_some_and(same);
            (!is_same || !before.has_password)
                .then(|| FieldProblem::new("password", Problem::Required))
        }
    }
}

/// Sends a mail to try the set-up out, and answers once it is known how that went. It stands in the list like others,
/// but is tried only once.
///
/// # Errors
/// [`Refusal::Forbidden`], [`Refusal::NoMail`], [`Refusal::Invalid`] at `email`.
pub async fn send_test(desk: &Desk, to: &str) -> Result<Mail> {
    desk.must_administer()?;
    let crm = desk.crm();
    let current = Setup::current(crm).await?.ok_or(Refusal::NoMail)?;
    let letter = Letter {
        to: to.to_owned(),
        name: String::new(),
        language: desk.preferences().language,
        time_zone: desk.preferences().time_zone.clone(),
        template: Template::Test {
            tried_by: desk.actor().name().to_owned(),
        },
    };
    let row = row(crm, &current, &letter.checked()?)?;
    let (house, id) = (crm.door().house(), row.id);
    let held = table::insert_held(house, row).await?;
    work::finish(crm, &current, held).await?;
    Ok(table::one(house, id).await?.ok_or(Refusal::NotFound)?)
}

/// A page of the outbox.
///
/// # Errors
/// [`Refusal::Forbidden`].
pub async fn list(desk: &Desk, query: &MailQuery) -> Result<MailPage> {
    desk.must_administer()?;
    table::page(desk.crm().door().house(), query).await
}

/// Keeps a mail that waits from going. Answers how it stands now: it may have gone a moment before.
///
/// # Errors
/// [`Refusal::Forbidden`], [`Refusal::NotFound`].
pub async fn cancel(desk: &Desk, id: Uuid) -> Result<Mail> {
    desk.must_administer()?;
    let house = desk.crm().door().house();
    table::cancel(house, id).await?;
    Ok(table::one(house, id).await?.ok_or(Refusal::NotFound)?)
}

/// Lets a mail go now that waits for its next try, failed or was cancelled. Answers how it stands now.
///
/// # Errors
/// [`Refusal::Forbidden`], [`Refusal::NotFound`].
pub async fn send_again(desk: &Desk, id: Uuid) -> Result<Mail> {
    desk.must_administer()?;
    let house = desk.crm().door().house();
    table::again(house, id).await?;
    Ok(table::one(house, id).await?.ok_or(Refusal::NotFound)?)
}
