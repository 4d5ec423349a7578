//! One column, one order: which figure is the day and which the month.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::DateOrder;
use super::read::{Figures, Written, figures_of, parse_date};

/// What a column of dates says of the order of its figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateVerdict {
    /// No cell needs an order: months by name, years first in four figures, or no dates at all.
    Unneeded,
    /// Cells of this column decide.
    Decided(DateOrder),
    /// Nothing in this column decides, but the rest of the sheet does.
    Borrowed(DateOrder),
    /// Each of these would read the column; a person has to say which one is meant.
    Ambiguous,
}

impl DateVerdict {
    /// The order to parse by, where there is one.
    #[must_use]
    pub fn order(self) -> Option<DateOrder> {
        match self {
            Self::Decided(order) | Self::Borrowed(order) => Some(order),
            Self::Unneeded | Self::Ambiguous => None,
        }
    }
}

/// Collects the cells of a column of dates, one after the other and in constant room.
#[derive(Clone, Debug, Default)]
pub struct DateColumn {
    cells: u64,
    day_first: u64,
    month_first: u64,
    year_first: u64,
    open: u64,
    year_last: u64,
    four_figure_years: u64,
    nearer: [u64; 3],
    firsts: BTreeSet<u32>,
    lasts: BTreeSet<u32>,
}

impl DateColumn {
    /// Looks at one more cell; what is no date says nothing.
    pub fn see(&mut self, cell: &str) {
        match figures_of(cell) {
            Some(Written::Figures(figures)) => self.weigh(&figures),
            Some(Written::Sure { .. }) if starts_with_year(cell) => self.four_figure_years += 1,
            _ => {}
        }
    }

    /// Looks at a cell beside a date of the same row that needs no order: the reading nearer to it counts.
    pub fn see_beside(&mut self, cell: &str, neighbour: NaiveDate) {
        self.see(cell);
        let Some(Written::Figures(figures)) = figures_of(cell) else {
            return;
        };
        let distance = |order| {
            figures
                .possible(order)
                .map(|date| (date - neighbour).num_days().abs())
        };
        let orders = ORDERS.map(|order| distance(order).unwrap_or(i64::MAX));
        let Some(least) = orders.iter().min().copied() else {
            return;
        };
        if orders.iter().filter(|distance| **distance == least).count() == 1 {
            for (count, distance) in self.nearer.iter_mut().zip(orders) {
                *count += u64::from(distance == least);
            }
        }
    }

    fn weigh(&mut self, figures: &Figures) {
        self.cells += 1;
        self.year_last += u64::from(figures.year_last);
        let possible = ORDERS.map(|order| figures.possible(order).is_some());
        match possible {
            [true, false, false] => self.day_first += 1,
            [false, true, false] => self.month_first += 1,
            [false, false, true] => self.year_first += 1,
            [_, true, _] if figures.dotted && figures.year_last => self.day_first += 1,
            [false, false, false] => {}
            _ => self.open += 1,
        }
        if !figures.year_last {
            self.firsts.insert(figures.parts[0]);
            self.lasts.insert(figures.parts[2]);
        }
    }

    /// The order of the column. `others` is the order that other columns of the same sheet have, if they
    /// agree; it is borrowed only where this column says nothing against it.
    #[must_use]
    pub fn verdict(&self, others: Option<DateOrder>) -> DateVerdict {
        if self.cells == 0 {
            return DateVerdict::Unneeded;
        }
        let votes = [self.day_first, self.month_first, self.year_first];
        if let Some(order) = self.by_spread().or_else(|| clear_winner(votes)) {
            return DateVerdict::Decided(order);
        }
        if votes.iter().filter(|votes| **votes > 0).count() > 1 {
            return DateVerdict::Ambiguous;
        }
        if self.year_last == 0 && self.four_figure_years > self.cells {
            return DateVerdict::Decided(DateOrder::YearMonthDay);
        }
        if self.nearer.iter().sum::<u64>() >= 10
            && let Some(order) = clear_winner(self.nearer)
        {
            return DateVerdict::Decided(order);
        }
        match others {
            Some(DateOrder::YearMonthDay) if self.year_last > 0 => self.open_verdict(),
            Some(order) => DateVerdict::Borrowed(order),
            None => self.open_verdict(),
        }
    }

    fn open_verdict(&self) -> DateVerdict {
        if self.open == 0 {
            DateVerdict::Unneeded
        } else {
            DateVerdict::Ambiguous
        }
    }

    /// With two-figure years, the part that takes many values up to 31 is the day and the one that takes few
    /// is the year. Only asked for when no month could come first.
    fn by_spread(&self) -> Option<DateOrder> {
        let (firsts, lasts) = (self.firsts.len(), self.lasts.len());
        let no_month_first =
            self.day_first + self.year_first + self.month_first == 0 || self.month_first == 0;
        let beyond_month = |values: &BTreeSet<u32>| values.range(13..).next().is_some();
        if self.year_last > 0 || self.cells < 20 || !no_month_first {
            return None;
        }
        if firsts >= 20 && lasts * 4 <= firsts && beyond_month(&self.firsts) {
            return Some(DateOrder::DayMonthYear);
        }
        if lasts >= 20 && firsts * 4 <= lasts && beyond_month(&self.lasts) {
            return Some(DateOrder::YearMonthDay);
        }
        None
    }
}

/// The orders in the sequence in which votes are counted.
const ORDERS: [DateOrder; 3] = [
    DateOrder::DayMonthYear,
    DateOrder::MonthDayYear,
    DateOrder::YearMonthDay,
];

/// One slip among twenty cells does not overturn a column; more than that leaves it open.
fn clear_winner(votes: [u64; 3]) -> Option<DateOrder> {
    let total: u64 = votes.iter().sum();
    ORDERS
        .into_iter()
        .zip(votes)
        .find(|(_, own)| *own > 0 && *own >= 20 * (total - own))
        .map(|(order, _)| order)
}

fn starts_with_year(cell: &str) -> bool {
    let cell = cell.trim_start();
    cell.bytes().take_while(u8::is_ascii_digit).count() == 4 && parse_date(cell, None).is_ok()
}
