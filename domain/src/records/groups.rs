//! A list parted by the values of one field: how many records each part has, and what narrows the list to it.

use chrono::{Days, NaiveDate, Utc};
use contract::dto::lists::{Group, SPANS};
use contract::query::Total;
use contract::{FieldDef, FieldKind, Filter, ListQuery, ObjectDef, Operator, Problem};

use super::condition;
use super::list::{COUNTED, matching};
use crate::access::Visible;
use crate::{Desk, Error, Result, clock};

/// Parts that are counted by one question.
const TOGETHER: usize = 100;
/// Records that are counted at all, of all parts.
const EFFORT: u64 = 200_000;

/// The parts of a list by a choice, a person, yes or no, or a day; in the order of the choices, of names, of time,
/// what is empty last. People of whom there is nothing are left out.
///
/// # Errors
/// At `by` for a field that parts nothing, and as the list itself.
pub(super) async fn groups(desk: &Desk, query: &ListQuery, by: &str) -> Result<Vec<Group>> {
    let object = desk.object(&query.object)?;
    let field = parting(&object, by)?;
    let mut groups = parts(desk, field);
    let all = narrowed(desk, query, &groups)?;
    let most = (EFFORT / Ord::max(all.len() as u64, 1)).clamp(1_000, COUNTED);
    let mut counts = Vec::new();
    let mut left = all.into_iter();
    while counts.len() < groups.len() {
        let some: Vec<Visible> = left.by_ref().take(TOGETHER).collect();
        counts.extend(Visible::counts_to(some, most + 1).await?);
    }
    for (group, count) in groups.iter_mut().zip(counts) {
        group.total = Total {
            count: Ord::min(count, most),
            or_more: count > most,
        };
    }
    groups.retain(|group| field.kind != FieldKind::User || group.total.count > 0);
    Ok(groups)
}

/// The questions of some parts of a list.
///
/// # Errors
/// As the list itself.
pub(super) fn narrowed(desk: &Desk, query: &ListQuery, groups: &[Group]) -> Result<Vec<Visible>> {
    let object = desk.object(&query.object)?;
    let all = matching(desk, query)?;
    let one = |group: &Group| {
        let mut filters = group.filters.iter();
        filters.try_fold(all.clone(), |visible, filter| {
            Ok(visible.only(condition(desk, &object, filter)?))
        })
    };
    groups.iter().map(one).collect()
}

/// The field that parts a list.
fn parting<'o>(object: &'o ObjectDef, by: &str) -> Result<&'o FieldDef> {
    object
        .field(by)
        .filter(|field| parts_by(field.kind))
        .ok_or_else(|| Error::invalid(by, Problem::WrongKind))
}

fn parts_by(kind: FieldKind) -> bool {
    matches!(
        kind,
        FieldKind::Choice
            | FieldKind::User
            | FieldKind::YesNo
            | FieldKind::Date
            | FieldKind::DateTime
    )
}

fn parts(desk: &Desk, field: &FieldDef) -> Vec<Group> {
    let is = |key: &str| group(key, vec![Filter::new(&field.key, Operator::Is, key)]);
    let none = group("", vec![Filter::new(&field.key, Operator::Empty, "")]);
    match field.kind {
        // What was never said to be so is not so: nothing is empty.
        FieldKind::YesNo => ["true", "false"].map(is).into(),
        FieldKind::User => {
            let people = desk.crm().people();
            let ids = people.everybody().map(|id| is(&id.to_string()));
            ids.chain([none]).collect()
        }
        FieldKind::Date | FieldKind::DateTime => {
            let today = clock::today(Utc::now(), &desk.preferences().time_zone);
            let spans = spans(field, today).into_iter();
            spans.chain([none]).collect()
        }
        _ => {
            let choices = field.choices.iter().map(|choice| is(&choice.key));
            choices.chain([none]).collect()
        }
    }
}

/// The spans of days, each by the last day before it and the first one after it.
fn spans(field: &FieldDef, today: NaiveDate) -> Vec<Group> {
    let back = |days| today.checked_sub_days(Days::new(days)).unwrap_or(today);
    let on = |days| today.checked_add_days(Days::new(days)).unwrap_or(today);
    let edges = [
        (None, Some(back(30))),
        (Some(back(31)), Some(back(7))),
        (Some(back(8)), Some(today)),
        (Some(back(1)), Some(on(1))),
        (Some(today), Some(on(8))),
        (Some(on(7)), Some(on(31))),
        (Some(on(30)), None),
    ];
    let filter = |operator, day: NaiveDate| Filter::new(&field.key, operator, &day.to_string());
    let spans = SPANS.into_iter().zip(edges);
    spans
        .map(|(word, (after, before))| {
            let after = after.map(|day| filter(Operator::After, day));
            let before = before.map(|day| filter(Operator::Before, day));
            group(word, after.into_iter().chain(before).collect())
        })
        .collect()
}

fn group(key: &str, filters: Vec<Filter>) -> Group {
    Group {
        key: key.to_owned(),
        filters,
        total: Total::default(),
    }
}
