//! What can be wrong with a cell, or doubtful about it, and how reports say it.

use std::fmt;

use chrono::NaiveDate;
use contract::dto::imports::RowProblem;
use rust_decimal::Decimal;

/// Why a cell cannot become a value of its field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CellProblem {
    /// Nothing in the cell reads as a date.
    DateUnreadable,
    /// A month or a year alone, such as `April` or `2021-04`.
    DateIncomplete,
    /// A date that no calendar has; the nearest one that it could have meant.
    DateImpossible { suggestion: Option<NaiveDate> },
    /// Day and month could be the other way round, and nothing in the sheet decides.
    DateAmbiguous { readings: [NaiveDate; 2] },
    /// No number, or words besides the number.
    NumberUnreadable,
    /// `1.234` or `1,234`, and nothing in the column says which mark is the decimal one.
    NumberAmbiguous {
        with_point: Decimal,
        with_comma: Decimal,
    },
    /// More digits than can be kept exactly.
    NumberTooLarge,
    /// A whole number is wanted and there is a fraction.
    NumberNotWhole,
    /// A percentage below 0 or above 100.
    PercentOutOfRange,
    /// Letters, or far too few digits.
    PhoneUnreadable,
    /// So many digits are missing for its country.
    PhoneTooShort { missing: u8 },
    /// So many digits are too many for its country.
    PhoneTooLong { extra: u8 },
    /// The length is right, and no number of that country or area begins like this.
    PhoneImpossible,
    /// A spreadsheet has rounded the number, as in `1.38574E+10`.
    PhoneDigitsLost,
    /// No address; what it could have meant, if that is plain.
    EmailBroken { suggestion: Option<String> },
    /// Neither yes nor no in any of the known words.
    YesNoUnreadable,
    /// No web address, or one that a browser would run instead of open.
    LinkBroken,
}

impl CellProblem {
    /// A short name for logs and tests; people read the translated [`RowProblem`].
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::DateUnreadable => "date_unreadable",
            Self::DateIncomplete => "date_incomplete",
            Self::DateImpossible { .. } => "date_impossible",
            Self::DateAmbiguous { .. } => "date_ambiguous",
            Self::NumberUnreadable => "number_unreadable",
            Self::NumberAmbiguous { .. } => "number_ambiguous",
            Self::NumberTooLarge => "number_too_large",
            Self::NumberNotWhole => "number_not_whole",
            Self::PercentOutOfRange => "percent_out_of_range",
            Self::PhoneUnreadable => "phone_unreadable",
            Self::PhoneTooShort { .. } => "phone_too_short",
            Self::PhoneTooLong { .. } => "phone_too_long",
            Self::PhoneImpossible => "phone_impossible",
            Self::PhoneDigitsLost => "phone_digits_lost",
            Self::EmailBroken { .. } => "email_broken",
            Self::YesNoUnreadable => "yes_no_unreadable",
            Self::LinkBroken => "link_broken",
        }
    }

    /// What goes with the name: missing digits, the two readings.
    #[must_use]
    pub fn arguments(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::DateAmbiguous {
                readings: [one, other],
            } => {
                vec![("one", one.to_string()), ("other", other.to_string())]
            }
            Self::NumberAmbiguous {
                with_point,
                with_comma,
            } => {
                vec![
                    ("one", with_point.to_string()),
                    ("other", with_comma.to_string()),
                ]
            }
            Self::PhoneTooShort { missing } => vec![("missing", missing.to_string())],
            Self::PhoneTooLong { extra } => vec![("extra", extra.to_string())],
            _ => Vec::new(),
        }
    }

    /// A text that would be taken in place of the cell's own, to be offered with one click.
    #[must_use]
    pub fn suggestion(&self) -> Option<String> {
        match self {
            Self::DateImpossible { suggestion } => suggestion.map(|date| date.to_string()),
            Self::EmailBroken { suggestion } => suggestion.clone(),
            _ => None,
        }
    }
}

impl fmt::Display for CellProblem {
    /// For logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())?;
        for (name, value) in self.arguments() {
            write!(f, " {name}={value}")?;
        }
        Ok(())
    }
}

impl std::error::Error for CellProblem {}

/// Why a value that goes in should be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellDoubt {
    /// The length is right, but the published plan of the country knows no such number.
    PhoneNotInPlan,
    /// A local number without its area code.
    PhoneWithoutArea,
    /// The cell holds several numbers; the first one is taken.
    SeveralPhones,
    /// The cell holds several addresses; the first one is taken.
    SeveralEmails,
}

impl CellDoubt {
    /// A short name for logs and tests; people read the translated [`RowProblem`].
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::PhoneNotInPlan => "phone_not_in_plan",
            Self::PhoneWithoutArea => "phone_without_area",
            Self::SeveralPhones => "several_phones",
            Self::SeveralEmails => "several_emails",
        }
    }
}

impl From<CellProblem> for RowProblem {
    fn from(problem: CellProblem) -> Self {
        match problem {
            CellProblem::DateUnreadable | CellProblem::DateIncomplete => Self::NotADate,
            CellProblem::DateImpossible { .. } => Self::NoSuchDay {
                suggestion: problem.suggestion(),
            },
            CellProblem::DateAmbiguous { .. } => Self::AmbiguousDate,
            CellProblem::NumberAmbiguous { .. } => Self::AmbiguousAmount,
            CellProblem::NumberUnreadable
            | CellProblem::NumberTooLarge
            | CellProblem::NumberNotWhole => Self::NotANumber,
            CellProblem::PercentOutOfRange => Self::OutOfRange {
                least: 0,
                most: 100,
            },
            CellProblem::PhoneTooShort { missing } => Self::PhoneTooShort { missing },
            CellProblem::PhoneTooLong { extra } => Self::PhoneTooLong { extra },
            CellProblem::PhoneUnreadable
            | CellProblem::PhoneImpossible
            | CellProblem::PhoneDigitsLost => Self::NotAPhone,
            CellProblem::EmailBroken { .. } => Self::NotAnEmail,
            CellProblem::YesNoUnreadable => Self::NotYesNo,
            CellProblem::LinkBroken => Self::NotALink,
        }
    }
}

/// To be said with [`contract::dto::imports::Severity::Warning`].
impl From<CellDoubt> for RowProblem {
    fn from(doubt: CellDoubt) -> Self {
        match doubt {
            CellDoubt::PhoneNotInPlan | CellDoubt::PhoneWithoutArea | CellDoubt::SeveralPhones => {
                Self::NotAPhone
            }
            CellDoubt::SeveralEmails => Self::NotAnEmail,
        }
    }
}
