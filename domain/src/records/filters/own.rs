//! Conditions on the columns of the record itself.

use chrono::{DateTime, Utc};
use contract::query::{Asked, Comparison, Edge, Words};
use contract::{FieldDef, FieldKind, Filter, ObjectDef, Problem};
use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait, Query, Value as Bound};
use uuid::Uuid;

use super::Ask;
use super::ask::{Plan, Reader};
use super::near::Near;
use super::text;
use crate::access::Visible;
use crate::{Desk, Error, Result, clock, sealing};

/// A condition on one field, and the index that could answer it.
#[derive(Clone, Debug)]
pub(crate) struct Own {
    condition: Condition,
    index: Option<Index>,
}

/// The index of a field.
#[derive(Clone, Debug)]
struct Index {
    table: String,
    field: String,
    /// It reads the records of one value in the order in which they were made.
    by_creation: bool,
    /// How many records the condition finds, counted to [`MANY`]; `None` while nobody has.
    count: Option<u64>,
}

/// Up to so many records are found by the index of a condition and then put into order; where there are more, a page
/// is full sooner when they are looked at in the order of the list.
const MANY: u64 = 10_000;

/// Where the asker sees little, a condition that finds more than these leaves the search to what they see.
const LITTLE: u64 = 500;

impl Own {
    fn asks(condition: Condition, index: Option<Index>) -> Ask {
        Ask::Own(Box::new(Self { condition, index }))
    }

    /// A condition on what stands beside the record, which no index of its columns answers.
    pub(super) fn beside(condition: Condition) -> Ask {
        Self::asks(condition, None)
    }

    /// Counts what the condition finds, whoever sees it, to a limit.
    pub(super) async fn weigh(&mut self, desk: &Desk) -> Result<()> {
        let Some(index) = self.index.as_mut().filter(|index| index.count.is_none()) else {
            return Ok(());
        };
        let column = |name: &str| Expr::col((Alias::new(&index.table), Alias::new(name)));
        let found = Query::select()
            .expr_as(column("id"), Alias::new("id"))
            .from(Alias::new(&index.table))
            .and_where(column("deleted_at").is_null())
            .cond_where(self.condition.clone())
            .take();
        index.count = Some(desk.weight_of(found, MANY + 1).await?);
        Ok(())
    }

    /// What the index of the condition finds, and how much that is at least, where there is one.
    pub(super) fn found_by_index(&self) -> Option<(u64, Condition)> {
        let count = self.index.as_ref()?.count?;
        Some((count, self.condition.clone()))
    }

    /// As SQLite is asked, an index that finds too much is taken out of the question; as both are, where the asker sees
    /// little. Else PostgreSQL knows by its statistics.
    pub(super) fn condition(&self, plan: Plan<'_>) -> Condition {
        let Some(index) = &self.index else {
            return self.condition.clone();
        };
        if plan.is_little {
            let is_few = index.count.is_some_and(|count| count <= LITTLE);
            let holds = || Expr::from(self.condition.clone()).is(Expr::Constant(true.into()));
            // Neither database looks for such a condition in an index.
            return match is_few {
                true => self.condition.clone(),
                false => Condition::all().add(holds()),
            };
        }
        let (Some(order), Some(count)) = (plan.order, index.count) else {
            return self.condition.clone();
        };
        let is_in_order = index.field == order || index.by_creation && order == "created_at";
        if count <= MANY || is_in_order {
            return self.condition.clone();
        }
        let holds = Expr::from(self.condition.clone());
        Condition::all().add(Expr::cust_with_expr("+(?)", holds))
    }
}

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
        return Ok(Own::asks(filled(object, field, !asked.negated), None));
    }
    let column = field
        .column()
        .map(|name| Expr::col((Alias::new(object.table()), Alias::new(name))))
        .ok_or_else(|| wrong(Problem::WrongKind))?;
    let desk = reader.desk;
    let holds = match &asked.comparison {
        Comparison::Text { any, .. } if field.sensitive => {
            sealed(desk, object, field, filter.value.trim(), any)
        }
        Comparison::Text { how, any } => text::condition(desk, object, field, *how, any),
        Comparison::Keys(keys) => one_of(column, keys),
        Comparison::Ids { ids, my_team } => users_or_records(desk, column, ids, *my_team),
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
    Ok(if asked.negated {
        Own::asks(not(holds), None)
    } else {
        Own::asks(holds, index(object, field, &asked.comparison))
    })
}

/// The index that answers a comparison, where there is one.
fn index(object: &ObjectDef, field: &FieldDef, comparison: &Comparison) -> Option<Index> {
    let by_creation = match comparison {
        Comparison::Keys(keys) => keys.len() == 1,
        Comparison::Ids { ids, my_team } => field.key == "owner" && ids.len() == 1 && !my_team,
        Comparison::Number { .. } | Comparison::Time { .. } => false,
        Comparison::Text { how, .. } => match how {
            Words::Equal | Words::Start => false,
            Words::Contain | Words::End => return None,
        },
        _ => return None,
    };
    let is_plain =
        !field.sensitive && field.kind != FieldKind::Phone && field.kind != FieldKind::Address;
    (is_plain && (field.filterable || field.key == object.title)).then(|| Index {
        table: object.table().to_owned(),
        field: field.key.clone(),
        by_creation,
        count: None,
    })
}

/// One of some records or users. Who has no team is a team of one.
fn users_or_records(desk: &Desk, column: Expr, ids: &[Uuid], my_team: bool) -> Condition {
    if !my_team {
        return one_of(column, ids);
    }
    let mut ids = ids.to_vec();
    let Some(team) = team(desk) else {
        ids.extend(desk.actor().id());
        return one_of(column, &ids);
    };
    let of_team = Condition::any().add(column.clone().in_subquery(team.ids()));
    if ids.is_empty() {
        of_team
    } else {
        of_team.add(one_of(column, &ids))
    }
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

/// Sealed values are found by their blind index. Those that are not sealed yet, since the field has just become sensitive,
/// are found as before.
fn sealed(
    desk: &Desk,
    object: &ObjectDef,
    field: &FieldDef,
    asked: &str,
    any: &[String],
) -> Condition {
    let (keys, home) = (desk.crm().keys(), desk.crm().settings().country);
    let blind = sealing::blind(&keys, home, object, field, asked);
    let column = field.blind_column().unwrap_or_default();
    let column = Expr::col((Alias::new(object.table()), Alias::new(column)));
    let found = one_of(column.clone(), blind.as_slice());
    if !desk.crm().is_being_sealed(&object.key, &field.key) {
        return found;
    }
    let open = text::condition(desk, object, field, Words::Equal, any);
    Condition::any()
        .add(found)
        .add(Condition::all().add(column.is_null()).add(open))
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
    let own = desk.actor().team()?;
    let users = desk.visible(contract::objects::USER).ok()?;
    let team = users.column("team");
    Some(users.only(Condition::all().add(team.in_subquery(crate::users::below(own)))))
}
