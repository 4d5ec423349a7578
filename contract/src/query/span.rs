//! Spans of days by their names.
//!
//! `today`, `yesterday`, `tomorrow`; `this_`, `last_` and `next_` with `week` (from Monday), `month`, `quarter` or
//! `year`, as the calendar has them; and counted from today: `last_14` or `last_14_days`, `next_2_weeks`,
//! `last_3_months`, `next_1_years`, today included. `overdue` is what has passed; it has no beginning.

use chrono::{Datelike, Days, Months, NaiveDate};

/// The most that can be counted, in days; ten years.
const FARTHEST: u64 = 3_660;

/// A span that is counted from today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Back from today, or on from it.
    pub back: bool,
    pub number: u32,
    pub unit: Unit,
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Days,
    Weeks,
    Months,
    Years,
}

impl Unit {
    pub const ALL: [Self; 4] = [Self::Days, Self::Weeks, Self::Months, Self::Years];

    /// The word in a span.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Days => "days",
            Self::Weeks => "weeks",
            Self::Months => "months",
            Self::Years => "years",
        }
    }

    /// The unit of that word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.word() == word)
    }

    /// About how many days it has.
    fn days(self) -> u64 {
        match self {
            Self::Days => 1,
            Self::Weeks => 7,
            Self::Months => 30,
            Self::Years => 366,
        }
    }
}

impl Counted {
    /// Reads `last_14` or `next_3_months`; `None` when it is no such span, or reaches farther than ten years.
    #[must_use]
    pub fn read(word: &str) -> Option<Self> {
        let mut parts = word.splitn(3, '_');
        let back = match parts.next()? {
            "last" => true,
            "next" => false,
            _ => return None,
        };
        let number: u32 = parts.next()?.parse().ok()?;
        let unit = match parts.next() {
            Some(unit) => Unit::from_word(unit)?,
            None => Unit::Days,
        };
        let reach = u64::from(number) * unit.days();
        (reach <= FARTHEST).then_some(Self { back, number, unit })
    }

    /// As it is written: days without their word.
    #[must_use]
    pub fn word(self) -> String {
        let direction = if self.back { "last" } else { "next" };
        match self.unit {
            Unit::Days => format!("{direction}_{}", self.number),
            unit => format!("{direction}_{}_{}", self.number, unit.word()),
        }
    }

    fn days(self, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
        let days = u64::from(self.number);
        let far = match (self.unit, self.back) {
            (Unit::Days, true) => today.checked_sub_days(Days::new(days)),
            (Unit::Days, false) => today.checked_add_days(Days::new(days)),
            (Unit::Weeks, true) => today.checked_sub_days(Days::new(days * 7)),
            (Unit::Weeks, false) => today.checked_add_days(Days::new(days * 7)),
            (Unit::Months, true) => today.checked_sub_months(Months::new(self.number)),
            (Unit::Months, false) => today.checked_add_months(Months::new(self.number)),
            (Unit::Years, true) => today.checked_sub_months(Months::new(self.number * 12)),
            (Unit::Years, false) => today.checked_add_months(Months::new(self.number * 12)),
        }?;
        if self.back {
            Some((far, today.succ_opt()?))
        } else {
            Some((today, far.succ_opt()?))
        }
    }
}

/// The first day of a named span and the first one after it; `None` for no such span. Not for `overdue`.
#[must_use]
pub fn days(word: &str, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    match word {
        "today" => Some((today, today.succ_opt()?)),
        "yesterday" => Some((today.pred_opt()?, today)),
        "tomorrow" => Some((today.succ_opt()?, today.succ_opt()?.succ_opt()?)),
        _ => match Counted::read(word) {
            Some(counted) => counted.days(today),
            None => calendar(word, today),
        },
    }
}

/// `this_`, `last_` and `next_` with a unit of the calendar.
fn calendar(word: &str, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let (which, unit) = word.split_once('_')?;
    if unit == "week" {
        let monday = today.week(chrono::Weekday::Mon).checked_first_day()?;
        let first = match which {
            "this" => monday,
            "last" => monday.checked_sub_days(Days::new(7))?,
            "next" => monday.checked_add_days(Days::new(7))?,
            _ => return None,
        };
        return Some((first, first.checked_add_days(Days::new(7))?));
    }
    let (first, months) = match unit {
        "month" => (today.with_day(1)?, Months::new(1)),
        "quarter" => (
            NaiveDate::from_ymd_opt(today.year(), today.month0() / 3 * 3 + 1, 1)?,
            Months::new(3),
        ),
        "year" => (
            NaiveDate::from_ymd_opt(today.year(), 1, 1)?,
            Months::new(12),
        ),
        _ => return None,
    };
    let first = match which {
        "this" => first,
        "last" => first.checked_sub_months(months)?,
        "next" => first.checked_add_months(months)?,
        _ => return None,
    };
    Some((first, first.checked_add_months(months)?))
}

#[cfg(test)]
mod tests {
    use super::{Counted, days};

    #[test]
    fn a_span_is_the_days_that_people_mean() {
        // A Sunday.
        let today = "2026-11-22".parse().unwrap();
        let check = |word: &str, from: &str, to: &str| {
            let expected = Some((from.parse().unwrap(), to.parse().unwrap()));
            assert_eq!(days(word, today), expected, "{word}");
        };
        check("today", "2026-11-22", "2026-11-23");
        check("yesterday", "2026-11-21", "2026-11-22");
        check("tomorrow", "2026-11-23", "2026-11-24");
        check("this_week", "2026-11-16", "2026-11-23");
        check("last_week", "2026-11-09", "2026-11-16");
        check("next_week", "2026-11-23", "2026-11-30");
        check("this_month", "2026-11-01", "2026-12-01");
        check("last_month", "2026-10-01", "2026-11-01");
        check("next_month", "2026-12-01", "2027-01-01");
        check("this_quarter", "2026-10-01", "2027-01-01");
        check("last_quarter", "2026-07-01", "2026-10-01");
        check("next_quarter", "2027-01-01", "2027-04-01");
        check("last_year", "2025-01-01", "2026-01-01");
        check("next_year", "2027-01-01", "2028-01-01");
        check("last_14", "2026-11-08", "2026-11-23");
        check("last_14_days", "2026-11-08", "2026-11-23");
        check("next_7", "2026-11-22", "2026-11-30");
        check("last_2_weeks", "2026-11-08", "2026-11-23");
        check("last_3_months", "2026-08-22", "2026-11-23");
        check("next_1_years", "2026-11-22", "2027-11-23");
        for word in [
            "overdue",
            "last_fortnight",
            "last_99999",
            "some_week",
            "next_4_moons",
            "",
        ] {
            assert_eq!(days(word, today), None, "{word}");
        }
    }

    #[test]
    fn a_counted_span_is_written_as_it_was_read() {
        for word in ["last_14", "next_3_months", "last_1_weeks", "next_2_years"] {
            assert_eq!(
                Counted::read(word).map(Counted::word).as_deref(),
                Some(word)
            );
        }
    }
}
