//! Amounts of several currencies in little room: the organisation's own, and how many others there are.

use contract::{Language, Money};

use crate::ui::format;

/// An amount with a hint at the others, such as `¥3.07M +2`; a single amount stands in full while it is short.
pub fn brief(amounts: &[Money], home: &str, language: Language) -> String {
    const SHORT: u64 = 10_000_000_000;
    let Some(first) = foremost(amounts, home) else {
        return "–".to_owned();
    };
    match amounts.len() {
        1 if first.parts.unsigned_abs() < SHORT => format::money(first, language),
        1 => format::money_short(first, language),
        several => format!("{} +{}", format::money_short(first, language), several - 1),
    }
}

/// All amounts in full, for tooltips.
pub fn in_full(amounts: &[Money], language: Language) -> String {
    let written = amounts.iter().map(|amount| format::money(amount, language));
    written.collect::<Vec<_>>().join(" + ")
}

/// The amount of the organisation's own currency, or else the largest.
pub fn foremost<'a>(amounts: &'a [Money], home: &str) -> Option<&'a Money> {
    let own = amounts.iter().find(|amount| amount.currency == home);
    own.or_else(|| amounts.iter().max_by_key(|amount| amount.parts))
}

#[cfg(test)]
mod tests {
    use contract::{Language, Money};

    use super::brief;

    #[test]
    fn the_own_currency_stands_first_and_the_others_are_counted() {
        let check = |amounts: &[Money], expected: &str| {
            assert_eq!(brief(amounts, "CNY", Language::English), expected);
        };
        check(&[], "–");
        check(&[Money::units(318_000, "USD")], "$318,000");
        check(&[Money::units(3_180_000, "USD")], "$3.18M");
        check(
            &[Money::units(900_000, "USD"), Money::units(500_000, "CNY")],
            "CN¥500K +1",
        );
        check(
            &[Money::units(9, "USD"), Money::units(500_000, "EUR")],
            "€500K +1",
        );
    }
}
