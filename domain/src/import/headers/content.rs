//! What the cells of a column look like.

use super::TargetKind;
use crate::import::text::tidy;
use crate::import::{
    Country, DateOrder, parse_amount, parse_date, parse_email, parse_link, parse_number,
    parse_phone, parse_yes_no,
};

/// The share of cells, in percent, that each kind could take.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Content {
    cells: usize,
    emails: usize,
    phones: usize,
    dates: usize,
    money: usize,
    numbers: usize,
    links: usize,
    yes_no: usize,
}

impl Content {
    pub(super) fn of(sample: &[String]) -> Self {
        let cells: Vec<&str> = sample
            .iter()
            .map(|cell| tidy(cell))
            .filter(|cell| !cell.is_empty())
            .take(50)
            .collect();
        let share = |fits: fn(&str) -> bool| {
            cells.iter().filter(|cell| fits(cell)).count() * 100 / cells.len().max(1)
        };
        Self {
            cells: cells.len(),
            emails: share(|cell| parse_email(cell).is_ok()),
            phones: share(is_phone),
            dates: share(is_date),
            money: share(is_money),
            numbers: share(|cell| {
                is_money(cell)
                    || parse_number(
                        cell.trim_end_matches('%'),
                        Some(crate::import::DecimalMark::Point),
                    )
                    .is_ok()
            }),
            links: share(|cell| parse_link(cell).is_ok()),
            yes_no: share(|cell| parse_yes_no(cell).is_ok()),
        }
    }

    /// Whether the cells cannot be what the header promises: hardly any of them reads as that kind.
    pub(super) fn contradicts(&self, kind: TargetKind) -> bool {
        let share = match kind {
            TargetKind::Email => self.emails,
            TargetKind::Phone => self.phones,
            TargetKind::Date => self.dates,
            TargetKind::Money | TargetKind::Number | TargetKind::Percent => self.numbers,
            TargetKind::Link => self.links,
            TargetKind::YesNo => self.yes_no,
            TargetKind::Text | TargetKind::Reference => 100,
        };
        self.cells >= 3 && share < 20
    }

    /// The kind that nearly all cells are of, and how sure that makes a match without a telling header.
    pub(super) fn kind(&self) -> Option<(TargetKind, u8)> {
        let kinds = [
            (self.emails, TargetKind::Email, 75),
            (self.phones, TargetKind::Phone, 70),
            (self.links, TargetKind::Link, 60),
            (self.dates, TargetKind::Date, 50),
            (self.money, TargetKind::Money, 50),
        ];
        let found = kinds
            .iter()
            .find(|(share, _, _)| self.cells >= 3 && *share >= 80);
        found.map(|(_, kind, confidence)| (*kind, *confidence))
    }
}

fn is_phone(cell: &str) -> bool {
    let digits = cell.chars().filter(|c| c.is_numeric()).count();
    digits >= 7
        && !is_date(cell)
        && [Country::CHINA, Country::UNITED_STATES]
            .iter()
            .any(|country| parse_phone(cell, *country).is_ok())
}

/// A date in words or between marks; a bare number could be anything.
fn is_date(cell: &str) -> bool {
    let bare = cell.chars().all(|c| c.is_numeric() || c == '.');
    let points = cell.matches('.').count();
    (!bare || points == 2)
        && [
            DateOrder::DayMonthYear,
            DateOrder::MonthDayYear,
            DateOrder::YearMonthDay,
        ]
        .iter()
        .any(|order| parse_date(cell, Some(*order)).is_ok())
}

/// An amount with its currency, unit or two decimals; a bare number could be anything.
fn is_money(cell: &str) -> bool {
    let bare = cell.chars().all(|c| c.is_numeric());
    !bare && parse_amount(cell, Some(crate::import::DecimalMark::Point)).is_ok()
}
