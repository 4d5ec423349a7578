//! What operators take and give, and what they make of two values.

use std::cmp::Ordering;

use chrono::{DateTime, Datelike, Duration, NaiveDate, Utc};
use contract::dto::configuring::{Shape, WhyNot};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::datum::{Amount, Datum};
use super::functions::alike;
use super::node::Operator;

/// The longest text an expression may make on its way, in characters.
pub(super) const LONGEST: usize = 100_000;
/// Milliseconds of a day.
const DAY: i64 = 86_400_000;

/// What the operator gives for two shapes; `None` when it is not for them.
pub(super) fn gives(operator: Operator, left: Shape, right: Shape) -> Option<Shape> {
    use Shape::{Day, Decimal, Moment, Money, Nothing, Text, Texts, Whole, YesNo};
    let numbers = |shape| matches!(shape, Whole | Decimal | Money);
    Some(match (operator, left, right) {
        (Operator::In, Text | Nothing, Texts) => YesNo,
        (Operator::In, ..) => return None,
        (Operator::Equal | Operator::Differ, Shape::Address, _)
        | (Operator::Equal | Operator::Differ, _, Shape::Address) => return None,
        (Operator::Equal | Operator::Differ, ..) => alike(left, right).map(|_| YesNo)?,
        (Operator::Less | Operator::LessOrEqual | Operator::More | Operator::MoreOrEqual, ..) => {
            match alike(left, right)? {
                YesNo | Texts | Shape::Address => return None,
                _ => YesNo,
            }
        }
        (_, YesNo | Texts | Shape::Address, _) | (_, _, YesNo | Texts | Shape::Address) => {
            return None;
        }
        (_, Nothing, other) | (_, other, Nothing) => other,
        (Operator::Add, Text, Text) => Text,
        (Operator::Add, Day | Moment, Whole | Decimal) => left,
        (Operator::Add, Whole | Decimal, Day | Moment) => right,
        (Operator::Subtract, Day | Moment, Whole | Decimal) => left,
        (Operator::Subtract, Day, Day) => Whole,
        (Operator::Subtract, Moment, Moment) => Decimal,
        (Operator::Divide, Money, Money) => Decimal,
        (Operator::Divide, Whole | Decimal, Money) => return None,
        (Operator::Divide, Whole, Whole) => Decimal,
        (Operator::Multiply, Money, Money) => return None,
        (Operator::Remainder, Money, _) | (Operator::Remainder, _, Money) => return None,
        _ if numbers(left) && numbers(right) => alike(left, right)?,
        _ => return None,
    })
}

/// What the operator makes of two values. Where one of them is nothing, so is the result, but for equality.
pub(super) fn apply(operator: Operator, left: Datum, right: Datum) -> Result<Datum, WhyNot> {
    match operator {
        Operator::Equal => return Ok(Datum::YesNo(same(&left, &right))),
        Operator::Differ => return Ok(Datum::YesNo(!same(&left, &right))),
        _ if left.is_nothing() || right.is_nothing() => return Ok(Datum::Nothing),
        _ => {}
    }
    match operator {
        Operator::Less => ordered(&left, &right, |order| order == Ordering::Less),
        Operator::LessOrEqual => ordered(&left, &right, |order| order != Ordering::Greater),
        Operator::More => ordered(&left, &right, |order| order == Ordering::Greater),
        Operator::MoreOrEqual => ordered(&left, &right, |order| order != Ordering::Less),
        Operator::In => match (left, right) {
            (Datum::Text(one), Datum::Texts(all)) => Ok(Datum::YesNo(all.contains(&one))),
            _ => Ok(Datum::Nothing),
        },
        _ => reckon(operator, left, right),
    }
}

/// Equal as values: numbers by their size whatever their shape, amounts by their currency too.
pub(super) fn same(left: &Datum, right: &Datum) -> bool {
    match (left, right) {
        (Datum::Money(one), Datum::Money(other)) => {
            one.number == other.number
                && (one.currency == other.currency
                    || one.currency.is_none()
                    || other.currency.is_none())
        }
        _ => match (left.amount(), right.amount()) {
            (Some(one), Some(other)) => one.number == other.number,
            _ => left == right,
        },
    }
}

fn ordered(left: &Datum, right: &Datum, is_so: impl Fn(Ordering) -> bool) -> Result<Datum, WhyNot> {
    Ok(compare(left, right)?.map_or(Datum::Nothing, |order| Datum::YesNo(is_so(order))))
}

/// Which of two is more; `None` where they cannot be compared.
pub(super) fn compare(left: &Datum, right: &Datum) -> Result<Option<Ordering>, WhyNot> {
    if let (Some(one), Some(other)) = (left.amount(), right.amount()) {
        common(&one, &other)?;
        return Ok(Some(one.number.cmp(&other.number)));
    }
    Ok(match (left, right) {
        (Datum::Text(one), Datum::Text(other)) => Some(one.cmp(other)),
        (Datum::Day(one), Datum::Day(other)) => Some(one.cmp(other)),
        (Datum::Moment(one), Datum::Moment(other)) => Some(one.cmp(other)),
        _ => None,
    })
}

/// The currency of two amounts; an amount without one takes that of the other.
fn common(one: &Amount, other: &Amount) -> Result<Option<String>, WhyNot> {
    match (&one.currency, &other.currency) {
        (Some(first), Some(second)) if first != second => Err(WhyNot::MixedCurrencies {
            first: first.clone(),
            second: second.clone(),
        }),
        (Some(currency), _) | (None, Some(currency)) => Ok(Some(currency.clone())),
        (None, None) => Ok(None),
    }
}

fn reckon(operator: Operator, left: Datum, right: Datum) -> Result<Datum, WhyNot> {
    match (operator, left, right) {
        (Operator::Add, Datum::Text(one), Datum::Text(other)) => text(one + &other),
        (Operator::Add, Datum::Day(day), days) | (Operator::Add, days, Datum::Day(day)) => {
            shifted_day(day, &days, 1)
        }
        (Operator::Add, Datum::Moment(at), days) | (Operator::Add, days, Datum::Moment(at)) => {
            shifted(at, &days, 1)
        }
        (Operator::Subtract, Datum::Day(one), Datum::Day(other)) => {
            Ok(Datum::Whole((one - other).num_days()))
        }
        (Operator::Subtract, Datum::Moment(one), Datum::Moment(other)) => {
            let apart = Decimal::from((one - other).num_milliseconds());
            Ok(Datum::Decimal(apart / Decimal::from(DAY)))
        }
        (Operator::Subtract, Datum::Day(day), days) => shifted_day(day, &days, -1),
        (Operator::Subtract, Datum::Moment(at), days) => shifted(at, &days, -1),
        (_, left, right) => numbers(operator, &left, &right),
    }
}

/// A text that is not longer than it may be.
pub(super) fn text(text: String) -> Result<Datum, WhyNot> {
    if text.len() > LONGEST && text.chars().count() > LONGEST {
        return Err(WhyNot::TooLong {
            limit: u32::try_from(LONGEST).unwrap_or(u32::MAX),
        });
    }
    Ok(Datum::Text(text))
}

fn numbers(operator: Operator, left: &Datum, right: &Datum) -> Result<Datum, WhyNot> {
    if let (Datum::Whole(one), Datum::Whole(other)) = (left, right)
        && operator != Operator::Divide
    {
        return wholes(operator, *one, *other);
    }
    let (Some(one), Some(other)) = (left.amount(), right.amount()) else {
        return Ok(Datum::Nothing);
    };
    let currency = common(&one, &other)?;
    let is_ratio = operator == Operator::Divide
        && matches!(left, Datum::Money(_))
        && matches!(right, Datum::Money(_));
    let is_money =
        !is_ratio && (matches!(left, Datum::Money(_)) || matches!(right, Datum::Money(_)));
    let is_zero = other.number.is_zero();
    let number = match operator {
        Operator::Add => one.number.checked_add(other.number),
        Operator::Subtract => one.number.checked_sub(other.number),
        Operator::Multiply => one.number.checked_mul(other.number),
        Operator::Divide if is_zero => return Err(WhyNot::DividedByZero),
        Operator::Divide => one.number.checked_div(other.number),
        _ if is_zero => return Err(WhyNot::DividedByZero),
        _ => one.number.checked_rem(other.number),
    }
    .ok_or(WhyNot::TooLarge)?;
    Ok(if is_money {
        Datum::Money(Amount { number, currency })
    } else {
        Datum::Decimal(number)
    })
}

fn wholes(operator: Operator, one: i64, other: i64) -> Result<Datum, WhyNot> {
    let number = match operator {
        Operator::Add => one.checked_add(other),
        Operator::Subtract => one.checked_sub(other),
        Operator::Multiply => one.checked_mul(other),
        _ if other == 0 => return Err(WhyNot::DividedByZero),
        _ => one.checked_rem(other),
    };
    number.map(Datum::Whole).ok_or(WhyNot::TooLarge)
}

/// Some days after a day; a part of a day counts for nothing.
pub(super) fn shifted_day(day: NaiveDate, days: &Datum, sign: i64) -> Result<Datum, WhyNot> {
    let days = match days {
        Datum::Whole(days) => Some(*days),
        Datum::Decimal(days) => days.trunc().to_i64(),
        _ => None,
    };
    days.and_then(|days| days.checked_mul(sign))
        .and_then(Duration::try_days)
        .and_then(|days| day.checked_add_signed(days))
        .filter(|day| is_in_calendar(*day))
        .map(Datum::Day)
        .ok_or(WhyNot::NoSuchDay)
}

/// Some days of 24 hours after a moment, parts of a day included.
pub(super) fn shifted(at: DateTime<Utc>, days: &Datum, sign: i64) -> Result<Datum, WhyNot> {
    days.amount()
        .and_then(|days| days.number.checked_mul(Decimal::from(DAY * sign)))
        .and_then(|milliseconds| milliseconds.round().to_i64())
        .and_then(Duration::try_milliseconds)
        .and_then(|apart| at.checked_add_signed(apart))
        .filter(|at| is_in_calendar(at.date_naive()))
        .map(Datum::Moment)
        .ok_or(WhyNot::NoSuchDay)
}

/// Both databases keep the years 1 to 9999 in the order of time.
pub(super) fn is_in_calendar(day: NaiveDate) -> bool {
    (1..=9999).contains(&day.year())
}
