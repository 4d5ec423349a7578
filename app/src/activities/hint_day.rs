//! The day that a text names, in either language.

use chrono::{NaiveDate, Weekday};

use super::when::{after, next, next_week};

/// The first day that a text in small letters names: where its words stand, and the day.
pub fn find_day(lower: &str, today: NaiveDate) -> Option<(usize, usize, NaiveDate)> {
    let starts = lower.char_indices().map(|(start, _)| start);
    starts
        .filter(|start| begins_word(lower, *start))
        .find_map(|start| {
            let (length, day) = day_at(&lower[start..], today)?;
            Some((start, start + length, day))
        })
}

/// The day that stands at the beginning of a text, with the length of its words in bytes.
fn day_at(text: &str, today: NaiveDate) -> Option<(usize, NaiveDate)> {
    const PLAIN: [(&str, u64); 8] = [
        ("大后天", 3),
        ("后天", 2),
        ("明天", 1),
        ("明早", 1),
        ("今天", 0),
        ("the day after tomorrow", 2),
        ("tomorrow", 1),
        ("today", 0),
    ];
    let plain = PLAIN.iter().find(|(words, _)| text.starts_with(words));
    plain
        .map(|(words, days)| (words.len(), after(today, *days)))
        .or_else(|| counted(text, today))
        .or_else(|| weekday(text, today))
}

/// `3 天后`, `两周后`, `in 3 days`, `in a week`.
fn counted(text: &str, today: NaiveDate) -> Option<(usize, NaiveDate)> {
    let (head, units): (&str, &[(&str, u64)]) = match text.strip_prefix("in ") {
        Some(_) => (
            "in ",
            &[(" days", 1), (" day", 1), (" weeks", 7), (" week", 7)],
        ),
        None => (
            "",
            &[
                ("天后", 1),
                ("天以后", 1),
                ("天之后", 1),
                ("周后", 7),
                ("个星期后", 7),
                ("星期后", 7),
            ],
        ),
    };
    let (number, digits) = number(&text[head.len()..])?;
    let rest = &text[head.len() + digits..];
    let spaces = if head.is_empty() {
        rest.len() - rest.trim_start().len()
    } else {
        0
    };
    let (unit, days) = units
        .iter()
        .find(|(unit, _)| rest[spaces..].starts_with(unit))?;
    Some((
        head.len() + digits + spaces + unit.len(),
        after(today, number * days),
    ))
}

/// A number below 100 at the beginning of a text, with its length in bytes.
fn number(text: &str) -> Option<(u64, usize)> {
    const WORDS: [(&str, u64); 18] = [
        ("一", 1),
        ("两", 2),
        ("二", 2),
        ("三", 3),
        ("四", 4),
        ("五", 5),
        ("六", 6),
        ("七", 7),
        ("十", 10),
        ("a", 1),
        ("one", 1),
        ("two", 2),
        ("three", 3),
        ("four", 4),
        ("five", 5),
        ("six", 6),
        ("seven", 7),
        ("ten", 10),
    ];
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    match digits {
        0 => WORDS
            .iter()
            .find(|(word, _)| text.starts_with(word))
            .map(|(word, n)| (*n, word.len())),
        1 | 2 => text[..digits].parse().ok().map(|n| (n, digits)),
        _ => None,
    }
}

/// `周三`, `下周三`, `星期三`, `wednesday`, `next wednesday`.
fn weekday(text: &str, today: NaiveDate) -> Option<(usize, NaiveDate)> {
    const HEADS: [(&str, bool); 11] = [
        ("下个星期", true),
        ("下星期", true),
        ("下礼拜", true),
        ("下周", true),
        ("next ", true),
        ("本周", false),
        ("这周", false),
        ("星期", false),
        ("礼拜", false),
        ("周", false),
        ("", false),
    ];
    const DAYS: [(&str, Weekday); 15] = [
        ("一", Weekday::Mon),
        ("二", Weekday::Tue),
        ("三", Weekday::Wed),
        ("四", Weekday::Thu),
        ("五", Weekday::Fri),
        ("六", Weekday::Sat),
        ("日", Weekday::Sun),
        ("天", Weekday::Sun),
        ("monday", Weekday::Mon),
        ("tuesday", Weekday::Tue),
        ("wednesday", Weekday::Wed),
        ("thursday", Weekday::Thu),
        ("friday", Weekday::Fri),
        ("saturday", Weekday::Sat),
        ("sunday", Weekday::Sun),
    ];
    HEADS
        .iter()
        .filter(|(head, _)| text.starts_with(head))
        .find_map(|(head, following)| {
            let rest = &text[head.len()..];
            let chinese = !head.is_empty() && !head.is_ascii();
            let (word, weekday) = DAYS
                .iter()
                .find(|(word, _)| rest.starts_with(word) && word.is_ascii() != chinese)?;
            let day = if *following && chinese {
                next_week(today, *weekday)
            } else {
                next(today, *weekday)
            };
            Some((head.len() + word.len(), day))
        })
}

/// Whether a word may begin there: `today` is none inside another word.
pub fn begins_word(text: &str, start: usize) -> bool {
    let before = text[..start].chars().next_back();
    !before.is_some_and(|c| c.is_ascii_alphanumeric())
}
