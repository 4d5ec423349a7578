//! What administrators do with rules.

use std::collections::BTreeMap;

use chrono::Utc;
use contract::dto::audit::NOTE;
use contract::dto::retention::{Retention, RetentionPreview, RetentionRule, RuleShown, RuleState};
use contract::{Problem, Refusal, Value};
use entity::retention_rule::Model;
use uuid::Uuid;

use super::measure::measure;
use super::{check, due, schedule, table};
use crate::access::{Noted, Write};
use crate::{Desk, Error, Result};

/// All rules and their last runs, for administrators.
///
/// # Errors
/// [`Refusal::Forbidden`].
pub async fn page(desk: &Desk) -> Result<Retention> {
    desk.must_administer()?;
    let crm = desk.crm();
    let house = crm.door().house();
    let rules = table::rules(house).await?;
    let runs = table::runs(house).await?;
    Ok(Retention {
        rules: rules
            .iter()
            .map(|row| shown(desk, row))
            .collect::<Result<_>>()?,
        runs: runs.iter().map(table::told).collect::<Result<_>>()?,
        time_zone: due::zone(crm),
        hour: schedule::HOUR,
    })
}

pub(super) fn state_of(row: &Model) -> RuleState {
    RuleState::of(&row.state).unwrap_or_default()
}

/// The rule of a row.
pub(super) fn rule_of(row: &Model) -> Result<RetentionRule> {
    let rule: RetentionRule = serde_json::from_str(&row.body)?;
    Ok(RetentionRule {
        id: row.id,
        version: row.version,
        ..rule
    })
}

/// What was previewed of this very version.
pub(super) fn preview_of(row: &Model) -> Result<Option<RetentionPreview>> {
    let preview: Option<RetentionPreview> = match &row.preview {
        Some(text) => Some(serde_json::from_str(text)?),
        None => None,
    };
    Ok(preview.filter(|preview| preview.version == row.version))
}

fn shown(desk: &Desk, row: &Model) -> Result<RuleShown> {
    let (crm, now) = (desk.crm(), Utc::now());
    let (rule, state) = (rule_of(row)?, state_of(row));
    let today = due::today(crm, now);
    let can_be_asked = check::must_be_right(desk, &rule).is_ok();
    Ok(RuleShown {
        list: (!rule.in_bin && can_be_asked).then(|| due::list(&rule, today)),
        preview: preview_of(row)?,
        next_at: (state == RuleState::On).then(|| schedule::next_at(crm, row.ran_on, now)),
        state,
        rule,
        changed_by: row.changed_by.clone(),
        changed_at: row.changed_at,
    })
}

async fn found(desk: &Desk, id: Uuid) -> Result<Model> {
    let row = table::rule(desk.crm().door().house().write(), id).await?;
    Ok(row.ok_or(Refusal::NotFound)?)
}

/// Makes a rule, or changes one. What is more than its name makes a draft of it, which is previewed anew.
///
/// # Errors
/// [`Refusal::Forbidden`]; [`Refusal::Invalid`] at `name`, `object`, `deed`, `date`, `time` and `filters`;
/// [`Refusal::Outdated`], [`Refusal::NotFound`].
pub async fn save(desk: &Desk, rule: &RetentionRule) -> Result<RuleShown> {
    desk.must_administer()?;
    let rule = check::tidied(rule);
    check::must_be_right(desk, &rule)?;
    let write = desk.write().await?;
    let before = table::rule(write.transaction(), rule.id).await?;
    if before.is_none() && rule.version > 0 {
        return Err(Refusal::NotFound.into());
    }
    let row = row_of(desk, &rule, before.as_ref())?;
    let version = before.as_ref().map(|_| rule.version);
    if !table::put_rule(write.transaction(), row.clone(), version).await? {
        let changed_by = before.map(|row| row.changed_by).unwrap_or_default();
        return Err(Refusal::Outdated { changed_by }.into());
    }
    let before = before.as_ref().map(rule_of).transpose()?;
    note_rule(&write, before.as_ref(), &rule, None).await?;
    write.commit().await?;
    desk.crm().log_grew();
    shown(desk, &row)
}

fn row_of(desk: &Desk, rule: &RetentionRule, before: Option<&Model>) -> Result<Model> {
    let body = serde_json::to_string(&RetentionRule {
        version: 0,
        ..rule.clone()
    })?;
    let new = Model {
        id: rule.id,
        name: rule.name.clone(),
        body,
        version: rule.version + 1,
        state: RuleState::Draft.word().to_owned(),
        preview: None,
        is_approved: false,
        ran_on: None,
        changed_by: desk.actor().name().to_owned(),
        changed_at: desk.now(),
    };
    let Some(before) = before else {
        return Ok(new);
    };
    let renamed = RetentionRule {
        name: rule.name.clone(),
        version: rule.version,
        ..rule_of(before)?
    };
    if renamed != *rule {
        return Ok(new);
    }
    // Only another name.
    let preview = preview_of(before)?.map(|preview| RetentionPreview {
        version: new.version,
        ..preview
    });
    Ok(Model {
        state: before.state.clone(),
        preview: preview
            .map(|preview| serde_json::to_string(&preview))
            .transpose()?,
        is_approved: before.is_approved,
        ran_on: before.ran_on,
        ..new
    })
}

/// Counts what a rule would do today, and keeps it with the rule.
///
/// # Errors
/// [`Refusal::Forbidden`], [`Refusal::NotFound`]; [`Refusal::Invalid`] where the rule cannot be asked any more;
/// [`Refusal::Outdated`] when it was changed meanwhile.
pub async fn preview(desk: &Desk, id: Uuid) -> Result<RuleShown> {
    desk.must_administer()?;
    let crm = desk.crm();
    let mut row = found(desk, id).await?;
    let rule = rule_of(&row)?;
    let today = due::today(crm, Utc::now());
    let measured = measure(&due::house(crm), &rule, today).await?;
    let waits = measured.is_much(&rule) && !row.is_approved && super::letter::has_deed(&rule);
    let preview = RetentionPreview {
        at: desk.now(),
        by: desk.actor().name().to_owned(),
        version: row.version,
        due: measured.due,
        of: measured.of,
        oldest: measured.oldest,
        held: measured.held,
        waits,
    };
    let text = serde_json::to_string(&preview)?;
    let write = desk.write().await?;
    let as_it_was = (row.id, row.version);
    if !table::set_preview(write.transaction(), as_it_was, text.clone()).await? {
        let changed_by = found(desk, id).await?.changed_by;
        return Err(Refusal::Outdated { changed_by }.into());
    }
    write.commit().await?;
    row.preview = Some(text);
    shown(desk, &row)
}

/// Switches a rule on, which runs from the next night on, or lets it pause.
///
/// # Errors
/// [`Refusal::Forbidden`], [`Refusal::NotFound`]; [`Refusal::Invalid`] at `preview` for one that was not previewed as it is;
/// [`Refusal::Outdated`] for another version.
pub async fn switch(desk: &Desk, id: Uuid, version: i32, is_on: bool) -> Result<RuleShown> {
    desk.must_administer()?;
    let write = desk.write().await?;
    let row = table::rule(write.transaction(), id).await?;
    let row = row.ok_or(Refusal::NotFound)?;
    if row.version != version {
        let changed_by = row.changed_by;
        return Err(Refusal::Outdated { changed_by }.into());
    }
    if is_on && preview_of(&row)?.is_none() {
        return Err(Error::invalid("preview", Problem::Required));
    }
    let before = state_of(&row);
    let state = match (is_on, before) {
        (true, _) => RuleState::On,
        (false, RuleState::Draft) => RuleState::Draft,
        (false, _) => RuleState::Paused,
    };
    let rule = rule_of(&row)?;
    // From the next night on: what was switched on by day does nothing before that.
    let ran_on = match (is_on, before) {
        (true, RuleState::On) => row.ran_on,
        _ => Some(schedule::day(desk.crm(), Utc::now())),
    };
    let row = Model {
        state: state.word().to_owned(),
        ran_on,
        ..row
    };
    table::put_rule(write.transaction(), row.clone(), Some(version)).await?;
    note_rule(&write, Some(&rule), &rule, Some([before, state])).await?;
    write.commit().await?;
    desk.crm().log_grew();
    shown(desk, &row)
}

/// Removes a rule. What its runs did stays as it is, and told.
///
/// # Errors
/// [`Refusal::Forbidden`]; [`Refusal::NotFound`].
pub async fn remove(desk: &Desk, id: Uuid) -> Result<()> {
    desk.must_administer()?;
    let write = desk.write().await?;
    let row = table::rule(write.transaction(), id).await?;
    let rule = rule_of(&row.ok_or(Refusal::NotFound)?)?;
    table::remove_rule(write.transaction(), id).await?;
    let gone = Noted {
        object: format!("{NOTE}retention"),
        record: id,
        action: "administered",
        changes: BTreeMap::from([("name".to_owned(), [rule.name.as_str().into(), Value::Empty])]),
    };
    write.note_beside(&gone).await?;
    write.commit().await?;
    desk.crm().log_grew();
    Ok(())
}

/// The log tells what a rule was and is.
pub(super) async fn note_rule(
    write: &Write<'_>,
    before: Option<&RetentionRule>,
    after: &RetentionRule,
    states: Option<[RuleState; 2]>,
) -> Result<()> {
    let facts = |rule: &RetentionRule| {
        [
            ("name", rule.name.clone()),
            ("object", rule.object.clone()),
            ("in_bin", rule.in_bin.to_string()),
            (
                "filters",
                due::own_test(rule)
                    .and_then(|test| serde_json::to_string(&test).ok())
                    .unwrap_or_default(),
            ),
            ("date", rule.date.clone()),
            ("time", format!("{} {}", rule.time, rule.unit.word())),
            ("deed", rule.deed.word().to_owned()),
        ]
    };
    let old = before.map(facts);
    let mut changes = BTreeMap::new();
    for (place, (key, new)) in facts(after).into_iter().enumerate() {
        let old = old
            .as_ref()
            .and_then(|old| old.get(place))
            .map_or(Value::Empty, |(_, old)| Value::Text(old.clone()));
        if old.text() != Some(new.as_str()) {
            changes.insert(key.to_owned(), [old, Value::Text(new)]);
        }
    }
    if let Some([was, is]) = states {
        let told = [was.word().into(), is.word().into()];
        changes.insert("state".to_owned(), told);
        let name = after.name.as_str().into();
        changes.insert("rule".to_owned(), [Value::Empty, name]);
    }
    let noted = Noted {
        object: format!("{NOTE}retention"),
        record: after.id,
        action: "administered",
        changes,
    };
    write.note_beside(&noted).await
}
