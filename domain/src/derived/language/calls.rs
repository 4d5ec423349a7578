//! What the functions of formulas make of their arguments. Nothing in, nothing out, unless said otherwise.

use std::cmp::Ordering;

use chrono::{Datelike, Months, NaiveDate, NaiveDateTime, NaiveTime};
use contract::dto::configuring::WhyNot;
use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

use super::datum::{Amount, Datum};
use super::functions::Function;
use super::operators::{LONGEST, compare, is_in_calendar, shifted, shifted_day, text};
use crate::clock;

/// The result of a function for arguments of the shapes it takes.
///
/// # Errors
/// The reason why there is none.
pub(super) fn call(function: Function, arguments: Vec<Datum>) -> Result<Datum, WhyNot> {
    match function {
        Function::Coalesce => {
            let first = arguments.into_iter().find(|datum| !datum.is_nothing());
            return Ok(first.unwrap_or(Datum::Nothing));
        }
        Function::Concat => return text(arguments.iter().map(Datum::words).collect()),
        Function::Max => return most(arguments, Ordering::Greater),
        Function::Min => return most(arguments, Ordering::Less),
        _ if arguments.iter().any(Datum::is_nothing) => return Ok(Datum::Nothing),
        _ => {}
    }
    let mut arguments = arguments.into_iter();
    let mut next = || arguments.next().unwrap_or(Datum::Nothing);
    match (function, next(), next(), next()) {
        (Function::Abs, number, ..) => absolute(number),
        (Function::Ceil, number, ..) => whole(number, RoundingStrategy::ToPositiveInfinity),
        (Function::Floor, number, ..) => whole(number, RoundingStrategy::ToNegativeInfinity),
        (Function::Round, number, Datum::Nothing, _) => {
            whole(number, RoundingStrategy::MidpointAwayFromZero)
        }
        (Function::Round, number, Datum::Whole(places), _) => rounded(number, places),
        (Function::String, datum, ..) => text(datum.words()),
        (Function::Int, datum, ..) => int(datum),
        (Function::Decimal, datum, ..) => decimal(datum),
        (Function::Money, number, Datum::Text(currency), _) => money(&number, &currency),
        (function, first, second, third) => match function {
            Function::AddDays
            | Function::AddMonths
            | Function::Date
            | Function::Day
            | Function::DaysBetween
            | Function::Month
            | Function::Weekday
            | Function::Year => of_days(function, first, second, third),
            _ => of_text(function, first, second, third),
        },
    }
}

/// The greatest or the least of those that are there.
fn most(arguments: Vec<Datum>, wanted: Ordering) -> Result<Datum, WhyNot> {
    let mut found = Datum::Nothing;
    for datum in arguments {
        if found.is_nothing() || compare(&datum, &found)? == Some(wanted) {
            found = datum;
        }
    }
    Ok(found)
}

fn absolute(number: Datum) -> Result<Datum, WhyNot> {
    Ok(match number {
        Datum::Whole(number) => Datum::Whole(number.checked_abs().ok_or(WhyNot::TooLarge)?),
        Datum::Decimal(number) => Datum::Decimal(number.abs()),
        Datum::Money(amount) => Datum::Money(Amount {
            number: amount.number.abs(),
            ..amount
        }),
        other => other,
    })
}

/// Rounded to a whole number; amounts stay amounts.
fn whole(number: Datum, strategy: RoundingStrategy) -> Result<Datum, WhyNot> {
    Ok(match number {
        Datum::Decimal(number) => Datum::Whole(
            number
                .round_dp_with_strategy(0, strategy)
                .to_i64()
                .ok_or(WhyNot::TooLarge)?,
        ),
        Datum::Money(amount) => Datum::Money(Amount {
            number: amount.number.round_dp_with_strategy(0, strategy),
            ..amount
        }),
        other => other,
    })
}

/// Rounded to some places, half away from nought; more places than six change nothing that is kept.
fn rounded(number: Datum, places: i64) -> Result<Datum, WhyNot> {
    let places = u32::try_from(places.clamp(0, 28)).unwrap_or_default();
    let round = |number: Decimal| {
        number.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
    };
    Ok(match number {
        Datum::Money(amount) => Datum::Money(Amount {
            number: round(amount.number),
            ..amount
        }),
        other => other.amount().map_or(Datum::Nothing, |amount| {
            Datum::Decimal(round(amount.number))
        }),
    })
}

fn int(datum: Datum) -> Result<Datum, WhyNot> {
    match datum {
        Datum::Text(words) => match words.trim().parse() {
            Ok(number) => Ok(Datum::Whole(number)),
            Err(_) => Err(WhyNot::NotANumber { text: words }),
        },
        Datum::Decimal(number) => number
            .trunc()
            .to_i64()
            .map(Datum::Whole)
            .ok_or(WhyNot::TooLarge),
        other => Ok(other),
    }
}

fn decimal(datum: Datum) -> Result<Datum, WhyNot> {
    match datum {
        Datum::Text(words) => match Decimal::from_str_exact(words.trim()) {
            Ok(number) => Ok(Datum::Decimal(number)),
            Err(_) => Err(WhyNot::NotANumber { text: words }),
        },
        other => Ok(other
            .amount()
            .map_or(Datum::Nothing, |amount| Datum::Decimal(amount.number))),
    }
}

fn money(number: &Datum, currency: &str) -> Result<Datum, WhyNot> {
    let is_code = currency.len() == 3 && currency.bytes().all(|byte| byte.is_ascii_uppercase());
    if !is_code {
        return Err(WhyNot::NoCurrency);
    }
    Ok(number.amount().map_or(Datum::Nothing, |amount| {
        Datum::Money(Amount {
            number: amount.number,
            currency: Some(currency.to_owned()),
        })
    }))
}

/// Functions of days and moments; a zone decides on which day a moment falls, UTC where none is named.
fn of_days(function: Function, first: Datum, second: Datum, third: Datum) -> Result<Datum, WhyNot> {
    if let (Function::Date, Datum::Whole(year), Datum::Whole(month), Datum::Whole(day)) =
        (function, &first, &second, &third)
    {
        return day_of(*year, *month, *day);
    }
    match (function, first, second) {
        (Function::AddDays, Datum::Day(day), days) => shifted_day(day, &days, 1),
        (Function::AddDays, Datum::Moment(at), days) => shifted(at, &days, 1),
        (Function::AddMonths, Datum::Day(day), Datum::Whole(months)) => {
            later(day, months).map(Datum::Day)
        }
        (Function::AddMonths, Datum::Moment(at), Datum::Whole(months)) => {
            let day = later(at.date_naive(), months)?;
            Ok(Datum::Moment(day.and_time(at.time()).and_utc()))
        }
        (Function::DaysBetween, Datum::Day(from), Datum::Day(to)) => {
            Ok(Datum::Whole((to - from).num_days()))
        }
        (Function::DaysBetween, Datum::Moment(from), Datum::Moment(to)) => {
            Ok(Datum::Whole((to - from).num_days()))
        }
        (function, time, zone) => Ok(wall(time, &zone).map_or(Datum::Nothing, |wall| {
            let number = match function {
                Function::Year => wall.year().into(),
                Function::Month => wall.month().into(),
                Function::Day => wall.day().into(),
                Function::Weekday => wall.weekday().number_from_monday().into(),
                _ => return Datum::Day(wall.date()),
            };
            Datum::Whole(number)
        })),
    }
}

fn day_of(year: i64, month: i64, day: i64) -> Result<Datum, WhyNot> {
    let small = |number: i64| u32::try_from(number).ok();
    i32::try_from(year)
        .ok()
        .zip(small(month))
        .zip(small(day))
        .and_then(|((year, month), day)| NaiveDate::from_ymd_opt(year, month, day))
        .filter(|day| is_in_calendar(*day))
        .map(Datum::Day)
        .ok_or(WhyNot::NoSuchDay)
}

/// The same day some months later; the last of the month where it has no such day.
fn later(day: NaiveDate, months: i64) -> Result<NaiveDate, WhyNot> {
    let count = Months::new(u32::try_from(months.unsigned_abs()).map_err(|_| WhyNot::NoSuchDay)?);
    let moved = if months < 0 {
        day.checked_sub_months(count)
    } else {
        day.checked_add_months(count)
    };
    moved
        .filter(|day| is_in_calendar(*day))
        .ok_or(WhyNot::NoSuchDay)
}

/// What calendar and clock show.
fn wall(time: Datum, zone: &Datum) -> Option<NaiveDateTime> {
    match (time, zone) {
        (Datum::Day(day), _) => Some(day.and_time(NaiveTime::MIN)),
        (Datum::Moment(at), Datum::Text(zone)) => Some(clock::local(at, zone)),
        (Datum::Moment(at), _) => Some(at.naive_utc()),
        _ => None,
    }
}

fn of_text(function: Function, first: Datum, second: Datum, third: Datum) -> Result<Datum, WhyNot> {
    let count = |number: usize| Datum::Whole(i64::try_from(number).unwrap_or(i64::MAX));
    Ok(match (function, first, second, third) {
        (Function::Size, Datum::Text(words), ..) => count(words.chars().count()),
        (Function::Size, Datum::Texts(texts), ..) => count(texts.len()),
        (Function::Upper, Datum::Text(words), ..) => text(words.to_uppercase())?,
        (Function::Lower, Datum::Text(words), ..) => text(words.to_lowercase())?,
        (Function::Trim, Datum::Text(words), ..) => Datum::Text(words.trim().to_owned()),
        (Function::Contains, Datum::Text(words), Datum::Text(part), _) => {
            Datum::YesNo(words.contains(&part))
        }
        (Function::Contains, Datum::Texts(texts), Datum::Text(one), _) => {
            Datum::YesNo(texts.contains(&one))
        }
        (Function::StartsWith, Datum::Text(words), Datum::Text(part), _) => {
            Datum::YesNo(words.starts_with(&part))
        }
        (Function::EndsWith, Datum::Text(words), Datum::Text(part), _) => {
            Datum::YesNo(words.ends_with(&part))
        }
        (Function::Join, Datum::Texts(texts), Datum::Text(between), _) => {
            text(texts.join(&between))?
        }
        (Function::Replace, Datum::Text(words), Datum::Text(from), Datum::Text(to)) => {
            replaced(&words, &from, &to)?
        }
        (Function::Substring, Datum::Text(words), Datum::Whole(from), to) => {
            substring(&words, from, &to)
        }
        _ => Datum::Nothing,
    })
}

/// Every occurrence replaced; nothing is to be found of an empty text.
fn replaced(words: &str, from: &str, to: &str) -> Result<Datum, WhyNot> {
    if from.is_empty() {
        return Ok(Datum::Text(words.to_owned()));
    }
    let grown = words.matches(from).count().saturating_mul(to.len());
    if grown > LONGEST * 4 {
        return Err(WhyNot::TooLong {
            limit: u32::try_from(LONGEST).unwrap_or(u32::MAX),
        });
    }
    text(words.replace(from, to))
}

/// From a character, counted from 0, to before another one or the end.
fn substring(words: &str, from: i64, to: &Datum) -> Datum {
    let place = |number: i64| usize::try_from(number.max(0)).unwrap_or(usize::MAX);
    let most = match to {
        Datum::Whole(to) => place(*to).saturating_sub(place(from)),
        _ => usize::MAX,
    };
    Datum::Text(words.chars().skip(place(from)).take(most).collect())
}
