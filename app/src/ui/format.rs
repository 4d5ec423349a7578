//! How numbers, amounts and telephone numbers are written.

use contract::money::CURRENCIES;
use contract::{Language, Money};

use super::SelectOption;

/// A whole number with a comma between thousands: `1,284`.
#[must_use]
pub fn number(value: i64) -> String {
    let sign = if value < 0 { "-" } else { "" };
    format!("{sign}{}", grouped(&value.unsigned_abs().to_string()))
}

/// An exact number with a point, grouped in threes.
#[must_use]
pub fn decimal(value: rust_decimal::Decimal) -> String {
    let plain = value.normalize().to_string();
    let (whole, rest) = plain
        .split_once('.')
        .map_or((plain.as_str(), None), |(whole, rest)| (whole, Some(rest)));
    let sign = if whole.starts_with('-') { "-" } else { "" };
    let whole = grouped(whole.trim_start_matches('-'));
    match rest {
        Some(rest) => format!("{sign}{whole}.{rest}"),
        None => format!("{sign}{whole}"),
    }
}

/// Whole percent.
#[must_use]
pub fn percent(value: i64) -> String {
    format!("{value}%")
}

/// An amount as tables write it: `¥486,000`, `$9,326.84`. Noughts behind the point are left out.
#[must_use]
pub fn money(amount: &Money, language: Language) -> String {
    let plain = amount.plain();
    let (sign, digits) = match plain.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", plain.as_str()),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let part = match part.len() {
        0 => String::new(),
        1 => format!(".{part}0"),
        _ => format!(".{part}"),
    };
    format!(
        "{sign}{}{}{part}",
        symbol(&amount.currency, language),
        grouped(whole)
    )
}

/// An amount as tiles and board columns write it: `¥642.0 万`, `$1.28M`.
#[must_use]
pub fn money_short(amount: &Money, language: Language) -> String {
    #[expect(clippy::cast_precision_loss, reason = "four figures of it are shown")]
    let units = amount.parts as f64 / contract::money::PARTS as f64;
    let (size, unit) = match (language, units.abs()) {
        (Language::Chinese, large) if large >= 1e8 => (1e8, " 亿"),
        (Language::Chinese, large) if large >= 1e4 => (1e4, " 万"),
        (Language::English, large) if large >= 1e9 => (1e9, "B"),
        (Language::English, large) if large >= 1e6 => (1e6, "M"),
        (Language::English, large) if large >= 1e3 => (1e3, "K"),
        _ => return money(&rounded(amount), language),
    };
    let scaled = units.abs() / size;
    let figures = match (language, scaled) {
        (Language::English, large) if large >= 100.0 => format!("{large:.0}"),
        (_, small) if small < 10.0 => format!("{small:.2}"),
        (_, middle) => format!("{middle:.1}"),
    };
    let (whole, part) = figures.split_once('.').unwrap_or((&figures, ""));
    let point = if part.is_empty() { "" } else { "." };
    let sign = if amount.parts < 0 { "-" } else { "" };
    format!(
        "{sign}{}{}{point}{part}{unit}",
        symbol(&amount.currency, language),
        grouped(whole)
    )
}

/// Amounts of several currencies in one line: `¥642.0 万 + $12K`.
#[must_use]
pub fn totals(amounts: &[Money], language: Language) -> String {
    let written: Vec<String> = amounts
        .iter()
        .map(|amount| money_short(amount, language))
        .collect();
    written.join(" + ")
}

fn rounded(amount: &Money) -> Money {
    let half = contract::money::PARTS / 2 * amount.parts.signum();
    Money::units(
        amount.parts.saturating_add(half) / contract::money::PARTS,
        &amount.currency,
    )
}

/// The sign of a currency, or its code and a space.
#[must_use]
pub fn symbol(currency: &str, language: Language) -> String {
    let sign = match (currency, language) {
        ("CNY", Language::Chinese) => "¥",
        ("CNY", Language::English) => "CN¥",
        ("JPY", Language::Chinese) => "JP¥",
        ("JPY", Language::English) => "¥",
        ("USD", _) => "$",
        ("EUR", _) => "€",
        ("GBP", _) => "£",
        ("INR", _) => "₹",
        ("KRW", _) => "₩",
        ("HKD", _) => "HK$",
        ("TWD", _) => "NT$",
        ("SGD", _) => "S$",
        ("AUD", _) => "A$",
        ("CAD", _) => "C$",
        _ => return format!("{currency} "),
    };
    sign.to_owned()
}

fn grouped(digits: &str) -> String {
    let mut text = String::with_capacity(digits.len() * 4 / 3 + 1);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A telephone number: Chinese ones in their usual groups, any other as the person wrote it.
#[must_use]
pub fn phone(written: &str) -> String {
    let written = written.trim();
    let is_plain = written
        .chars()
        .all(|c| c.is_ascii_digit() || " -+()".contains(c));
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    let local = digits
        .strip_prefix("86")
        .filter(|_| written.starts_with('+'))
        .unwrap_or(&digits);
    let is_foreign = written.starts_with('+') && !digits.starts_with("86");
    if !is_plain || is_foreign {
        return written.to_owned();
    }
    match (local.as_bytes(), local.len()) {
        ([b'1', b'3'..=b'9', ..], 11) => {
            format!("{} {} {}", &local[..3], &local[3..7], &local[7..])
        }
        ([b'0', b'1' | b'2', ..], 10 | 11) => landline(local, 3),
        ([b'0', b'3'..=b'9', ..], 11 | 12) => landline(local, 4),
        _ => written.to_owned(),
    }
}

fn landline(digits: &str, area: usize) -> String {
    let (area, rest) = digits.split_at(area);
    let (front, back) = rest.split_at(rest.len() - 4);
    format!("{area} {front} {back}")
}

/// Where a press on a telephone number leads: `tel:` with nothing but digits and a plus.
#[must_use]
pub fn phone_link(written: &str) -> String {
    let number: String = written
        .chars()
        .filter(|c| c.is_ascii_digit() || *c == '+')
        .collect();
    format!("tel:{number}")
}

/// The size of a file: `18 KB`, `2.4 MB`.
#[must_use]
pub fn bytes(size: u64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "two figures of it are shown")]
    let size_of = |unit: f64| size as f64 / unit;
    match size {
        0..1_000 => format!("{size} B"),
        1_000..1_000_000 => format!("{:.0} KB", size_of(1e3)),
        1_000_000..1_000_000_000 => format!("{:.1} MB", size_of(1e6)),
        _ => format!("{:.1} GB", size_of(1e9)),
    }
}

/// The currencies of the menu, and the present one where it is none of them.
#[must_use]
pub fn currency_options(present: &str, language: Language) -> Vec<SelectOption> {
    let rare = (!CURRENCIES.contains(&present) && !present.is_empty()).then_some(present);
    let option = |code: &str| match symbol(code, language) {
        sign if sign.trim() == code => (code.to_owned(), code.to_owned()),
        sign => (code.to_owned(), format!("{code} · {sign}")),
    };
    rare.into_iter().chain(CURRENCIES).map(option).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(parts: i64, currency: &str) -> Money {
        Money {
            parts,
            currency: currency.into(),
        }
    }

    #[test]
    fn amounts_are_written_as_the_language_does() {
        use Language::{Chinese, English};
        for (amount, language, long, short) in [
            (of(4_860_000_000, "CNY"), Chinese, "¥486,000", "¥48.6 万"),
            (
                of(64_200_000_000, "CNY"),
                Chinese,
                "¥6,420,000",
                "¥642.0 万",
            ),
            (
                of(1_280_000_000_000, "CNY"),
                Chinese,
                "¥128,000,000",
                "¥1.28 亿",
            ),
            (of(6_420_000_000, "USD"), English, "$642,000", "$642K"),
            (of(12_800_000_000, "USD"), English, "$1,280,000", "$1.28M"),
            (of(93_268_400, "USD"), English, "$9,326.84", "$9.33K"),
            (of(-5_000, "EUR"), English, "-€0.50", "-€1"),
            (of(120_000, "CHF"), English, "CHF 12", "CHF 12"),
        ] {
            assert_eq!(money(&amount, language), long);
            assert_eq!(money_short(&amount, language), short);
        }
    }

    #[test]
    fn telephone_numbers_stand_in_their_groups() {
        for (written, expected) in [
            ("13857429016", "138 5742 9016"),
            ("+86 138-5742-9016", "138 5742 9016"),
            ("055165337788", "0551 6533 7788"),
            ("021-64081190", "021 6408 1190"),
            ("+1 415 555 0134", "+1 415 555 0134"),
            ("(415) 555-0134", "(415) 555-0134"),
            ("ask Li", "ask Li"),
        ] {
            assert_eq!(phone(written), expected);
        }
    }
}
