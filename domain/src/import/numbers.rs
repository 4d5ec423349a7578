//! Digits with their marks: which comma groups and which one parts the fraction.

use std::str::FromStr;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::problem::CellProblem;
use super::text::fold;

/// The mark before the fraction; the other one groups the thousands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum DecimalMark {
    Point,
    Comma,
}

impl DecimalMark {
    fn of(mark: char) -> Self {
        if mark == ',' {
            Self::Comma
        } else {
            Self::Point
        }
    }

    fn other(self) -> Self {
        match self {
            Self::Point => Self::Comma,
            Self::Comma => Self::Point,
        }
    }
}

/// What the marks inside one number say by themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marks {
    /// Digits only.
    None,
    /// Only this mark can be the decimal one: `9,326.84`, `12,5`, `1.234.567`.
    Decimal(DecimalMark),
    /// One mark with three digits behind it, which could part or group: `1.234`, `7,982`.
    Open(DecimalMark),
}

/// Reads a number; with `mark` unknown, `1.234` and `1,234` are refused.
///
/// # Errors
///
/// Unreadable, ambiguous or too large.
pub fn parse_number(cell: &str, mark: Option<DecimalMark>) -> Result<Decimal, CellProblem> {
    let text = fold(cell);
    let (negative, body) = strip_sign(&text);
    let value = read(body, mark)?;
    Ok(if negative { -value } else { value })
}

/// Reads a percentage from 0 to 100, with or without its sign: `12.5%` is 12.5.
///
/// # Errors
///
/// As [`parse_number`], and out of range.
pub fn parse_percent(cell: &str, mark: Option<DecimalMark>) -> Result<Decimal, CellProblem> {
    let text = fold(cell);
    let value = parse_number(text.trim_end_matches('%'), mark)?;
    if value < Decimal::ZERO || value > Decimal::ONE_HUNDRED {
        return Err(CellProblem::PercentOutOfRange);
    }
    Ok(value)
}

/// Reads a whole number. `7,982` can only be grouped, since 7.982 is not whole; `420.00` is 420.
///
/// # Errors
///
/// As [`parse_number`], and a fraction other than nought.
pub fn parse_whole(cell: &str) -> Result<i64, CellProblem> {
    let text = fold(cell);
    let (_, body) = strip_sign(&text);
    let mark = (marks(body) == Some(Marks::Open(DecimalMark::Comma))).then_some(DecimalMark::Point);
    let value = parse_number(&text, mark)?;
    if !value.fract().is_zero() {
        return Err(CellProblem::NumberNotWhole);
    }
    value.to_i64().ok_or(CellProblem::NumberTooLarge)
}

/// A minus in any of its writings, before or behind; the accountant's brackets.
fn strip_sign(text: &str) -> (bool, &str) {
    if let Some(inside) = text
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'))
    {
        return (true, inside.trim());
    }
    let minus = ['-', '−', '–'];
    if let Some(rest) = text
        .strip_prefix(minus)
        .or_else(|| text.strip_suffix(minus))
    {
        return (true, rest.trim());
    }
    (false, text.strip_prefix('+').unwrap_or(text).trim())
}

/// Reads digits and marks without sign, currency or unit.
pub(super) fn read(body: &str, mark: Option<DecimalMark>) -> Result<Decimal, CellProblem> {
    match (marks(body).ok_or(CellProblem::NumberUnreadable)?, mark) {
        (Marks::None, _) => digits(body, DecimalMark::Point),
        (Marks::Decimal(own), None) => digits(body, own),
        (Marks::Decimal(own), Some(column)) if own == column => digits(body, own),
        (Marks::Open(_), Some(column)) => digits(body, column),
        _ => Err(CellProblem::NumberAmbiguous {
            with_point: digits(body, DecimalMark::Point)?,
            with_comma: digits(body, DecimalMark::Comma)?,
        }),
    }
}

/// What the marks say; `None` where the text is no number at all.
pub(super) fn marks(body: &str) -> Option<Marks> {
    let plain = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '\'' | '’' | ' ');
    if !body.contains(|c: char| c.is_ascii_digit()) || !body.chars().all(plain) {
        return None;
    }
    let last = body.rfind(['.', ',']);
    let Some(at) = last else {
        return groups_well(&body.split(['\'', '’', ' ']).collect::<Vec<_>>())
            .then_some(Marks::None);
    };
    let mark = DecimalMark::of(if body[at..].starts_with(',') {
        ','
    } else {
        '.'
    });
    let (before, after) = (&body[..at], &body[at + 1..]);
    if !after.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let own = if mark == DecimalMark::Comma { ',' } else { '.' };
    let foreign = if mark == DecimalMark::Comma { '.' } else { ',' };
    if before.contains(own) {
        let whole: Vec<&str> = body.split(own).collect();
        return (!before.contains(foreign) && groups_well(&whole))
            .then_some(Marks::Decimal(mark.other()));
    }
    let whole: Vec<&str> = before.split([foreign, '\'', '’', ' ']).collect();
    if !groups_well(&whole) {
        return None;
    }
    let alone = whole.len() == 1;
    let could_group =
        after.len() == 3 && (1..=3).contains(&before.len()) && !before.starts_with('0');
    Some(if alone && could_group {
        Marks::Open(mark)
    } else {
        Marks::Decimal(mark)
    })
}

/// Thousands have three digits, Indian lakhs two, Chinese groups four; the first one may be shorter.
fn groups_well(groups: &[&str]) -> bool {
    let Some((last, earlier)) = groups.split_last() else {
        return false;
    };
    if earlier.is_empty() {
        return last.chars().all(|c| c.is_ascii_digit());
    }
    let all_digits = groups
        .iter()
        .all(|group| group.chars().all(|c| c.is_ascii_digit()));
    let first_fits = earlier
        .first()
        .is_some_and(|first| (1..=4).contains(&first.len()));
    let rest_fits = earlier
        .iter()
        .skip(1)
        .all(|group| (2..=4).contains(&group.len()));
    all_digits && first_fits && rest_fits && (3..=4).contains(&last.len())
}

fn digits(body: &str, mark: DecimalMark) -> Result<Decimal, CellProblem> {
    let decimal = if mark == DecimalMark::Comma { ',' } else { '.' };
    let mut plain = String::with_capacity(body.len() + 1);
    for c in body.chars() {
        match c {
            '0'..='9' => plain.push(c),
            c if c == decimal && !plain.contains('.') => {
                if plain.is_empty() {
                    plain.push('0');
                }
                plain.push('.');
            }
            _ => {}
        }
    }
    let plain = plain.trim_end_matches('.');
    if plain.len() > 40 {
        return Err(CellProblem::NumberTooLarge);
    }
    Decimal::from_str_exact(plain)
        .or_else(|_| Decimal::from_str(plain))
        .map(|value| value.normalize())
        .map_err(|_| CellProblem::NumberTooLarge)
}

#[cfg(test)]
mod tests {
    use super::{DecimalMark, parse_number, parse_percent, parse_whole};
    use crate::import::problem::CellProblem;

    const POINT: Option<DecimalMark> = Some(DecimalMark::Point);
    const COMMA: Option<DecimalMark> = Some(DecimalMark::Comma);

    #[test]
    fn numbers_with_their_marks() {
        let check = |cell: &str, mark, expected: &str| {
            assert_eq!(
                parse_number(cell, mark).map(|n| n.to_string()),
                Ok(expected.to_owned()),
                "{cell:?}"
            );
        };
        check("9,326.84", None, "9326.84");
        check("1.234,56", None, "1234.56");
        check("1 234,56", None, "1234.56");
        check("1'234.50", None, "1234.5");
        check("12,34,567.5", None, "1234567.5");
        check("1,2345,6789", None, "123456789");
        check("1.234.567", None, "1234567");
        check("7,982", POINT, "7982");
        check("7,982", COMMA, "7.982");
        check("1.234", COMMA, "1234");
        check("0.125", None, "0.125");
        check("12345.678", None, "12345.678");
        check(".5", None, "0.5");
        check("12.", None, "12");
        check("-5", None, "-5");
        check("−5", None, "-5");
        check("5-", None, "-5");
        check("(1,200.00)", None, "-1200");
        check("１２．５", None, "12.5");
        check("000123", None, "123");
    }

    #[test]
    fn what_is_no_number_or_could_be_two_is_refused() {
        let check = |cell: &str, mark, code: &str| {
            assert_eq!(
                parse_number(cell, mark).map_err(|p| p.code()),
                Err(code),
                "{cell:?}"
            );
        };
        check("1.234", None, "number_ambiguous");
        check("7,982", None, "number_ambiguous");
        check("12,5", POINT, "number_ambiguous");
        check("1.23.4567,8.9", None, "number_unreadable");
        check("1,23,4", None, "number_unreadable");
        check("12a", None, "number_unreadable");
        check("1.2E+05", None, "number_unreadable");
        check("", None, "number_unreadable");
        check("-", None, "number_unreadable");
        check("...", None, "number_unreadable");
        check(&"9".repeat(50), None, "number_too_large");
    }

    #[test]
    fn both_readings_of_an_ambiguous_number_are_named() {
        let problem = parse_number("1.234", None).unwrap_err();
        assert_eq!(
            problem.arguments(),
            [("one", "1.234".to_owned()), ("other", "1234".to_owned())]
        );
    }

    #[test]
    fn whole_numbers_and_percentages() {
        assert_eq!(parse_whole("7,982"), Ok(7982));
        assert_eq!(parse_whole("420.00"), Ok(420));
        assert_eq!(parse_whole("-3"), Ok(-3));
        assert_eq!(parse_whole("4.5"), Err(CellProblem::NumberNotWhole));
        assert_eq!(
            parse_whole("99999999999999999999"),
            Err(CellProblem::NumberTooLarge)
        );
        assert_eq!(
            parse_percent("12.5 %", None).map(|p| p.to_string()),
            Ok("12.5".into())
        );
        assert_eq!(
            parse_percent("100", None).map(|p| p.to_string()),
            Ok("100".into())
        );
        assert_eq!(
            parse_percent("120%", None),
            Err(CellProblem::PercentOutOfRange)
        );
    }
}
