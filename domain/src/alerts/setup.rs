//! From how much on something is told, and when people work.

use chrono::{DateTime, Datelike, Utc};
use contract::dto::alerts::{AlertRule, AlertSetup, RuleSetup, WorkingHours};
use contract::{FieldProblem, Problem, Refusal};

use crate::{Desk, Result, clock, settings};

/// The name under which it stands among the settings and in the log of the configuration.
pub(crate) const SETTING: &str = "alerts";
/// The most that a rule waits for.
const MOST: u32 = 10_000_000;
/// A day: what counts is kept no longer.
pub(super) const MOST_MINUTES: u32 = 1_440;

/// From how much on something is told; for who may read the log.
///
/// # Errors
/// [`Refusal::Forbidden`].
pub async fn setup(desk: &Desk) -> Result<AlertSetup> {
    super::seen::must_read(desk)?;
    Ok(desk.crm().settings().alerts.clone())
}

/// Sets it, for administrators.
///
/// # Errors
/// [`Refusal::Forbidden`]; [`Refusal::Invalid`] at the fields of [`AlertRule::fields`], `time_zone`, `days`, `from` and
/// `until`.
pub async fn save(desk: &Desk, setup: &AlertSetup) -> Result<()> {
    desk.must_administer()?;
    let setup = whole(setup);
    must_be_right(desk, &setup)?;
    let before = serde_json::to_string(&desk.crm().settings().alerts)?;
    let after = serde_json::to_string(&setup)?;
    let mut write = desk.write().await?;
    settings::set(write.transaction(), SETTING, &after).await?;
    // An event of the configuration, so that every node reads it anew at once.
    write.note_configuration(SETTING, Some(before), Some(after));
    write.commit().await?;
    desk.crm().refresh().await
}

/// Every rule once, in their order.
pub(super) fn whole(setup: &AlertSetup) -> AlertSetup {
    AlertSetup {
        rules: AlertRule::ALL.map(|rule| setup.rule(rule)).to_vec(),
        hours: setup.hours.clone(),
    }
}

/// Refuses what cannot be.
pub(super) fn must_be_right(desk: &Desk, setup: &AlertSetup) -> Result<()> {
    let mut problems: Vec<FieldProblem> = Vec::new();
    for rule in &setup.rules {
        problems.extend(rule_problems(desk, rule));
    }
    problems.extend(hours_problems(&setup.hours));
    match problems.is_empty() {
        true => Ok(()),
        false => Err(Refusal::Invalid(problems).into()),
    }
}

fn rule_problems(desk: &Desk, setup: &RuleSetup) -> Vec<FieldProblem> {
    let [number, minutes, exempt] = setup.rule.fields();
    let mut problems = Vec::new();
    for (field, given, most) in [
        (number, setup.number, MOST),
        (minutes, setup.minutes, MOST_MINUTES),
    ] {
        if !(1..=most).contains(&given) {
            let (least, most) = (1, most.into());
            problems.push(FieldProblem::new(
                field,
                Problem::OutOfRange { least, most },
            ));
        }
    }
    let people = desk.crm().people();
    let is_known = |id: &uuid::Uuid| people.name(*id).is_some();
    if !setup.exempt.iter().all(is_known) {
        problems.push(FieldProblem::new(exempt, Problem::PointsNowhere));
    }
    problems
}

fn hours_problems(hours: &WorkingHours) -> Vec<FieldProblem> {
    let mut problems = Vec::new();
    let mut at = |field: &str, problem| problems.push(FieldProblem::new(field, problem));
    if !clock::is_zone(&hours.time_zone) {
        at("time_zone", Problem::UnknownChoice);
    }
    if hours.days.is_empty() {
        at("days", Problem::Required);
    } else if !hours.days.iter().all(|day| (1..=7).contains(day)) {
        at("days", Problem::UnknownChoice);
    }
    match (
        WorkingHours::time(&hours.from),
        WorkingHours::time(&hours.until),
    ) {
        (None, _) => at("from", Problem::WrongKind),
        (_, None) => at("until", Problem::WrongKind),
        (Some(from), Some(until)) if until <= from => at("until", Problem::WrongKind),
        _ => {}
    }
    problems
}

/// Whether people work at a moment. The clock on the wall decides, which goes with the time of summer.
pub(super) fn is_at_work(hours: &WorkingHours, at: DateTime<Utc>) -> bool {
    let wall = clock::local(at, &hours.time_zone);
    let day = u8::try_from(wall.weekday().number_from_monday()).unwrap_or_default();
    let time = wall.time();
    let is_within = |from, until| from <= time && time < until;
    match (
        WorkingHours::time(&hours.from),
        WorkingHours::time(&hours.until),
    ) {
        (Some(from), Some(until)) => hours.days.contains(&day) && is_within(from, until),
        // What was never set right tells of nobody.
        _ => true,
    }
}
