//! Days as a condition names them.

use chrono::NaiveDate;
use contract::Language;

use crate::ui::full_day;

/// The named spans that are offered for days and moments.
pub(super) const SPANS: [&str; 16] = [
    "today",
    "yesterday",
    "tomorrow",
    "this_week",
    "last_week",
    "next_week",
    "this_month",
    "last_month",
    "next_month",
    "this_quarter",
    "last_quarter",
    "next_quarter",
    "this_year",
    "last_year",
    "next_year",
    "overdue",
];

/// A day as tables write it; anything else as it stands there.
pub(super) fn day_text(day: &str, language: Language) -> String {
    day.parse::<NaiveDate>()
        .map_or_else(|_| day.to_owned(), |day| full_day(day, language))
}
