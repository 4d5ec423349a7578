//! What a written line says of the next step: "wants the quote by Wednesday" is a quote, due Wednesday.
//! A handful of words in both languages; what is not understood proposes nothing.

use chrono::{NaiveDate, Weekday};

use super::when::{after, next, next_week};

/// What is to be done next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Deed {
    Quote,
    Contract,
    Sample,
    Material,
    Demo,
    Visit,
    WeChat,
    Call,
    #[default]
    FollowUp,
}

impl Deed {
    /// The key of the activity's kind.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Call => "call",
            Self::Visit | Self::Demo => "visit",
            Self::WeChat => "wechat",
            _ => "task",
        }
    }
}

/// A next step read out of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    pub deed: Deed,
    pub day: NaiveDate,
    /// The words that named the day, as they stand in the text.
    pub heard: String,
}

/// The next step that a text names; `None` when it names no day.
pub fn read(text: &str, today: NaiveDate) -> Option<Hint> {
    let lower = text.to_lowercase();
    let (start, end, day) = find_day(&lower, today)?;
    let (from, to) = clause(&lower, start, end);
    let deed = deed(&lower[from..to]).or_else(|| deed(&lower)).unwrap_or_default();
    let heard = text.get(start..end).unwrap_or(&lower[start..end]).to_owned();
    Some(Hint { deed, day, heard })
}

/// The deed that the words of a text stand for.
pub fn deed(lower: &str) -> Option<Deed> {
    const WORDS: [(&[&str], Deed); 8] = [
        (&["报价", "quote", "quotation", "price list", "offer"], Deed::Quote),
        (&["合同", "contract", "用印"], Deed::Contract),
        (&["样品", "寄样", "打样", "sample"], Deed::Sample),
        (&["资料", "案例", "方案", "brochure", "material", "case study", "proposal"], Deed::Material),
        (&["演示", "demo"], Deed::Demo),
        (&["拜访", "上门", "见面", "visit", "meet"], Deed::Visit),
        (&["微信", "wechat"], Deed::WeChat),
        (&["电话", "回电", "打给", "call", "phone"], Deed::Call),
    ];
    WORDS.iter().find(|(words, _)| words.iter().any(|word| has_word(lower, word))).map(|(_, deed)| *deed)
}

/// Whether a word stands in a text; an English one only where a word begins, so that `typically` is no call.
fn has_word(lower: &str, word: &str) -> bool {
    lower.match_indices(word).any(|(start, _)| !word.is_ascii() || begins_word(lower, start))
}

/// The first day that a text in small letters names: where its words stand, and the day.
fn find_day(lower: &str, today: NaiveDate) -> Option<(usize, usize, NaiveDate)> {
    let starts = lower.char_indices().map(|(start, _)| start);
    starts.filter(|start| begins_word(lower, *start)).find_map(|start| {
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
        Some(_) => ("in ", &[(" days", 1), (" day", 1), (" weeks", 7), (" week", 7)]),
        None => ("", &[("天后", 1), ("天以后", 1), ("天之后", 1), ("周后", 7), ("个星期后", 7), ("星期后", 7)]),
    };
    let (number, digits) = number(&text[head.len()..])?;
    let rest = &text[head.len() + digits..];
    let spaces = if head.is_empty() { rest.len() - rest.trim_start().len() } else { 0 };
    let (unit, days) = units.iter().find(|(unit, _)| rest[spaces..].starts_with(unit))?;
    Some((head.len() + digits + spaces + unit.len(), after(today, number * days)))
}

/// A number below 100 at the beginning of a text, with its length in bytes.
fn number(text: &str) -> Option<(u64, usize)> {
    const WORDS: [(&str, u64); 18] = [
        ("一", 1), ("两", 2), ("二", 2), ("三", 3), ("四", 4), ("五", 5), ("六", 6), ("七", 7), ("十", 10),
        ("a", 1), ("one", 1), ("two", 2), ("three", 3), ("four", 4), ("five", 5), ("six", 6), ("seven", 7), ("ten", 10),
    ];
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    match digits {
        0 => WORDS.iter().find(|(word, _)| text.starts_with(word)).map(|(word, n)| (*n, word.len())),
        1 | 2 => text[..digits].parse().ok().map(|n| (n, digits)),
        _ => None,
    }
}

/// `周三`, `下周三`, `星期三`, `wednesday`, `next wednesday`.
fn weekday(text: &str, today: NaiveDate) -> Option<(usize, NaiveDate)> {
    const HEADS: [(&str, bool); 11] = [
        ("下个星期", true), ("下星期", true), ("下礼拜", true), ("下周", true), ("next ", true),
        ("本周", false), ("这周", false), ("星期", false), ("礼拜", false), ("周", false), ("", false),
    ];
    const DAYS: [(&str, Weekday); 15] = [
        ("一", Weekday::Mon), ("二", Weekday::Tue), ("三", Weekday::Wed), ("四", Weekday::Thu),
        ("五", Weekday::Fri), ("六", Weekday::Sat), ("日", Weekday::Sun), ("天", Weekday::Sun),
        ("monday", Weekday::Mon), ("tuesday", Weekday::Tue), ("wednesday", Weekday::Wed), ("thursday", Weekday::Thu),
        ("friday", Weekday::Fri), ("saturday", Weekday::Sat), ("sunday", Weekday::Sun),
    ];
    HEADS.iter().filter(|(head, _)| text.starts_with(head)).find_map(|(head, following)| {
        let rest = &text[head.len()..];
        let chinese = !head.is_empty() && !head.is_ascii();
        let (word, weekday) = DAYS.iter().find(|(word, _)| rest.starts_with(word) && word.is_ascii() != chinese)?;
        let day = if *following && chinese { next_week(today, *weekday) } else { next(today, *weekday) };
        Some((head.len() + word.len(), day))
    })
}

/// Whether a word may begin there: `today` is none inside another word.
fn begins_word(text: &str, start: usize) -> bool {
    let before = text[..start].chars().next_back();
    !before.is_some_and(|c| c.is_ascii_alphanumeric())
}

/// The part between two punctuation marks around some words.
fn clause(text: &str, start: usize, end: usize) -> (usize, usize) {
    let mark = |c: char| "，。；！？,.;!?\n".contains(c);
    let from = text[..start].rfind(mark).map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let to = text[end..].find(mark).map_or(text.len(), |at| end + at);
    (from, to)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A Saturday.
    const TODAY: &str = "2026-11-21";

    fn check(text: &str, expected: Option<(Deed, &str, &str)>) {
        let hint = read(text, TODAY.parse().unwrap());
        let expected = expected.map(|(deed, day, heard)| Hint {
            deed,
            day: day.parse().unwrap(),
            heard: heard.into(),
        });
        assert_eq!(hint, expected, "{text}");
    }

    #[test]
    fn a_day_and_what_is_to_be_done_are_read_in_both_languages() {
        check("样机看过了，要我们周三前给报价，另外想看同行案例", Some((Deed::Quote, "2026-11-25", "周三")));
        check("下周三上门演示", Some((Deed::Demo, "2026-11-25", "下周三")));
        check("三天后再打电话", Some((Deed::Call, "2026-11-24", "三天后")));
        check("2 周后寄样品", Some((Deed::Sample, "2026-12-05", "2 周后")));
        check("Wants the quote by Wednesday", Some((Deed::Quote, "2026-11-25", "Wednesday")));
        check("Call back in 3 days", Some((Deed::Call, "2026-11-24", "in 3 days")));
        check("Meet again next Monday, send contract", Some((Deed::Visit, "2026-11-23", "next Monday")));
        check("明天继续跟", Some((Deed::FollowUp, "2026-11-22", "明天")));
    }

    #[test]
    fn a_text_without_a_day_proposes_nothing() {
        check("一周没有回音", None);
        check("3 台设备", None);
        check("Yesterday he was in a meeting", None);
        check("12345 days", None);
        check("Typically late on the phone", None);
        check("", None);
    }
}
