//! Filters of a question to conditions of the database.

use chrono::{DateTime, NaiveDate, Utc};
use contract::{FieldDef, FieldKind, Filter, Money, ObjectDef, Operator, Problem};
use rust_decimal::Decimal;
use sea_orm::DbBackend;
use sea_orm::sea_query::extension::postgres::PgExpr;
use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait, LikeExpr, Query, Value as Bound};
use uuid::Uuid;

use crate::access::millionths;
use crate::{Desk, Error, Result, clock};

/// The condition of one filter.
///
/// # Errors
/// At the filter's field when there is no such field, or its value cannot be compared so.
pub fn condition(desk: &Desk, object: &ObjectDef, filter: &Filter) -> Result<Condition> {
    let wrong = || Error::invalid(&filter.field, Problem::WrongKind);
    let field = object.field(&filter.field).ok_or_else(wrong)?;
    if !Operator::of(field.kind).contains(&filter.operator) {
        return Err(wrong());
    }
    if field.kind.is_several() {
        return Ok(one_of_several(object, field, filter));
    }
    if field.kind == FieldKind::Address && filter.operator.takes_value() {
        return Ok(placed(desk, object, field, filter));
    }
    let name = field.column().ok_or_else(wrong)?;
    let column = || Expr::col((Alias::new(object.table()), Alias::new(&name)));
    if !filter.operator.takes_value() {
        let is_empty = filter.operator == Operator::Empty;
        return Ok(Condition::all().add(if is_empty {
            column().is_null()
        } else {
            column().is_not_null()
        }));
    }
    let comparison = match field.kind {
        FieldKind::Date | FieldKind::DateTime => moment(desk, field.kind, column(), filter),
        FieldKind::Text
        | FieldKind::LongText
        | FieldKind::Email
        | FieldKind::Link
        | FieldKind::Phone => words(desk, column(), filter),
        _ => exact(desk, field, column(), filter),
    };
    comparison.ok_or_else(wrong)
}

/// Tags, choices and records of which there may be several.
fn one_of_several(object: &ObjectDef, field: &FieldDef, filter: &Filter) -> Condition {
    let column = |name: &'static str| Expr::col((Alias::new("several"), Alias::new(name)));
    let mut having = Query::select();
    having
        .expr(column("record_id"))
        .from(Alias::new("several"))
        .and_where(column("object").eq(object.key.as_str()))
        .and_where(column("field").eq(field.stem()));
    if filter.operator.takes_value() {
        having.and_where(column("value").is_in(filter.value.split('|')));
    }
    let id = Expr::col((Alias::new(object.table()), Alias::new("id")));
    let is_absent = filter.operator == Operator::Empty;
    Condition::all().add(if is_absent {
        id.not_in_subquery(having.take())
    } else {
        id.in_subquery(having.take())
    })
}

/// An address has the words of any of its parts.
fn placed(desk: &Desk, object: &ObjectDef, field: &FieldDef, filter: &Filter) -> Condition {
    let columns = field.column().into_iter().chain(field.place_columns());
    let parts = columns.filter_map(|name| {
        let column = Expr::col((Alias::new(object.table()), Alias::new(name)));
        words(desk, column, filter)
    });
    let negated = filter.operator == Operator::IsNot;
    let start = if negated {
        Condition::all()
    } else {
        Condition::any()
    };
    parts.fold(start, Condition::add)
}

/// Text, without regard to case.
fn words(desk: &Desk, column: Expr, filter: &Filter) -> Option<Condition> {
    let escaped = filter
        .value
        .replace('\\', "\\\\")
        .replace('%', "\\%")
        .replace('_', "\\_");
    let like = |pattern: String, column: Expr| {
        // PostgreSQL escapes by a backslash unasked, SQLite only when told.
        match desk.crm().door().backend() {
            DbBackend::Postgres => column.ilike(LikeExpr::new(pattern)),
            _ => column.like(LikeExpr::new(pattern).escape('\\')),
        }
    };
    let condition = match filter.operator {
        Operator::Is => like(escaped, column),
        Operator::IsNot => column.clone().is_null().or(like(escaped, column).not()),
        Operator::Contains => like(format!("%{escaped}%"), column),
        Operator::StartsWith => like(format!("{escaped}%"), column),
        _ => return None,
    };
    Some(Condition::all().add(condition))
}

/// Values that compare as they are stored.
fn exact(desk: &Desk, field: &FieldDef, column: Expr, filter: &Filter) -> Option<Condition> {
    let bound = |text: &str| bound(desk, field, text);
    let condition = match filter.operator {
        // What was never said to be so is not so.
        Operator::Is if field.kind == FieldKind::YesNo && bound(&filter.value)? == false.into() => {
            column.clone().eq(false).or(column.is_null())
        }
        Operator::Is => column.eq(bound(&filter.value)?),
        Operator::IsNot => column
            .clone()
            .ne(bound(&filter.value)?)
            .or(column.is_null()),
        Operator::AnyOf => column.is_in(
            filter
                .value
                .split('|')
                .map(bound)
                .collect::<Option<Vec<_>>>()?,
        ),
        Operator::Less => column.lt(bound(&filter.value)?),
        Operator::More => column.gt(bound(&filter.value)?),
        _ => return None,
    };
    Some(Condition::all().add(condition))
}

fn bound(desk: &Desk, field: &FieldDef, text: &str) -> Option<Bound> {
    let text = text.trim();
    Some(match field.kind {
        FieldKind::User if text == "me" => desk.actor().id().into(),
        FieldKind::User | FieldKind::Relation => text.parse::<Uuid>().ok()?.into(),
        FieldKind::Integer => text.parse::<i64>().ok()?.into(),
        FieldKind::Percent | FieldKind::Rating => text.parse::<i32>().ok()?.into(),
        FieldKind::Decimal => millionths(text.parse::<Decimal>().ok()?)?.into(),
        FieldKind::Money => Money::from_decimal(text.parse::<Decimal>().ok()?, "")?
            .parts
            .into(),
        FieldKind::YesNo => matches!(text, "yes" | "true" | "1").into(),
        _ => text.into(),
    })
}

/// Days and moments; a day of a moment is a day in the asker's zone.
fn moment(desk: &Desk, kind: FieldKind, column: Expr, filter: &Filter) -> Option<Condition> {
    let zone = &desk.preferences().time_zone;
    if let Some((from, to)) = clock::span(&filter.value, Utc::now(), zone) {
        let edge = |at: DateTime<Utc>| match kind {
            FieldKind::Date => Bound::from(clock::local(at, zone).date()),
            _ => Bound::from(at),
        };
        return Some(
            Condition::all().add(match (filter.operator, from.map(&edge), to.map(&edge)) {
                (Operator::Before, Some(from), _) => column.lt(from),
                (Operator::After, _, Some(to)) => column.gte(to),
                (Operator::Within, Some(from), Some(to)) => {
                    column.clone().gte(from).and(column.lt(to))
                }
                (Operator::Within, None, Some(to)) => column.lt(to),
                (Operator::Within, Some(from), None) => column.gte(from),
                (Operator::NotWithin, Some(from), Some(to)) => column
                    .clone()
                    .lt(from)
                    .or(column.clone().gte(to))
                    .or(column.is_null()),
                (Operator::NotWithin, None, Some(to)) => {
                    column.clone().gte(to).or(column.is_null())
                }
                (Operator::NotWithin, Some(from), None) => {
                    column.clone().lt(from).or(column.is_null())
                }
                _ => return None,
            }),
        );
    }
    let day: NaiveDate = filter.value.parse().ok()?;
    if kind == FieldKind::Date {
        return Some(Condition::all().add(match filter.operator {
            Operator::Is => column.eq(day),
            Operator::Before => column.lt(day),
            Operator::After => column.gt(day),
            _ => return None,
        }));
    }
    let (start, end) = clock::day(day, zone);
    Some(match filter.operator {
        Operator::Is => Condition::all()
            .add(column.clone().gte(start))
            .add(column.lt(end)),
        Operator::Before => Condition::all().add(column.lt(start)),
        Operator::After => Condition::all().add(column.gte(end)),
        _ => return None,
    })
}
