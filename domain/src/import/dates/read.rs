//! One cell to one date.

use chrono::{Datelike, NaiveDate};

use super::bare::bare_number;
use super::tokens::{Clock, Token, cut, take_clock};
use super::words::{full_year, is_ordinal, month_named, of_century, short};
use super::{DateOrder, Stamp};
use crate::import::problem::CellProblem;
use crate::import::text::fold;

/// Reads a date or a moment. `order` is what [`super::DateColumn::verdict`] found; without it a date in
/// figures that could be read in two ways is refused.
///
/// Serial numbers of spreadsheets (days since 1899-12-30), `20210415` and Unix seconds are read too.
///
/// # Errors
///
/// Unreadable, incomplete, impossible (with the nearest date it could have meant) or ambiguous.
pub fn parse_date(cell: &str, order: Option<DateOrder>) -> Result<Stamp, CellProblem> {
    let text = fold(cell);
    let tokens = cut(&text).ok_or(CellProblem::DateUnreadable)?;
    if let Some(stamp) = bare_number(&text) {
        return stamp;
    }
    let (tokens, clock) = take_clock(&tokens).ok_or(CellProblem::DateUnreadable)?;
    let date = match written(&tokens)? {
        Written::Sure { year, month, day } => dated(year, month, day, None)?,
        Written::Figures(figures) => figures.date(order)?,
    };
    Ok(stamp(date, clock))
}

pub(super) fn stamp(date: NaiveDate, clock: Clock) -> Stamp {
    Stamp {
        date,
        time: clock.time,
        offset: clock.offset,
    }
}

/// A date as it is written, before the order of its figures is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Written {
    /// The month is a word, or the year comes first in four figures.
    Sure {
        year: i32,
        month: u32,
        day: u32,
    },
    Figures(Figures),
}

/// Three numbers between marks, the year in two figures or at the end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Figures {
    pub(super) parts: [u32; 3],
    /// The last part has four figures, so that only day and month are open.
    pub(super) year_last: bool,
    /// Points part the numbers; nobody who writes points puts the month first.
    pub(super) dotted: bool,
}

/// What a cell says of a date, for the column's evidence; `None` for everything that is no date in figures.
pub(super) fn figures_of(cell: &str) -> Option<Written> {
    let text = fold(cell);
    let tokens = cut(&text)?;
    let (tokens, _) = take_clock(&tokens)?;
    written(&tokens).ok()
}

fn written(tokens: &[Token<'_>]) -> Result<Written, CellProblem> {
    let plain: Vec<Token<'_>> = tokens
        .iter()
        .filter(|token| !matches!(token, Token::Mark(',') | Token::Word("日" | "号" | "號")))
        .copied()
        .collect();
    match plain.as_slice() {
        [
            Token::Figures(one),
            Token::Mark(a),
            Token::Figures(two),
            Token::Mark(b),
            Token::Figures(three),
        ] if a == b && "-/.".contains(*a) => in_figures(one, two, three, *a == '.'),
        [
            Token::Figures(year),
            Token::Word("年"),
            Token::Figures(month),
            Token::Word("月"),
            Token::Figures(day),
        ] => Ok(Written::Sure {
            year: full_year(year)?,
            month: short(month)?,
            day: short(day)?,
        }),
        [
            Token::Figures(one),
            Token::Figures(two),
            Token::Figures(three),
        ] => in_figures(one, two, three, false),
        _ => with_month_name(&plain),
    }
}

fn in_figures(one: &str, two: &str, three: &str, dotted: bool) -> Result<Written, CellProblem> {
    if one.len() == 4 {
        return Ok(Written::Sure {
            year: full_year(one)?,
            month: short(two)?,
            day: short(three)?,
        });
    }
    let year_last = three.len() == 4;
    if three.len() > 2 && !year_last {
        return Err(CellProblem::DateUnreadable);
    }
    let last = if year_last {
        full_year(three)?.unsigned_abs()
    } else {
        short(three)?
    };
    Ok(Written::Figures(Figures {
        parts: [short(one)?, short(two)?, last],
        year_last,
        dotted,
    }))
}

/// `15 Apr 2021`, `Apr 15 2021`, `15-Apr-21`, `2021 April 15`, `15th of April 2021`.
fn with_month_name(tokens: &[Token<'_>]) -> Result<Written, CellProblem> {
    let mut month = None;
    let mut figures: Vec<&str> = Vec::new();
    for token in tokens {
        match token {
            Token::Figures(own) => figures.push(own),
            Token::Word("年" | "月") => {}
            Token::Word(word) => match (month_named(word), month) {
                (Some(found), None) => month = Some(found),
                (None, _) if is_ordinal(word) && !figures.is_empty() => {}
                _ => return Err(CellProblem::DateUnreadable),
            },
            Token::Mark('-' | '/' | '.' | '\'') => {}
            Token::Mark(_) => return Err(CellProblem::DateUnreadable),
        }
    }
    match (month, figures.as_slice()) {
        (Some(month), [year, day]) if year.len() == 4 => Ok(Written::Sure {
            year: full_year(year)?,
            month,
            day: short(day)?,
        }),
        (Some(month), [day, year]) => Ok(Written::Sure {
            year: full_year(year)?,
            month,
            day: short(day)?,
        }),
        (Some(_), [] | [_]) => Err(CellProblem::DateIncomplete),
        (None, [year]) if year.len() == 4 && tokens.len() > 1 => Err(CellProblem::DateIncomplete),
        (None, [one, two]) if is_part_of_date(one, two) => Err(CellProblem::DateIncomplete),
        (None, [_])
            if tokens
                .iter()
                .any(|token| matches!(token, Token::Word("年" | "月"))) =>
        {
            Err(CellProblem::DateIncomplete)
        }
        _ => Err(CellProblem::DateUnreadable),
    }
}

/// `2021-04`, `04/2021` or `4月5`: a month without a day, or a day without a year.
fn is_part_of_date(one: &str, two: &str) -> bool {
    let value = |text: &str| text.parse::<u32>().unwrap_or(u32::MAX);
    let is_year = |text: &str| text.len() == 4 && (1900..2200).contains(&value(text));
    (is_year(one) && value(two) <= 12)
        || (is_year(two) && value(one) <= 12)
        || (value(one) <= 31 && value(two) <= 31)
}

impl Figures {
    /// Year, month and day if the parts stand in that order.
    pub(super) fn in_order(&self, order: DateOrder) -> Option<(i32, u32, u32)> {
        let [one, two, three] = self.parts;
        let year = |part: u32| {
            let part = i32::try_from(part).ok()?;
            Some(if self.year_last {
                part
            } else {
                of_century(part)
            })
        };
        match order {
            DateOrder::DayMonthYear => Some((year(three)?, two, one)),
            DateOrder::MonthDayYear => Some((year(three)?, one, two)),
            DateOrder::YearMonthDay if !self.year_last => Some((year(one)?, two, three)),
            DateOrder::YearMonthDay => None,
        }
    }

    /// The date if the parts stand in that order and the calendar has it.
    pub(super) fn possible(&self, order: DateOrder) -> Option<NaiveDate> {
        let (year, month, day) = self.in_order(order)?;
        NaiveDate::from_ymd_opt(year, month, day)
    }

    fn date(&self, order: Option<DateOrder>) -> Result<NaiveDate, CellProblem> {
        if let Some((order, (year, month, day))) =
            order.and_then(|order| Some((order, self.in_order(order)?)))
        {
            return dated(year, month, day, Some(order));
        }
        let orders = [
            DateOrder::YearMonthDay,
            DateOrder::DayMonthYear,
            DateOrder::MonthDayYear,
        ];
        let orders = orders
            .iter()
            .filter(|order| !(self.dotted && **order == DateOrder::MonthDayYear));
        let readings: Vec<NaiveDate> = orders.filter_map(|order| self.possible(*order)).collect();
        match readings.as_slice() {
            [] => Err(CellProblem::DateImpossible {
                suggestion: self.nearest(),
            }),
            [first, rest @ ..] => match rest.iter().find(|other| *other != first) {
                None => Ok(*first),
                Some(other) => Err(CellProblem::DateAmbiguous {
                    readings: [*first, *other],
                }),
            },
        }
    }

    fn nearest(&self) -> Option<NaiveDate> {
        let order = if self.year_last || self.parts[0] <= 12 {
            DateOrder::DayMonthYear
        } else {
            DateOrder::YearMonthDay
        };
        let (year, month, day) = self.in_order(order)?;
        nearest(year, month, day, order)
    }
}

pub(super) fn dated(
    year: i32,
    month: u32,
    day: u32,
    order: Option<DateOrder>,
) -> Result<NaiveDate, CellProblem> {
    let order = order.unwrap_or(DateOrder::YearMonthDay);
    let date = NaiveDate::from_ymd_opt(year, month, day).ok_or(CellProblem::DateImpossible {
        suggestion: nearest(year, month, day, order),
    })?;
    if !(1850..2200).contains(&date.year()) {
        return Err(CellProblem::DateImpossible { suggestion: None });
    }
    Ok(date)
}

/// What an impossible date could have meant: the month's last day, day and month the other way round, or,
/// where a month 13 stands behind its year, the key beside it.
fn nearest(year: i32, month: u32, day: u32, order: DateOrder) -> Option<NaiveDate> {
    let swapped = || NaiveDate::from_ymd_opt(year, day, month);
    match month {
        1..=12 if (28..=31).contains(&day) => (27..=30)
            .rev()
            .find_map(|day| NaiveDate::from_ymd_opt(year, month, day)),
        13 if order == DateOrder::YearMonthDay => {
            NaiveDate::from_ymd_opt(year, 12, day).or_else(swapped)
        }
        13..=31 => swapped(),
        _ => None,
    }
}
