//! Cells that are one number and may still be a date.

use chrono::{DateTime, Duration, FixedOffset, NaiveDate, NaiveTime};

use super::Stamp;
use super::read::{dated, stamp};
use super::tokens::Clock;
use crate::import::problem::CellProblem;

/// A cell that is one number: a spreadsheet's serial, `20210415`, or Unix seconds.
pub(super) fn bare_number(text: &str) -> Option<Result<Stamp, CellProblem>> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) || fraction.len() > 15 {
        return None;
    }
    let number: i64 = whole.parse().ok()?;
    match (whole.len(), fraction.is_empty()) {
        (4 | 5, _) if (18_000..80_000).contains(&number) => serial(number, fraction).map(Ok),
        (8, true) => Some(compact(number)),
        (10 | 13, true) if text.starts_with(['1', '2', '3']) => unix(number, whole.len()).map(Ok),
        (4, true) if (1900..2200).contains(&number) => Some(Err(CellProblem::DateIncomplete)),
        _ => Some(Err(CellProblem::DateUnreadable)),
    }
}

/// ECMA-376 part 1, 18.17.4.1: days since 1899-12-30, the fraction is the part of the day.
fn serial(days: i64, fraction: &str) -> Option<Stamp> {
    let date = NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_signed(Duration::days(days))?;
    let time = match fraction {
        "" => None,
        figures => {
            let scale = 10_u128.pow(u32::try_from(figures.len()).ok()?);
            let seconds = (figures.parse::<u128>().ok()? * 86_400 + scale / 2) / scale;
            NaiveTime::from_num_seconds_from_midnight_opt(
                u32::try_from(seconds).ok()?.min(86_399),
                0,
            )
        }
    };
    Some(stamp(date, Clock { time, offset: None }))
}

fn compact(number: i64) -> Result<Stamp, CellProblem> {
    let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100);
    let part = |value: i64| u32::try_from(value).unwrap_or(0);
    let year = i32::try_from(year).unwrap_or(0);
    if !(1850..2200).contains(&year) {
        return Err(CellProblem::DateUnreadable);
    }
    dated(year, part(month), part(day), None).map(|date| stamp(date, Clock::default()))
}

fn unix(number: i64, figures: usize) -> Option<Stamp> {
    let seconds = if figures == 13 { number / 1000 } else { number };
    let moment = DateTime::from_timestamp(seconds, 0)?.naive_utc();
    let offset = FixedOffset::east_opt(0);
    Some(stamp(
        moment.date(),
        Clock {
            time: Some(moment.time()),
            offset,
        },
    ))
}
