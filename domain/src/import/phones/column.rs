//! Where the numbers of a column without country codes are from.

use super::china;
use super::spoken::first_number;
use super::{Country, north_america};
use crate::import::text::fold;

/// Collects the numbers of a column and decides which country those without a country code belong to.
#[derive(Clone, Copy, Debug, Default)]
pub struct PhoneColumn {
    chinese: u64,
    american: u64,
}

impl PhoneColumn {
    /// Looks at one more cell; numbers with a country code say nothing of those without.
    pub fn see(&mut self, cell: &str) {
        let text = fold(cell);
        let Ok(written) = first_number(&text) else {
            return;
        };
        if written.international {
            return;
        }
        let digits = written.digits.as_str();
        let american = digits
            .strip_prefix('1')
            .filter(|rest| rest.len() == 10 && written.three_three_four)
            .unwrap_or(digits);
        if north_america::fits(american) && (written.three_three_four || !digits.starts_with("400"))
        {
            self.american += 1;
        } else if china::read(digits).is_ok() {
            self.chinese += 1;
        }
    }

    /// The country of the column: the organisation's own where the numbers do not speak against it. Only
    /// China and North America are told apart; ten digits are common in other countries too.
    #[must_use]
    pub fn country(&self, home: Country) -> Country {
        match home {
            Country::CHINA if self.american > 4 * self.chinese => Country::UNITED_STATES,
            home if home.is_north_american() && self.chinese > 4 * self.american => Country::CHINA,
            home => home,
        }
    }
}
