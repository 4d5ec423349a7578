//! Numbers of all other countries, by the metadata of libphonenumber.

use std::collections::BTreeSet;

use phonenumber::metadata::DATABASE;
use phonenumber::{Mode, PhoneNumber, Type, country};

use super::{Country, Phone, PhoneKind};
use crate::import::problem::{CellDoubt, CellProblem};

/// Digits that begin with a country code.
pub(super) fn read(digits: &str, home: Country) -> Result<Phone, CellProblem> {
    judge(
        digits,
        phonenumber::parse(None, format!("+{digits}")).ok(),
        home,
    )
}

/// Digits as they are dialled inside `country`.
pub(super) fn read_national(digits: &str, country: Country) -> Result<Phone, CellProblem> {
    let Ok(id) = country.code().parse::<country::Id>() else {
        return read(digits, country);
    };
    judge(digits, phonenumber::parse(Some(id), digits).ok(), country)
}

fn judge(digits: &str, number: Option<PhoneNumber>, home: Country) -> Result<Phone, CellProblem> {
    if digits.len() > 15 {
        return Err(CellProblem::PhoneTooLong {
            extra: u8::try_from(digits.len() - 15).unwrap_or(u8::MAX),
        });
    }
    let number = number.ok_or(CellProblem::PhoneUnreadable)?;
    let country = number
        .country()
        .id()
        .and_then(|id| id.as_ref().parse().ok())
        .unwrap_or(home);
    let kind = match number.number_type(&DATABASE) {
        Type::Mobile | Type::Pager | Type::PersonalNumber => PhoneKind::Mobile,
        Type::FixedLine
        | Type::TollFree
        | Type::SharedCost
        | Type::PremiumRate
        | Type::Uan
        | Type::Voicemail => PhoneKind::FixedLine,
        _ => PhoneKind::Unknown,
    };
    let doubt = if phonenumber::is_valid(&number) {
        None
    } else {
        Some(weigh(&number)?)
    };
    let digits = format!("{}{}", number.country().code(), number.national());
    Ok(Phone {
        digits,
        extension: None,
        country,
        kind,
        doubt,
    })
}

/// A number that is not in the plan is impossible if no number of its country has that length, and doubtful
/// otherwise.
fn weigh(number: &PhoneNumber) -> Result<CellDoubt, CellProblem> {
    let lengths = possible_lengths(number.country().code());
    // The library drops leading noughts into a count of their own.
    let length = u16::try_from(number.national().to_string().len()).unwrap_or(u16::MAX);
    if lengths.is_empty() {
        return Err(CellProblem::PhoneImpossible);
    }
    if lengths.contains(&length) {
        return Ok(CellDoubt::PhoneNotInPlan);
    }
    let small = |difference: u16| u8::try_from(difference).unwrap_or(u8::MAX);
    match lengths.range(length..).next() {
        Some(longer) => Err(CellProblem::PhoneTooShort {
            missing: small(longer - length),
        }),
        None => Err(CellProblem::PhoneTooLong {
            extra: small(length - lengths.last().copied().unwrap_or_default()),
        }),
    }
}

/// The lengths of national numbers behind a country code.
fn possible_lengths(code: u16) -> BTreeSet<u16> {
    let regions = DATABASE.by_code(&code).unwrap_or_default();
    let kinds = [
        Type::FixedLine,
        Type::Mobile,
        Type::TollFree,
        Type::SharedCost,
        Type::Uan,
        Type::Voip,
    ];
    let lengths = |kind| {
        regions
            .iter()
            .filter_map(move |region| region.descriptors().get(kind))
    };
    kinds
        .iter()
        .flat_map(|kind| lengths(*kind))
        .flat_map(|descriptor| descriptor.possible_length().to_vec())
        .collect()
}

/// The customary grouping: national at home, with plus and country code abroad.
pub(super) fn shown(digits: &str, country: Country, home: Country) -> String {
    let Ok(number) = phonenumber::parse(None, format!("+{digits}")) else {
        return format!("+{digits}");
    };
    let mode = if country == home {
        Mode::National
    } else {
        Mode::International
    };
    number.format().mode(mode).to_string()
}
