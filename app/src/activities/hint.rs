//! What a written line says of the next step: "wants the quote by Wednesday" is a quote, due Wednesday.
//! A handful of words in both languages; what is not understood proposes nothing.

use chrono::NaiveDate;

use super::hint_day::{begins_word, find_day};

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
    let deed = deed(&lower[from..to])
        .or_else(|| deed(&lower))
        .unwrap_or_default();
    let heard = text
        .get(start..end)
        .unwrap_or(&lower[start..end])
        .to_owned();
    Some(Hint { deed, day, heard })
}

/// The deed that the words of a text stand for.
pub fn deed(lower: &str) -> Option<Deed> {
    const WORDS: [(&[&str], Deed); 8] = [
        (
            &["报价", "quote", "quotation", "price list", "offer"],
            Deed::Quote,
        ),
        (&["合同", "contract", "用印"], Deed::Contract),
        (&["样品", "寄样", "打样", "sample"], Deed::Sample),
        (
            &[
                "资料",
                "案例",
                "方案",
                "brochure",
                "material",
                "case study",
                "proposal",
            ],
            Deed::Material,
        ),
        (&["演示", "demo"], Deed::Demo),
        (&["拜访", "上门", "见面", "visit", "meet"], Deed::Visit),
        (&["微信", "wechat"], Deed::WeChat),
        (&["电话", "回电", "打给", "call", "phone"], Deed::Call),
    ];
    WORDS
        .iter()
        .find(|(words, _)| words.iter().any(|word| has_word(lower, word)))
        .map(|(_, deed)| *deed)
}

/// Whether a word stands in a text; an English one only where a word begins, so that `typically` is no call.
fn has_word(lower: &str, word: &str) -> bool {
    lower
        .match_indices(word)
        .any(|(start, _)| !word.is_ascii() || begins_word(lower, start))
}

/// The part between two punctuation marks around some words.
fn clause(text: &str, start: usize, end: usize) -> (usize, usize) {
    let mark = |c: char| "，。；！？,.;!?\n".contains(c);
    let from = text[..start].rfind(mark).map_or(0, |at| {
        at + text[at..].chars().next().map_or(1, char::len_utf8)
    });
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
        check(
            "样机看过了，要我们周三前给报价，另外想看同行案例",
            Some((Deed::Quote, "2026-11-25", "周三")),
        );
        check("下周三上门演示", Some((Deed::Demo, "2026-11-25", "下周三")));
        check("三天后再打电话", Some((Deed::Call, "2026-11-24", "三天后")));
        check("2 周后寄样品", Some((Deed::Sample, "2026-12-05", "2 周后")));
        check(
            "Wants the quote by Wednesday",
            Some((Deed::Quote, "2026-11-25", "Wednesday")),
        );
        check(
            "Call back in 3 days",
            Some((Deed::Call, "2026-11-24", "in 3 days")),
        );
        check(
            "Meet again next Monday, send contract",
            Some((Deed::Visit, "2026-11-23", "next Monday")),
        );
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
