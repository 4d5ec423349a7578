//! What a rule cannot be.

use chrono::Utc;
use contract::dto::retention::{
    DELETED_AT, LONGEST_NAME, LONGEST_TIME, RetentionDeed, RetentionRule,
};
use contract::{FieldProblem, ListQuery, Problem, Refusal, Test};

use super::due;
use crate::{Desk, Error, Result};

/// Refuses what cannot be.
///
/// # Errors
/// [`Refusal::Invalid`] at `name`, `object`, `deed`, `date`, `time` and `filters`.
pub(super) fn must_be_right(desk: &Desk, rule: &RetentionRule) -> Result<()> {
    let mut problems: Vec<FieldProblem> = Vec::new();
    let mut at = |field: &str, problem| problems.push(FieldProblem::new(field, problem));
    if rule.name.is_empty() {
        at("name", Problem::Required);
    } else if rule.name.chars().count() > LONGEST_NAME as usize {
        let limit = LONGEST_NAME;
        at("name", Problem::TooLong { limit });
    }
    if !(1..=LONGEST_TIME).contains(&rule.time) {
        let (least, most) = (1, LONGEST_TIME.into());
        at("time", Problem::OutOfRange { least, most });
    }
    let object = desk.crm().descriptions().object(&rule.object);
    match object.filter(|object| due::may_have_rules(object)) {
        Some(object) if !rule.in_bin && !due::is_date(&object, &rule.date) => {
            at("date", Problem::Unknown);
        }
        None if !rule.in_bin || !rule.object.is_empty() => at("object", Problem::Unknown),
        _ => {}
    }
    if rule.in_bin && rule.deed != RetentionDeed::Erase {
        at("deed", Problem::UnknownChoice);
    }
    let test = due::own_test(rule);
    let is_vague = rule.object.is_empty() && test.is_some();
    if is_vague || test.as_ref().is_some_and(names_asker) {
        at("filters", Problem::UnknownChoice);
    }
    match problems.is_empty() {
        true => can_be_asked(desk, rule),
        false => Err(Refusal::Invalid(problems).into()),
    }
}

/// What is wrong with its conditions is told at one field.
fn can_be_asked(desk: &Desk, rule: &RetentionRule) -> Result<()> {
    let crm = desk.crm();
    let (house, today) = (due::house(crm), due::today(crm, Utc::now()));
    for object in due::objects(crm, rule) {
        match due::due(&house, rule, &object, today) {
            Err(Error::Refused(Refusal::Invalid(found))) => {
                let problem = found.into_iter().next().map(|found| found.problem);
                let problem = problem.unwrap_or(Problem::Unknown);
                return Err(Error::invalid("filters", problem));
            }
            other => drop(other?),
        }
    }
    Ok(())
}

/// Whether it asks for what is one's own: the house has nothing of its own.
fn names_asker(test: &Test) -> bool {
    match test {
        Test::One(filter) => filter
            .values()
            .any(|value| matches!(value, "me" | "my_team")),
        Test::All(parts) | Test::Any(parts) => parts.iter().any(names_asker),
        Test::Has { test, .. } => names_asker(test),
    }
}

/// The rule as it is kept.
pub(super) fn tidied(rule: &RetentionRule) -> RetentionRule {
    let query = ListQuery {
        filters: rule.filters.clone(),
        test: rule.test.clone().map(Test::tidied),
        ..ListQuery::default()
    };
    RetentionRule {
        name: rule.name.trim().to_owned(),
        filters: query.filters,
        test: query.test.filter(|test| !test.is_empty()),
        date: match rule.in_bin {
            true => DELETED_AT.to_owned(),
            false => rule.date.clone(),
        },
        ..rule.clone()
    }
}
