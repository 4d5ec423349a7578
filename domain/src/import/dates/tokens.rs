//! A date cell cut into figures, words and marks.

use chrono::{FixedOffset, NaiveTime};

use crate::import::text::is_han;

/// One piece of a date cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Token<'a> {
    /// Figures, as written: `04` has two.
    Figures(&'a str),
    /// Letters of one script.
    Word(&'a str),
    Mark(char),
}

impl Token<'_> {
    pub(super) fn number(&self) -> Option<u32> {
        match self {
            Self::Figures(figures) => figures.parse().ok(),
            _ => None,
        }
    }

    fn is_word(&self, words: &[&str]) -> bool {
        matches!(self, Self::Word(own) if words.iter().any(|word| word.eq_ignore_ascii_case(own)))
    }
}

/// Cuts a folded cell; blanks part tokens and vanish. `None` where the cell is too long to be a date.
pub(super) fn cut(text: &str) -> Option<Vec<Token<'_>>> {
    if text.len() > 96 {
        return None;
    }
    let mut tokens = Vec::with_capacity(12);
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = |same: fn(char) -> bool| rest.find(|c| !same(c)).unwrap_or(rest.len());
        let length = if first.is_ascii_digit() {
            end(|c| c.is_ascii_digit())
        } else if is_han(first) {
            han_word(rest)
        } else if first.is_alphabetic() {
            end(|c| c.is_alphabetic() && !is_han(c))
        } else {
            first.len_utf8()
        };
        let (piece, behind) = rest.split_at(length);
        if first.is_ascii_digit() {
            tokens.push(Token::Figures(piece));
        } else if first.is_alphabetic() {
            tokens.push(Token::Word(piece));
        } else if !first.is_whitespace() {
            tokens.push(Token::Mark(first));
        }
        rest = behind;
    }
    Some(tokens)
}

/// Chinese words stand without blanks: 下午, 星期四 and the like are taken whole, others sign by sign.
fn han_word(rest: &str) -> usize {
    let known = [
        "上午", "下午", "晚上", "早上", "凌晨", "中午", "星期", "礼拜", "周",
    ];
    match known.iter().find(|word| rest.starts_with(**word)) {
        Some(word) if matches!(*word, "星期" | "礼拜" | "周") => {
            word.len() + rest[word.len()..].chars().next().map_or(0, char::len_utf8)
        }
        Some(word) => word.len(),
        None => rest.chars().next().map_or(1, char::len_utf8),
    }
}

/// The time of day and zone, taken out of the tokens of a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Clock {
    pub(super) time: Option<NaiveTime>,
    pub(super) offset: Option<FixedOffset>,
}

/// Takes time, half of the day, zone and weekday out of the tokens; what stays is the date alone.
///
/// `None` where a time is written that no clock shows.
pub(super) fn take_clock<'a>(tokens: &[Token<'a>]) -> Option<(Vec<Token<'a>>, Clock)> {
    let (mut date, found) = match clock_start(tokens) {
        Some(start) => {
            let (hour, minute, second, milli, used) = clock_figures(&tokens[start..])?;
            let behind = &tokens[start + used..];
            let mut date = tokens[..start].to_vec();
            let offset = take_zone(behind, &mut date);
            (date, Some(([hour, minute, second, milli], offset)))
        }
        None => (tokens.to_vec(), None),
    };
    let half = half_of_day(&date);
    date.retain(|token| !is_filler(token));
    let Some(([hour, minute, second, milli], offset)) = found else {
        return half.is_none().then_some((date, Clock::default()));
    };
    let hour = match (half, hour) {
        (Some(Half::Later), 1..12) => hour + 12,
        (Some(Half::Earlier), 12) => 0,
        _ => hour,
    };
    // 24:00 and a leap second are written and meant, though no clock of ours shows them.
    let time = if hour == 24 && minute == 0 {
        NaiveTime::from_hms_opt(23, 59, 59)
    } else {
        NaiveTime::from_hms_milli_opt(hour, minute, second.min(59), milli)
    };
    Some((
        date,
        Clock {
            time: Some(time.filter(|_| second <= 60)?),
            offset,
        },
    ))
}

#[derive(Clone, Copy, PartialEq)]
enum Half {
    Earlier,
    Later,
}

fn half_of_day(tokens: &[Token<'_>]) -> Option<Half> {
    tokens.iter().find_map(|token| {
        if token.is_word(&["pm", "p", "下午", "晚上", "中午"]) {
            Some(Half::Later)
        } else if token.is_word(&["am", "a", "上午", "早上", "凌晨"]) {
            Some(Half::Earlier)
        } else {
            None
        }
    })
}

fn is_filler(token: &Token<'_>) -> bool {
    let weekdays = [
        "mon",
        "tue",
        "wed",
        "thu",
        "fri",
        "sat",
        "sun",
        "tues",
        "thur",
        "thurs",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    let clock = [
        "am", "pm", "a", "p", "m", "t", "at", "um", "上午", "下午", "晚上", "早上", "凌晨", "中午",
    ];
    let Token::Word(word) = token else {
        return false;
    };
    token.is_word(&weekdays)
        || token.is_word(&clock)
        || ["星期", "礼拜", "周"]
            .iter()
            .any(|week| word.starts_with(week))
}

/// Where `23:03` or `23时` begins.
fn clock_start(tokens: &[Token<'_>]) -> Option<usize> {
    (0..tokens.len().saturating_sub(1)).find(|&at| {
        let next = tokens[at + 1];
        matches!(tokens[at], Token::Figures(figures) if figures.len() <= 2)
            && (next == Token::Mark(':') || matches!(next, Token::Word("时" | "點" | "点" | "時")))
    })
}

/// Hour, minute, second, millisecond, and how many tokens they took.
fn clock_figures(tokens: &[Token<'_>]) -> Option<(u32, u32, u32, u32, usize)> {
    let hour = tokens.first()?.number()?;
    let Some(minute) = tokens.get(2).and_then(Token::number) else {
        // 3点 without minutes; a colon without them is no time.
        return (tokens.get(1) != Some(&Token::Mark(':'))).then_some((hour, 0, 0, 0, 2));
    };
    let (mut second, mut milli, mut used) = (0, 0, 3);
    let parted = matches!(tokens.get(3), Some(Token::Mark(':') | Token::Word("分")));
    if parted {
        used = 4;
        if let Some(value) = tokens.get(4).and_then(Token::number) {
            (second, used) = (value, 5);
            if let (Some(Token::Mark('.' | ',')), Some(Token::Figures(fraction))) =
                (tokens.get(5), tokens.get(6))
            {
                milli = format!("{fraction:0<3}").get(..3)?.parse().ok()?;
                used = 7;
            }
            if matches!(tokens.get(used), Some(Token::Word("秒"))) {
                used += 1;
            }
        } else if tokens[3] == Token::Mark(':') {
            return None;
        }
    }
    Some((hour, minute, second, milli, used))
}

/// Reads what stands behind the time: a zone, or more of the date, which is handed back.
fn take_zone<'a>(behind: &[Token<'a>], date: &mut Vec<Token<'a>>) -> Option<FixedOffset> {
    let mut offset = None;
    let mut at = 0;
    // A sign behind figures parts a date, as in `23:03 15-04-2021`; only directly behind the time it is a zone.
    let mut in_date = false;
    while at < behind.len() {
        match (behind[at], behind.get(at + 1)) {
            (Token::Word(word), _)
                if ["z", "utc", "gmt"]
                    .iter()
                    .any(|zone| zone.eq_ignore_ascii_case(word)) =>
            {
                offset = offset.or_else(|| FixedOffset::east_opt(0));
                at += 1;
            }
            (Token::Mark(sign @ ('+' | '-' | '−')), Some(Token::Figures(figures)))
                if !in_date && offset_is_next(figures, behind.get(at + 2)) =>
            {
                let (seconds, used) = offset_seconds(figures, &behind[at + 2..]);
                offset = FixedOffset::east_opt(if sign == '+' { seconds } else { -seconds });
                at += 2 + used;
            }
            // The zone's name in brackets, as browsers write it behind the offset.
            (Token::Mark('(' | '['), _) => break,
            // The points of `p.m.`
            (Token::Mark('.'), _) if !in_date => at += 1,
            (token, _) => {
                in_date |= matches!(token, Token::Figures(_));
                date.push(token);
                at += 1;
            }
        }
    }
    offset
}

fn offset_is_next(figures: &str, next: Option<&Token<'_>>) -> bool {
    figures.len() == 4
        || (figures.len() <= 2 && !matches!(next, Some(Token::Mark('-' | '/' | '.'))))
}

fn offset_seconds(figures: &str, behind: &[Token<'_>]) -> (i32, usize) {
    let number = |text: &str| text.parse::<i32>().unwrap_or(0);
    if figures.len() == 4 {
        return (number(&figures[..2]) * 3600 + number(&figures[2..]) * 60, 0);
    }
    match behind {
        [Token::Mark(':'), Token::Figures(minutes), ..] => {
            (number(figures) * 3600 + number(minutes) * 60, 2)
        }
        _ => (number(figures) * 3600, 0),
    }
}
