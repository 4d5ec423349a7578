//! A list as a calendar: the records of each day of a span.

use chrono::{Days, NaiveDate};
use contract::dto::lists::{Day, MOST_DAYS, Span};
use contract::query::Total;
use contract::{FieldKind, Filter, ListQuery, Operator, Problem};

use super::filters::Matching;
use super::list::wanted;
use super::{condition, fill};
use crate::access::{Order, Visible};
use crate::{Desk, Error, Result};

/// Records of a day are counted to this number.
const COUNTED: u64 = 1_000;
/// The most records of one day that are told at once.
const MOST: u32 = 50;

/// The days of a span with their first records, by the day or moment in one field: one question for the counts, one
/// for the records. Days are those of the asker's zone.
///
/// # Errors
/// At `by` for a field that holds no day, at `days` for too long a span, and as the list itself.
pub async fn calendar(desk: &Desk, query: &ListQuery, span: &Span) -> Result<Vec<Day>> {
    let object = desk.object(&query.object)?;
    let field = object
        .field(&span.by)
        .filter(|field| matches!(field.kind, FieldKind::Date | FieldKind::DateTime))
        .ok_or_else(|| Error::invalid(&span.by, Problem::WrongKind))?;
    let column = field
        .column()
        .ok_or_else(|| Error::invalid(&span.by, Problem::WrongKind))?;
    let days = days(span)?;
    let mut question = Matching::new(desk, query)?;
    question.weigh(desk, &field.key).await?;
    let all = question.visible(desk);
    let mut asked = Vec::new();
    for day in &days {
        let filter = Filter::new(&field.key, Operator::Is, &day.to_string());
        asked.push(all.clone().only(condition(desk, &object, &filter)?));
    }
    let counts = Visible::counts_to(asked.clone(), COUNTED + 1).await?;

    let mut fields = wanted(&object, query);
    if !fields.iter().any(|wanted| wanted.key == field.key) {
        fields.push(field);
    }
    let most = u64::from(span.most.clamp(1, MOST));
    let filled = asked.into_iter().zip(&counts);
    let filled = filled.filter(|(_, count)| **count > 0).map(|(day, _)| {
        let day = day.order(&column, Order::Up).order("id", Order::Up);
        day.first(most)
    });
    let mut answers = Visible::records_of_each(filled.collect(), &fields)
        .await?
        .into_iter();
    let mut records = Vec::new();
    let mut told = Vec::new();
    for (day, count) in days.into_iter().zip(counts) {
        let found = match count {
            0 => Vec::new(),
            _ => answers.next().unwrap_or_default(),
        };
        let total = Total {
            count: Ord::min(count, COUNTED),
            or_more: count > COUNTED,
        };
        told.push((day, total, found.len()));
        records.extend(found);
    }
    fill(desk, &object, &mut records).await?;
    let mut records = records.into_iter();
    Ok(told
        .into_iter()
        .map(|(day, total, count)| Day {
            day,
            total,
            records: records.by_ref().take(count).collect(),
        })
        .collect())
}

fn days(span: &Span) -> Result<Vec<NaiveDate>> {
    let wrong = || {
        let (least, most) = (1, i64::from(MOST_DAYS));
        Error::invalid("days", Problem::OutOfRange { least, most })
    };
    if !(1..=MOST_DAYS).contains(&span.days) {
        return Err(wrong());
    }
    (0..u64::from(span.days))
        .map(|day| span.from.checked_add_days(Days::new(day)).ok_or_else(wrong))
        .collect()
}
