//! What becomes of alerts: they are looked at, and settled with a word.

use contract::dto::alerts::{Alert, AlertPage, AlertQuery, AlertRule, AlertState};
use contract::dto::audit::AuditQuery;
use contract::{Problem, Refusal, Value};
use entity::alert;
use uuid::Uuid;

use super::table;
use crate::log::{Note, note_within};
use crate::{Desk, Error, Result, clock};

/// The longest note, in characters.
const LONGEST: u32 = 2_000;

/// Refuses who may not read the log, of which alerts tell.
pub(super) fn must_read(desk: &Desk) -> Result<()> {
    match desk.actor().may_read_log() {
        true => Ok(()),
        false => Err(Refusal::Forbidden.into()),
    }
}

/// A page of alerts, for who may read the log.
///
/// # Errors
/// [`Refusal::Forbidden`].
pub async fn list(desk: &Desk, query: &AlertQuery) -> Result<AlertPage> {
    must_read(desk)?;
    let mut rows = table::page(desk.crm().door().house(), query).await?;
    let has_more = rows.len() as u64 > table::PAGE;
    rows.truncate(usize::try_from(table::PAGE).unwrap_or(usize::MAX));
    let next = rows.last().filter(|_| has_more).map(|last| last.id);
    let alerts = rows.into_iter().filter_map(|row| told(desk, row)).collect();
    Ok(AlertPage { alerts, next })
}

/// How many alerts nobody has looked at; none for who is not told of them.
///
/// # Errors
/// When the database fails.
pub async fn open(desk: &Desk) -> Result<u64> {
    match desk.actor().is_administrator() && !desk.actor().is_limited() {
        true => table::waiting(desk.crm().door().house()).await,
        false => Ok(0),
    }
}

/// Marks an alert as looked at or settled, or opens it again, with a word about it; for administrators. Answers how it
/// stands now.
///
/// # Errors
/// [`Refusal::Forbidden`], [`Refusal::NotFound`], [`Refusal::Invalid`] at `note`.
pub async fn mark(desk: &Desk, id: Uuid, state: AlertState, note: &str) -> Result<Alert> {
    desk.must_administer()?;
    let note = note.trim();
    if note.chars().count() > LONGEST as usize {
        let limit = LONGEST;
        return Err(Error::invalid("note", Problem::TooLong { limit }));
    }
    let write = desk.write().await?;
    let marked = table::mark(&write, id, state, note).await?;
    let (before, after) = marked.ok_or(Refusal::NotFound)?;
    let change = [&before.state, &after.state].map(|state| Value::Text(state.clone()));
    note_within(&write, Note::administered("alert", id, "state", change)).await?;
    write.commit().await?;
    desk.crm().log_grew();
    Ok(told(desk, after).ok_or(Refusal::NotFound)?)
}

/// An alert as it is shown; `None` for one of a rule that this version does not know.
fn told(desk: &Desk, row: alert::Model) -> Option<Alert> {
    let rule = AlertRule::of(&row.rule)?;
    let number = |number: i32| u32::try_from(number).unwrap_or_default();
    Some(Alert {
        id: row.id,
        rule,
        person: row.person_id,
        count: u64::try_from(row.count).unwrap_or_default(),
        number: number(row.number),
        minutes: number(row.minutes),
        first_at: row.first_at,
        last_at: row.last_at,
        state: AlertState::of(&row.state).unwrap_or(AlertState::Open),
        log: in_log(desk, rule, &row),
        name: row.name,
        address: row.address,
        state_by: row.state_by,
        state_at: row.state_at,
        note: row.note,
    })
}

/// Where it stands in the log.
fn in_log(desk: &Desk, rule: AlertRule, row: &alert::Model) -> AuditQuery {
    let zone = &desk.preferences().time_zone;
    let action = match rule {
        AlertRule::OffHours => None,
        AlertRule::Reading => Some("read"),
        AlertRule::Exports => Some("exported"),
        AlertRule::Accounts => Some("sign_in_refused"),
        AlertRule::NewPlace => Some("signed_in"),
        AlertRule::Denied => Some("denied"),
    };
    AuditQuery {
        person: row.person_id,
        address: row.address.clone().filter(|_| !rule.is_of_persons()),
        action: action.map(str::to_owned),
        from: Some(clock::today(row.first_at, zone)),
        until: Some(clock::today(row.last_at, zone)),
        ..AuditQuery::default()
    }
}
