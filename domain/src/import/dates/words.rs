//! Months by name, and figures as days, months and years.

use crate::import::problem::CellProblem;

pub(super) fn month_named(word: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    const CHINESE: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    let word = word.to_lowercase();
    let found = MONTHS.iter().position(|month| {
        word.len() >= 3 && (month.starts_with(&word) || (word == "sept" && *month == "september"))
    });
    found
        .or_else(|| CHINESE.iter().position(|numeral| *numeral == word))
        .and_then(|index| u32::try_from(index + 1).ok())
}

pub(super) fn is_ordinal(word: &str) -> bool {
    ["st", "nd", "rd", "th", "of"]
        .iter()
        .any(|suffix| suffix.eq_ignore_ascii_case(word))
}

pub(super) fn short(figures: &str) -> Result<u32, CellProblem> {
    if figures.len() > 2 {
        return Err(CellProblem::DateUnreadable);
    }
    figures.parse().map_err(|_| CellProblem::DateUnreadable)
}

pub(super) fn full_year(figures: &str) -> Result<i32, CellProblem> {
    let year: i32 = figures.parse().map_err(|_| CellProblem::DateUnreadable)?;
    match figures.len() {
        4 => Ok(year),
        2 => Ok(of_century(year)),
        _ => Err(CellProblem::DateUnreadable),
    }
}

/// Two figures mean 1970 to 2069, as POSIX and most spreadsheets have it to within a few years.
pub(super) fn of_century(year: i32) -> i32 {
    if year < 70 { 2000 + year } else { 1900 + year }
}
