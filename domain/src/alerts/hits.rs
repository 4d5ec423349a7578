//! Which events of the log count for which rule.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use contract::Value;
use contract::dto::alerts::{AlertRule, AlertSetup, RuleSetup};
use entity::event;
use uuid::Uuid;

use super::setup::is_at_work;
use crate::sealing::Keys;

/// What the notes about alerts themselves name as their object.
pub(crate) const ALERT: &str = "note.alert";
/// Events that any rule counts.
pub(super) const COUNTED: [&str; 7] = [
    "seen",
    "exported",
    "administered",
    "signed_in",
    "sign_in_refused",
    "read",
    "denied",
];

/// One event, as far as it counts for one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) rule: AlertRule,
    /// Whom it counts by: the id of a person, or an address.
    pub(super) subject: String,
    pub(super) person: Option<Uuid>,
    pub(super) name: String,
    pub(super) address: Option<String>,
    pub(super) seq: i64,
    pub(super) at: DateTime<Utc>,
    pub(super) weight: u64,
    /// Where only different things count: what it was.
    pub(super) what: String,
}

/// What of an event counts, by the rules that are on. The work of the house itself never does.
pub(super) fn hits(event: &event::Model, setup: &AlertSetup) -> Vec<Hit> {
    if event.object == ALERT || !COUNTED.contains(&event.action.as_str()) {
        return Vec::new();
    }
    let rules = setup.rules.iter().filter(|rule| rule.is_on);
    rules
        .filter_map(|rule| match rule.rule.is_of_persons() {
            true => of_person(event, rule, setup),
            false => of_address(event),
        })
        .collect()
}

fn of_person(event: &event::Model, rule: &RuleSetup, setup: &AlertSetup) -> Option<Hit> {
    let person = event
        .actor_id
        .filter(|person| !rule.exempt.contains(person))?;
    let weight = match (rule.rule, event.action.as_str()) {
        (AlertRule::OffHours, "seen" | "exported" | "administered") => {
            u64::from(!is_at_work(&setup.hours, event.at))
        }
        (AlertRule::Exports, "exported") => 1,
        (AlertRule::Reading, "read") | (AlertRule::Denied, "denied") => count(event),
        (AlertRule::NewPlace, "signed_in") => u64::from(is_new_place(event)),
        _ => 0,
    };
    (weight > 0).then(|| Hit {
        rule: rule.rule,
        subject: person.to_string(),
        person: Some(person),
        name: event.actor.clone(),
        address: event.address.clone(),
        seq: event.seq,
        at: event.at,
        weight,
        what: String::new(),
    })
}

/// A refused sign-in counts by the address it came from, once for each account that was tried.
fn of_address(event: &event::Model) -> Option<Hit> {
    let address = event.address.clone()?;
    if event.action != "sign_in_refused" {
        return None;
    }
    let named = || match told(event).get("account") {
        Some([_, Value::Text(mark)]) => mark.clone(),
        _ => String::new(),
    };
    Some(Hit {
        rule: AlertRule::Accounts,
        subject: address.clone(),
        person: None,
        name: String::new(),
        address: Some(address),
        seq: event.seq,
        at: event.at,
        weight: 1,
        what: event
            .actor_id
            .as_ref()
            .map_or_else(named, |id| id.to_string()),
    })
}

fn told(event: &event::Model) -> BTreeMap<String, [Value; 2]> {
    // What an older version wrote and this one cannot read tells nothing.
    serde_json::from_str(&event.changes).unwrap_or_default()
}

fn count(event: &event::Model) -> u64 {
    match told(event).get("count") {
        Some([_, Value::Integer(count)]) => u64::try_from(*count).unwrap_or_default(),
        _ => 0,
    }
}

fn is_new_place(event: &event::Model) -> bool {
    let told = told(event);
    let is_new = |key: &str| matches!(told.get(key), Some([_, Value::YesNo(true)]));
    is_new("new_device") || is_new("new_network")
}

/// By what a name is told from others that nobody has: whatever was typed there may have been a password, so the log
/// holds some letters of a code that nobody reckons without the keys. `None` where there are no keys.
pub(crate) fn of_name(keys: &Keys, name: &str) -> Option<String> {
    let code = keys.likeness("name of a sign-in", name)?;
    Some(code.chars().take(8).collect())
}
