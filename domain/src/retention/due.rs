//! The records whose time is over.

use std::sync::Arc;

use chrono::{DateTime, Days, Months, NaiveDate, NaiveTime, Utc};
use contract::dto::retention::{RetentionRule, TimeUnit};
use contract::objects::USER;
use contract::{FieldKind, Filter, ListQuery, ObjectDef, Operator, Test, Value};
use sea_orm::sea_query::{Condition, ExprTrait};

use crate::access::{Order, Visible};
use crate::{Crm, Desk, Result, clock, records};

/// As whom the house does it, as the log says it.
const HOUSE: &str = "rule of retention";
/// Who was never spoken to counts from the day on which they came.
const LAST_CONTACT: &str = "last_contact_at";
const CREATED: &str = "created_at";

/// The desk of the house, in the zone of the organisation: roles and shares are nothing to it.
pub(super) fn house(crm: &Arc<Crm>) -> Desk {
    crm.system_desk(HOUSE).in_zone(&zone(crm))
}

/// The zone in which days are counted: that of the working hours.
pub(super) fn zone(crm: &Crm) -> String {
    crm.settings().alerts.hours.time_zone.clone()
}

/// The day it is for the organisation.
pub(super) fn today(crm: &Crm, now: DateTime<Utc>) -> NaiveDate {
    clock::today(now, &zone(crm))
}

/// The objects that a rule is about: lines go with what they belong to, and users leave in another way.
pub(super) fn objects(crm: &Crm, rule: &RetentionRule) -> Vec<Arc<ObjectDef>> {
    let described = crm.descriptions();
    let all = described.whole().iter();
    let is_meant = |object: &&Arc<ObjectDef>| {
        may_have_rules(object) && (rule.object.is_empty() || rule.object == object.key)
    };
    let mut found: Vec<Arc<ObjectDef>> = all.filter(is_meant).cloned().collect();
    // The order of a run, which has to be the same when it goes on.
    found.sort_by(|one, other| one.key.cmp(&other.key));
    found
}

/// Whether rules can be about an object.
pub(super) fn may_have_rules(object: &ObjectDef) -> bool {
    object.line_of.is_none() && object.key != USER
}

/// Whether it can be counted from a field.
pub(super) fn is_date(object: &ObjectDef, key: &str) -> bool {
    object.field(key).is_some_and(|field| {
        matches!(field.kind, FieldKind::Date | FieldKind::DateTime)
            && !field.sensitive
            && !field.retired
    })
}

/// The last day whose records' time is over today: so long ago, or earlier. A month before the 31st of March is the end of
/// February; nothing is ever due before its whole time has passed.
pub(super) fn last_day(today: NaiveDate, rule: &RetentionRule) -> NaiveDate {
    let time = rule.time;
    let day = match rule.unit {
        TimeUnit::Days => today.checked_sub_days(Days::new(time.into())),
        TimeUnit::Months => today.checked_sub_months(Months::new(time)),
        TimeUnit::Years => today.checked_sub_months(Months::new(time.saturating_mul(12))),
    };
    day.unwrap_or(NaiveDate::MIN)
}

/// The question to the list of the records whose time is over.
pub(super) fn list(rule: &RetentionRule, today: NaiveDate) -> ListQuery {
    let after = last_day(today, rule);
    let after = after.succ_opt().unwrap_or(after).to_string();
    let before = |field: &str| Filter::new(field, Operator::Before, &after);
    let mut filters = rule.filters.clone();
    let mut test = rule.test.clone();
    if rule.date == LAST_CONTACT {
        let never = Filter::new(LAST_CONTACT, Operator::Empty, "");
        let any = Test::Any(vec![
            before(LAST_CONTACT).into(),
            Test::All(vec![never.into(), before(CREATED).into()]),
        ]);
        test = Some(match test {
            Some(test) => Test::All(vec![test, any]),
            None => any,
        });
    } else {
        filters.push(before(&rule.date));
    }
    ListQuery {
        object: rule.object.clone(),
        filters,
        test,
        ..ListQuery::default()
    }
}

/// The records of an object whose time is over.
///
/// # Errors
/// At the field of a filter that cannot be answered, as when it is gone: a rule never reaches further than it was meant.
pub(super) fn due(
    desk: &Desk,
    rule: &RetentionRule,
    object: &ObjectDef,
    today: NaiveDate,
) -> Result<Visible> {
    if !rule.in_bin {
        let test = list(rule, today).conditions();
        let wanted = records::condition_of(desk, object, &test)?;
        return Ok(desk.visible(&object.key)?.only(wanted));
    }
    let zone = &desk.preferences().time_zone;
    let after = last_day(today, rule);
    let after = after.succ_opt().unwrap_or(after);
    let moment = clock::utc(after.and_time(NaiveTime::MIN), zone);
    let binned = desk.in_bin(&object.key)?;
    let is_over = binned.column("deleted_at").lt(moment);
    let binned = binned.only(is_over);
    Ok(match own_test(rule) {
        None => binned,
        Some(test) => binned.only(records::condition_of(desk, object, &test)?),
    })
}

/// The conditions of a rule itself; `None` where it has none.
pub(super) fn own_test(rule: &RetentionRule) -> Option<Test> {
    let query = ListQuery {
        filters: rule.filters.clone(),
        test: rule.test.clone(),
        ..ListQuery::default()
    };
    Some(query.conditions()).filter(|test| !test.is_empty())
}

/// All records of an object among which a rule looks.
///
/// # Errors
/// When there is no such object.
pub(super) fn all(desk: &Desk, rule: &RetentionRule, object: &ObjectDef) -> Result<Visible> {
    match rule.in_bin {
        true => desk.in_bin(&object.key),
        false => desk.visible(&object.key),
    }
}

/// The oldest date among some records.
///
/// # Errors
/// When the database fails.
pub(super) async fn oldest(
    desk: &Desk,
    rule: &RetentionRule,
    object: &ObjectDef,
    due: Visible,
) -> Result<Option<NaiveDate>> {
    let zone = &desk.preferences().time_zone;
    if rule.in_bin {
        let deleted_at = due.column("deleted_at");
        let rows = due
            .order("deleted_at", Order::Up)
            .first(1)
            .rows(|select| {
                select.expr_as(deleted_at, "deleted_at");
            })
            .await?;
        let at: Option<DateTime<Utc>> = match rows.first() {
            Some(row) => row.try_get("", "deleted_at")?,
            None => None,
        };
        return Ok(at.map(|at| clock::today(at, zone)));
    }
    let mut found = None;
    for key in [rule.date.as_str(), CREATED] {
        let Some((field, column)) = object
            .field(key)
            .and_then(|field| Some((field, field.column()?)))
        else {
            continue;
        };
        let filled = due.column(&column).is_not_null();
        let first = due
            .clone()
            .only(Condition::all().add(filled))
            .order(&column, Order::Up)
            .first(1)
            .records(&[field])
            .await?;
        found = first
            .first()
            .and_then(|record| day_of(record.value(key), zone));
        if found.is_some() {
            break;
        }
    }
    Ok(found)
}

fn day_of(value: &Value, zone: &str) -> Option<NaiveDate> {
    match value {
        Value::Date(day) => Some(*day),
        Value::DateTime(at) => Some(clock::today(*at, zone)),
        _ => None,
    }
}
