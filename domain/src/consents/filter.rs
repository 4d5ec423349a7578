//! A list of people by what they said: given, or not given, to a purpose by a channel, today.

use chrono::NaiveDate;
use contract::dto::consents::{Channel, ConsentState};
use contract::query::consent;
use contract::{Filter, ObjectDef, Operator, Problem};
use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait, Query};
use uuid::Uuid;

use crate::{Error, Result};

/// The condition of such a filter on the records of an object.
///
/// # Errors
/// At the filter's field when it asks for something else.
pub(crate) fn condition(object: &ObjectDef, filter: &Filter, day: NaiveDate) -> Result<Condition> {
    let wrong = || Error::invalid(&filter.field, Problem::Unknown);
    let (purpose, channel) = consent::asked(&filter.value).ok_or_else(wrong)?;
    let given = given(object, purpose, channel, day);
    match filter.operator {
        Operator::Is => Ok(Condition::all().add(given)),
        Operator::IsNot => Ok(Condition::all().add(given.not())),
        _ => Err(wrong()),
    }
}

fn given(object: &ObjectDef, purpose: Uuid, channel: Channel, day: NaiveDate) -> Expr {
    let column = |name: &'static str| Expr::col(Alias::new(name));
    let counts = Condition::any()
        .add(column("until").is_null())
        .add(column("until").gte(day));
    let said = Query::select()
        .column(Alias::new("record_id"))
        .from(Alias::new("consent_state"))
        .and_where(column("object").eq(object.key.as_str()))
        .and_where(column("purpose_id").eq(purpose))
        .and_where(column("channel").eq(channel.word()))
        .and_where(column("state").eq(ConsentState::Given.word()))
        .cond_where(counts)
        .take();
    Expr::col((Alias::new(object.table()), Alias::new("id"))).in_subquery(said)
}
