//! Exact amounts.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Serialize};

/// How many parts one unit of a currency has in the database.
pub const PARTS: i64 = 10_000;

/// The currencies that a menu offers, as ISO 4217 codes; any other code is taken from files all the same.
pub const CURRENCIES: [&str; 24] = [
    "CNY", "USD", "EUR", "GBP", "JPY", "HKD", "TWD", "SGD", "KRW", "INR", "AUD", "NZD", "CAD",
    "CHF", "SEK", "NOK", "DKK", "PLN", "BRL", "MXN", "ZAR", "AED", "THB", "VND",
];

/// An exact amount: ten-thousandths of a unit, with the currency's ISO 4217 code.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// Ten-thousandths of one unit: 486,000.00 is 4,860,000,000.
    pub parts: i64,
    /// ISO 4217 code, three capital letters.
    pub currency: String,
}

impl Money {
    /// Whole units of a currency.
    #[must_use]
    pub fn units(units: i64, currency: &str) -> Self {
        Self {
            parts: units.saturating_mul(PARTS),
            currency: currency.to_owned(),
        }
    }

    /// An exact decimal, rounded half to even at the fourth place; `None` when it is too large.
    #[must_use]
    pub fn from_decimal(amount: Decimal, currency: &str) -> Option<Self> {
        let parts = amount.checked_mul(Decimal::from(PARTS))?.round().to_i64()?;
        Some(Self {
            parts,
            currency: currency.to_owned(),
        })
    }

    /// The amount as a decimal of units.
    #[must_use]
    pub fn decimal(&self) -> Decimal {
        Decimal::new(self.parts, 4)
    }

    /// The amount as a person types it: no grouping, no needless noughts.
    #[must_use]
    pub fn plain(&self) -> String {
        self.decimal().normalize().to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::Money;

    #[test]
    fn an_amount_keeps_every_part() {
        let amount = Money {
            parts: 93_268_400,
            currency: "USD".into(),
        };
        assert_eq!(amount.plain(), "9326.84");
        assert_eq!(Money::from_decimal(amount.decimal(), "USD"), Some(amount));
    }
}
