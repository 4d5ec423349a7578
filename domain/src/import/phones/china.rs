//! Numbers of mainland China, by the plan of the Ministry of Industry and Information Technology (YD/T 1926).

use super::spoken::Written;
use super::{Country, Phone, PhoneKind, north_america};
use crate::import::problem::{CellDoubt, CellProblem};

/// A number written in China without a country code.
pub(super) fn at_home(written: &Written) -> Result<Phone, CellProblem> {
    let digits = written.digits.as_str();
    if let Some(national) = digits.strip_prefix("86").filter(|rest| is_mobile(rest)) {
        return read(national);
    }
    // Ten digits in groups of 3, 3 and 4 are an American number; Chinese ones are not grouped so.
    if written.three_three_four
        && digits.len() == 10
        && !is_service(digits)
        && north_america::fits(digits)
    {
        return north_america::read(digits);
    }
    if written.three_three_four
        && digits.len() == 11
        && digits.starts_with('1')
        && north_america::fits(&digits[1..])
    {
        return north_america::read(&digits[1..]);
    }
    read(digits)
}

/// A national number, with or without the trunk nought before the area code.
pub(super) fn read(digits: &str) -> Result<Phone, CellProblem> {
    if is_service(digits) {
        return Ok(phone(digits, PhoneKind::FixedLine, None));
    }
    if digits.len() > 1 && digits.starts_with('1') && !digits.starts_with("10") {
        return mobile(digits);
    }
    match digits.strip_prefix('0') {
        Some(national) => fixed(national),
        None if matches!(digits.len(), 7 | 8) && is_subscriber(digits) => Ok(Phone {
            digits: digits.to_owned(),
            ..phone("", PhoneKind::FixedLine, Some(CellDoubt::PhoneWithoutArea))
        }),
        None => fixed(digits),
    }
}

fn mobile(digits: &str) -> Result<Phone, CellProblem> {
    let kind = PhoneKind::Mobile;
    match digits.len() {
        11 if is_mobile(digits) => Ok(phone(digits, kind, None)),
        11 => Err(CellProblem::PhoneImpossible),
        // Numbers of machines (14x) have thirteen digits.
        13 if digits.starts_with("14") => Ok(phone(digits, PhoneKind::Unknown, None)),
        shorter if shorter < 11 => Err(CellProblem::PhoneTooShort {
            missing: difference(11, shorter),
        }),
        longer => Err(CellProblem::PhoneTooLong {
            extra: difference(longer, 11),
        }),
    }
}

fn fixed(national: &str) -> Result<Phone, CellProblem> {
    let area = match national.as_bytes() {
        [b'1', b'0', ..] | [b'2', b'0'..=b'9', ..] => 2,
        [b'3'..=b'9', ..] => 3,
        _ => return Err(CellProblem::PhoneImpossible),
    };
    let subscriber = national.get(area..).unwrap_or_default();
    let shortest = if area == 2 { 8 } else { 7 };
    match subscriber.len() {
        short if short < shortest => Err(CellProblem::PhoneTooShort {
            missing: difference(shortest, short),
        }),
        long if long > 8 => Err(CellProblem::PhoneTooLong {
            extra: difference(long, 8),
        }),
        _ if is_subscriber(subscriber) => Ok(phone(national, PhoneKind::FixedLine, None)),
        _ => Ok(phone(
            national,
            PhoneKind::FixedLine,
            Some(CellDoubt::PhoneNotInPlan),
        )),
    }
}

fn difference(more: usize, less: usize) -> u8 {
    u8::try_from(more.saturating_sub(less)).unwrap_or(u8::MAX)
}

pub(super) fn is_mobile(digits: &str) -> bool {
    matches!(digits.as_bytes(), [b'1', b'3'..=b'9', ..]) && digits.len() == 11
}

/// Local numbers begin with 2 to 8.
fn is_subscriber(digits: &str) -> bool {
    matches!(digits.as_bytes().first(), Some(b'2'..=b'8'))
}

/// Numbers of companies: 400 and 800 with ten digits, 95xxx and 96xxx.
fn is_service(digits: &str) -> bool {
    let hotline = (digits.starts_with("400") || digits.starts_with("800")) && digits.len() == 10;
    hotline
        || ((digits.starts_with("95") || digits.starts_with("96"))
            && (5..=6).contains(&digits.len()))
}

fn phone(national: &str, kind: PhoneKind, doubt: Option<CellDoubt>) -> Phone {
    Phone {
        digits: format!("86{national}"),
        extension: None,
        country: Country::CHINA,
        kind,
        doubt,
    }
}

/// `138 5742 9016`, `0551 6533 7788`, `400 820 8820`; abroad with +86.
pub(super) fn shown(digits: &str, home: Country) -> String {
    let Some(national) = digits.strip_prefix("86").filter(|rest| rest.len() >= 5) else {
        return halves(digits);
    };
    let (trunk, number) = if is_mobile(national) {
        (
            "",
            format!("{} {} {}", &national[..3], &national[3..7], &national[7..]),
        )
    } else if is_service(national) && national.len() == 10 {
        (
            "",
            format!("{} {} {}", &national[..3], &national[3..6], &national[6..]),
        )
    } else if is_service(national) || national.len() < 9 || national.starts_with("14") {
        ("", national.to_owned())
    } else {
        let area = if national.starts_with("10") || national.starts_with('2') {
            2
        } else {
            3
        };
        (
            "0",
            format!("{} {}", &national[..area], halves(&national[area..])),
        )
    };
    if home == Country::CHINA {
        format!("{trunk}{number}")
    } else {
        format!("+86 {number}")
    }
}

/// `6533 7788` and `653 7788`.
fn halves(local: &str) -> String {
    match local.len() {
        7 | 8 => format!(
            "{} {}",
            &local[..local.len() - 4],
            &local[local.len() - 4..]
        ),
        _ => local.to_owned(),
    }
}
