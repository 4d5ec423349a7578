//! Conditions on the columns of the record itself.

use chrono::{DateTime, Utc};
use contract::query::{Asked, Comparison, Edge};
use contract::{FieldDef, FieldKind, Filter, ObjectDef, Problem};
use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait, Value as Bound};

use super::Ask;
use super::ask::Reader;
use super::near::Near;
use super::text;
use crate::access::Visible;
use crate::{Desk, Error, Result, clock};

/// What a filter asks of one field.
///
/// # Errors
/// At the filter's field, when its kind does not compare so or the value cannot be read.
pub(super) fn ask(
    reader: &Reader<'_>,
    object: &ObjectDef,
    field: &FieldDef,
    filter: &Filter,
) -> Result<Ask> {
    let wrong = |problem| Error::invalid(&filter.field, problem);
    let asked = Asked::read(field, filter, &reader.asker).map_err(wrong)?;
    if field.kind.is_several() {
        return Ok(of_several(object, field, &asked));
    }
    if asked.comparison == Comparison::Filled {
        return Ok(Ask::Own(filled(object, field, !asked.negated)));
    }
    let column = field
        .column()
        .map(|name| Expr::col((Alias::new(object.table()), Alias::new(name))))
        .ok_or_else(|| wrong(Problem::WrongKind))?;
    let desk = reader.desk;
    let holds = match &asked.comparison {
        Comparison::Text { how, any } => text::condition(desk, object, field, *how, any),
        Comparison::Keys(keys) => one_of(column, keys),
        Comparison::Ids { ids, my_team } => {
            let any = Condition::any().add(one_of(column.clone(), ids));
            match team(desk).filter(|_| *my_team) {
                Some(team) => any.add(column.in_subquery(team.ids())),
                None => any,
            }
        }
        Comparison::Number { from, to } => {
            // Whole percents and stars stand in narrower columns, which compare with wide numbers all the same.
            between(column, from.map(Bound::from), to.map(Bound::from), true)
        }
        Comparison::Time { from, to } => {
            let bound = |edge| moment(desk, field.kind, edge);
            between(column, from.map(bound), to.map(bound), false)
        }
        Comparison::Yes => Condition::all().add(column.eq(true)),
        Comparison::Filled | Comparison::Several { .. } => {
            return Err(wrong(Problem::WrongKind));
        }
    };
    Ok(Ask::Own(if asked.negated { not(holds) } else { holds }))
}

/// What does not hold, or cannot be told because there is no value.
fn not(holds: Condition) -> Condition {
    let holds = Expr::from(holds);
    Condition::all().add(holds.is_not(Expr::Constant(true.into())))
}

fn of_several(object: &ObjectDef, field: &FieldDef, asked: &Asked) -> Ask {
    let near = |near: Near| Ask::Near(Box::new(near));
    let Comparison::Several { values, each } = &asked.comparison else {
        let any = Near::value(object, field, |_| None);
        return near(if asked.negated { any.missing() } else { any });
    };
    if *each {
        let parts = values.iter().map(|value| {
            let value = value.as_str();
            near(Near::value(object, field, |column| Some(column.eq(value))))
        });
        return Ask::All(parts.collect());
    }
    let any = Near::value(object, field, |column| {
        Some(column.is_in(values.iter().map(String::as_str)))
    });
    near(if asked.negated { any.missing() } else { any })
}

fn filled(object: &ObjectDef, field: &FieldDef, is_filled: bool) -> Condition {
    let columns = field.column().into_iter().chain(field.place_columns());
    let column = |name: String| Expr::col((Alias::new(object.table()), Alias::new(name)));
    if is_filled {
        columns.fold(Condition::any(), |any, name| {
            any.add(column(name).is_not_null())
        })
    } else {
        columns.fold(Condition::all(), |all, name| {
            all.add(column(name).is_null())
        })
    }
}

fn one_of<T: Clone + Into<Bound>>(column: Expr, values: &[T]) -> Condition {
    Condition::all().add(match values {
        [] => Expr::val(1).eq(0),
        [only] => column.eq(only.clone().into()),
        values => column.is_in(values.iter().cloned().map(Into::into)),
    })
}

fn between(column: Expr, from: Option<Bound>, to: Option<Bound>, to_it: bool) -> Condition {
    if let (Some(from), Some(to), true) = (&from, &to, to_it)
        && from == to
    {
        return Condition::all().add(column.eq(from.clone()));
    }
    let from = from.map(|from| column.clone().gte(from));
    let to = to.map(|to| match to_it {
        true => column.lte(to),
        false => column.lt(to),
    });
    from.into_iter()
        .chain(to)
        .fold(Condition::all(), Condition::add)
}

/// A day of a moment is a day in the asker's zone.
fn moment(desk: &Desk, kind: FieldKind, edge: Edge) -> Bound {
    let zone = &desk.preferences().time_zone;
    match (kind, edge) {
        (FieldKind::Date, Edge::Day(day)) => day.into(),
        (FieldKind::Date, Edge::Moment(at)) => clock::today(at, zone).into(),
        (_, Edge::Day(day)) => clock::day(day, zone).0.into(),
        (_, Edge::Moment(at)) => Bound::from(at as DateTime<Utc>),
    }
}

/// The users of the asker's team and the teams below; `None` where there is no team, or nobody to be seen.
fn team(desk: &Desk) -> Option<Visible> {
    let teams = desk.actor().teams();
    let users = desk.visible(contract::objects::USER).ok()?;
    let team = users.column("team");
    let me = users.column("id").eq(desk.actor().id());
    Some(users.only(Condition::any().add(me).add(team.is_in(teams.to_vec()))))
}
