//! Records that stay though their time is over, and why. The same conditions count them in a preview and hold them back in
//! a run; a record that several of them hold back is counted by the first one.

use chrono::{Datelike, NaiveDate};
use contract::dto::retention::{Held, RetentionDeed, RetentionRule};
use contract::keeping::{DOCUMENTS, years_by_law};
use contract::objects::{CONTACT, LEAD, is_person};
use contract::{FieldDef, FieldKind, Filter, ObjectDef, Operator, Test};
use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait, Query, SelectStatement};

use super::due;
use crate::privacy::DATED;
use crate::{Desk, Result, records};

/// The name of other records of people in conditions.
const OTHER: &str = "other_person";

/// Why records of an object stay under a rule, the strongest reason first.
///
/// # Errors
/// At a field that cannot be asked.
pub(super) fn conditions(
    desk: &Desk,
    rule: &RetentionRule,
    object: &ObjectDef,
    today: NaiveDate,
) -> Result<Vec<(Held, Condition)>> {
    let mut held = Vec::new();
    if let Some(test) = by_law(desk, object, today) {
        held.push((Held::Law, records::condition_of(desk, object, &test)?));
    }
    if rule.deed != RetentionDeed::Erase || !is_person(&object.key) {
        return Ok(held);
    }
    if let Some(became) = became(object) {
        let is_contact = column(object.table(), &became).is_not_null();
        held.push((Held::Converted, Condition::all().add(is_contact)));
    }
    if rule.in_bin {
        let merged = column(object.table(), "merged_into").is_not_null();
        held.push((Held::Merged, Condition::all().add(merged)));
    }
    held.push((Held::Elsewhere, elsewhere(desk, rule, object, today)?));
    Ok(held)
}

/// Documents whose years are not over: those of the country of the organisation, after the end of the document's own.
fn by_law(desk: &Desk, object: &ObjectDef, today: NaiveDate) -> Option<Test> {
    if !DOCUMENTS.contains(&object.key.as_str()) {
        return None;
    }
    let first = NaiveDate::from_ymd_opt(today.year() - i32::from(years(desk, object)), 1, 1)?;
    let keys = DATED.iter().filter(|key| object.field(key).is_some());
    // The first of its dates counts that says something.
    let mut test: Option<Test> = None;
    for key in keys.rev() {
        let kept: Test = Filter::new(key, Operator::AtLeast, &first.to_string()).into();
        test = Some(match test {
            None => kept,
            Some(rest) => Test::Any(vec![
                kept,
                Test::All(vec![Filter::new(key, Operator::Empty, "").into(), rest]),
            ]),
        });
    }
    test
}

/// For how many years law asks to keep records of an object.
pub(super) fn years(desk: &Desk, object: &ObjectDef) -> u8 {
    years_by_law(desk.crm().settings().country.code(), &object.key)
}

/// The column by which a lead names the contact it became.
fn became(object: &ObjectDef) -> Option<String> {
    let field = (object.key == LEAD).then(|| object.field(CONTACT))??;
    field.column()
}

/// People of whom another record is kept with the same address or number, which does not go with it: who is erased is
/// forgotten everywhere.
fn elsewhere(
    desk: &Desk,
    rule: &RetentionRule,
    object: &ObjectDef,
    today: NaiveDate,
) -> Result<Condition> {
    let mut any = Condition::any().add(Expr::cust("1 = 0"));
    let described = desk.crm().descriptions();
    for other in described
        .whole()
        .iter()
        .filter(|other| is_person(&other.key))
    {
        let Some(same) = same(object, other) else {
            continue;
        };
        let mut select = Query::select();
        select
            .expr(Expr::cust("1"))
            .from_as(Alias::new(other.table()), Alias::new(OTHER))
            .and_where(column(OTHER, "deleted_at").is_null())
            .and_where(column(OTHER, "id").ne(column(object.table(), "id")))
            .cond_where(same);
        if !goes_along(desk, rule, (object, other), today, &mut select)? {
            continue;
        }
        any = any.add(Expr::exists(select));
    }
    Ok(any)
}

/// Leaves those out that go together with the record.
fn goes_along(
    desk: &Desk,
    rule: &RetentionRule,
    (object, other): (&ObjectDef, &ObjectDef),
    today: NaiveDate,
    select: &mut SelectStatement,
) -> Result<bool> {
    if object.key == other.key && !rule.in_bin {
        let due = due::due(desk, rule, object, today)?.ids();
        select.and_where(column(OTHER, "id").not_in_subquery(due));
    }
    if let Some(became) = became(other).filter(|_| object.key == CONTACT) {
        let mine = column(OTHER, &became).eq(column(object.table(), "id"));
        let is_other = Condition::any()
            .add(column(OTHER, &became).is_null())
            .add(mine.not());
        select.cond_where(is_other);
    }
    Ok(true)
}

/// That an address or a number of one record is one of another. `None` where both have none that can be compared.
fn same(object: &ObjectDef, other: &ObjectDef) -> Option<Condition> {
    let mut any = None::<Condition>;
    for (own, kind) in said(object) {
        for (its, other_kind) in said(other) {
            if kind != other_kind {
                continue;
            }
            let mine = column(object.table(), &own);
            let is_same = Condition::all()
                .add(mine.clone().ne(""))
                .add(column(OTHER, &its).eq(mine));
            any = Some(any.unwrap_or_else(Condition::any).add(is_same));
        }
    }
    any
}

fn said(object: &ObjectDef) -> Vec<(String, FieldKind)> {
    let is_said = |field: &&FieldDef| {
        matches!(field.kind, FieldKind::Email | FieldKind::Phone) && !field.sensitive
    };
    let fields = object.fields.iter().filter(is_said);
    fields
        .filter_map(|field| Some((field.column()?, field.kind)))
        .collect()
}

fn column(table: &str, name: &str) -> Expr {
    Expr::col((Alias::new(table), Alias::new(name)))
}
