//! Telephone numbers: digits to compare by, a writing to show, and what is known of the line.
//!
//! Chinese and North American numbers are read by their own short rules, which is fast and says exactly
//! how many digits are missing. All others go through the metadata of libphonenumber.

mod china;
mod column;
mod country;
mod north_america;
mod spoken;
mod world;

pub use column::PhoneColumn;
pub use country::Country;

use super::problem::{CellDoubt, CellProblem};
use super::text::fold;
use spoken::{Written, first_number};

/// What is known of the line behind a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhoneKind {
    /// One person's.
    Mobile,
    /// A place's: fixed lines and service numbers, which several people may share.
    FixedLine,
    /// The plan does not tell, as in North America.
    Unknown,
}

/// A telephone number that can exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phone {
    /// The digits of E.164 with the country's code and without the plus; a local number without its area
    /// code keeps its own digits only. Equal digits are the same line.
    pub digits: String,
    /// What is dialled after the connection: `803` of `转 803`.
    pub extension: Option<String>,
    pub country: Country,
    pub kind: PhoneKind,
    pub doubt: Option<CellDoubt>,
}

/// Reads a number in any writing: `+86 138-5742-9016`, `（0551）6533 7788 转 803`, `805-247-8982`.
///
/// `country` is where numbers without a country code are from, best what [`PhoneColumn::country`] found.
///
/// # Errors
///
/// Unreadable, too short or too long by so many digits, impossible, or rounded by a spreadsheet.
pub fn parse_phone(cell: &str, country: Country) -> Result<Phone, CellProblem> {
    let text = fold(cell);
    let written = first_number(&text)?;
    let mut phone = by_country(&written, country)?;
    phone.extension = written.extension;
    if written.several {
        phone.doubt = phone.doubt.or(Some(CellDoubt::SeveralPhones));
    }
    Ok(phone)
}

fn by_country(written: &Written, country: Country) -> Result<Phone, CellProblem> {
    let digits = written.digits.as_str();
    if let Some(national) = written
        .international
        .then(|| digits.strip_prefix("86"))
        .flatten()
    {
        return china::read(national);
    }
    if let Some(national) = written
        .international
        .then(|| digits.strip_prefix('1'))
        .flatten()
    {
        return north_america::read(national);
    }
    if written.international {
        return world::read(digits, country);
    }
    match country {
        Country::CHINA => china::at_home(written),
        country if country.is_north_american() => north_america::at_home(written),
        _ => world::read_national(digits, country),
    }
}

impl Phone {
    /// The number as it is shown: without the country's code at home, in international form abroad.
    #[must_use]
    pub fn shown(&self, home: Country) -> String {
        let number = match self.country {
            Country::CHINA => china::shown(&self.digits, home),
            country if country.is_north_american() => north_america::shown(&self.digits),
            _ => world::shown(&self.digits, self.country, home),
        };
        match &self.extension {
            Some(extension) => format!("{number} ext. {extension}"),
            None => number,
        }
    }

    /// Whether the line is known to be shared by a place, so that equal digits do not make the same person.
    #[must_use]
    pub fn is_fixed_line(&self) -> bool {
        self.kind == PhoneKind::FixedLine
    }
}

#[cfg(test)]
mod tests;
