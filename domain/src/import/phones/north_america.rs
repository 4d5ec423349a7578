//! Numbers of the North American plan: ten digits behind +1 (NANPA, "NPA-NXX-XXXX").

use super::spoken::Written;
use super::{Country, Phone, PhoneKind, china, world};
use crate::import::problem::{CellDoubt, CellProblem};

/// A number written in North America without a plus.
pub(super) fn at_home(written: &Written) -> Result<Phone, CellProblem> {
    let digits = written.digits.as_str();
    if let Some(national) = digits
        .strip_prefix('1')
        .filter(|rest| rest.len() == 10 && fits(rest))
    {
        return read(national);
    }
    // A Chinese mobile number among American ones: eleven digits that no American number has.
    if china::is_mobile(digits) {
        return china::read(digits);
    }
    if digits.len() == 13 && digits.strip_prefix("86").is_some_and(china::is_mobile) {
        return china::read(&digits[2..]);
    }
    // "011" is dialled before a country code.
    if let Some(abroad) = digits.strip_prefix("011").filter(|rest| rest.len() >= 8) {
        return world::read(abroad, Country::UNITED_STATES);
    }
    read(
        digits
            .strip_prefix('1')
            .filter(|rest| rest.len() >= 10)
            .unwrap_or(digits),
    )
}

/// A national number.
pub(super) fn read(digits: &str) -> Result<Phone, CellProblem> {
    match digits.len() {
        10 if fits(digits) => Ok(phone(digits, None)),
        // Area codes never begin with 0 or 1; an exchange that does is merely not given out.
        10 if has_area(digits) => Ok(phone(digits, Some(CellDoubt::PhoneNotInPlan))),
        10 => Err(CellProblem::PhoneImpossible),
        7 if has_area(digits) => Ok(Phone {
            digits: digits.to_owned(),
            ..phone("", Some(CellDoubt::PhoneWithoutArea))
        }),
        short if short < 10 => Err(CellProblem::PhoneTooShort {
            missing: u8::try_from(10 - short).unwrap_or(u8::MAX),
        }),
        long => Err(CellProblem::PhoneTooLong {
            extra: u8::try_from(long - 10).unwrap_or(u8::MAX),
        }),
    }
}

/// NXX NXX XXXX with N from 2 to 9.
pub(super) fn fits(digits: &str) -> bool {
    digits.len() == 10 && has_area(digits) && matches!(digits.as_bytes().get(3), Some(b'2'..=b'9'))
}

fn has_area(digits: &str) -> bool {
    matches!(digits.as_bytes().first(), Some(b'2'..=b'9'))
}

fn phone(national: &str, doubt: Option<CellDoubt>) -> Phone {
    let toll_free = ["800", "833", "844", "855", "866", "877", "888"]
        .iter()
        .any(|area| national.starts_with(area));
    let kind = if toll_free {
        PhoneKind::FixedLine
    } else {
        PhoneKind::Unknown
    };
    Phone {
        digits: format!("1{national}"),
        extension: None,
        country: Country::UNITED_STATES,
        kind,
        doubt,
    }
}

/// `+1 415 555 0134`, at home too, as readers of other countries share the screens.
pub(super) fn shown(digits: &str) -> String {
    match digits.strip_prefix('1').filter(|rest| rest.len() == 10) {
        Some(national) => format!(
            "+1 {} {} {}",
            &national[..3],
            &national[3..6],
            &national[6..]
        ),
        None => digits.to_owned(),
    }
}
