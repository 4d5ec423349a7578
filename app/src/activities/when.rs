//! Days that a next step is usually put on.

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// The days that are one touch away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
    Tomorrow,
    InThreeDays,
    NextMonday,
}

impl Preset {
    /// What the quick log and the menus offer, in their order.
    pub const ALL: [Self; 3] = [Self::Tomorrow, Self::InThreeDays, Self::NextMonday];

    /// The day it means, seen from `today`. A Monday's next Monday is a week away.
    pub fn day(self, today: NaiveDate) -> NaiveDate {
        match self {
            Self::Tomorrow => after(today, 1),
            Self::InThreeDays => after(today, 3),
            Self::NextMonday => next(today, Weekday::Mon),
        }
    }
}

/// The day so many days later.
pub fn after(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}

/// The first such weekday after a day.
pub fn next(day: NaiveDate, weekday: Weekday) -> NaiveDate {
    let now = u64::from(day.weekday().num_days_from_monday());
    let then = u64::from(weekday.num_days_from_monday());
    match (then + 7 - now) % 7 {
        0 => after(day, 7),
        days => after(day, days),
    }
}

/// That weekday of the week after, as 下周三 means it.
pub fn next_week(day: NaiveDate, weekday: Weekday) -> NaiveDate {
    let from_monday = u64::from(weekday.num_days_from_monday());
    after(next(day, Weekday::Mon), from_monday)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_next_monday_is_never_today() {
        // 2026-11-21 is a Saturday.
        let check =
            |today, preset: Preset, expected| assert_eq!(preset.day(day(today)), day(expected));
        check("2026-11-21", Preset::Tomorrow, "2026-11-22");
        check("2026-11-21", Preset::InThreeDays, "2026-11-24");
        check("2026-11-21", Preset::NextMonday, "2026-11-23");
        check("2026-11-23", Preset::NextMonday, "2026-11-30");
        check("2026-12-31", Preset::Tomorrow, "2027-01-01");
    }

    #[test]
    fn a_weekday_of_next_week_is_in_the_week_that_begins_next_monday() {
        assert_eq!(
            next_week(day("2026-11-24"), Weekday::Wed),
            day("2026-12-02")
        );
        assert_eq!(
            next_week(day("2026-11-22"), Weekday::Mon),
            day("2026-11-23")
        );
        assert_eq!(next(day("2026-11-24"), Weekday::Wed), day("2026-11-25"));
    }
}
