//! Putting values into a text.

use std::fmt::{Display, Write as _};

/// A whole number that a text may count with, as in `3 rows`.
pub trait Count {
    /// The number; what is too large for it is written as the largest.
    fn count(&self) -> i64;
}

macro_rules! count {
    ($($number:ty),+) => {
        $(impl Count for $number {
            fn count(&self) -> i64 {
                i64::try_from(*self).unwrap_or(i64::MAX)
            }
        })+
    };
}

count!(i32, i64, u8, u16, u32, u64, usize);

/// The template with every `{name}` replaced. Names are checked when the product is built.
pub(super) fn fill(template: &'static str, values: &[(&str, &dyn Display)]) -> String {
    let mut text = String::with_capacity(template.len() + 16);
    let mut pieces = template.split('{');
    text.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let (name, rest) = piece.split_once('}').unwrap_or((piece, ""));
        if let Some((_, value)) = values.iter().find(|(known, _)| *known == name) {
            // Writing to a string can't fail.
            let _ = write!(text, "{value}");
        }
        text.push_str(rest);
    }
    text
}

/// A number with a comma between thousands, as both languages write it: `12,345`.
pub(super) fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3 + 1);
    if number < 0 {
        text.push('-');
    }
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_where_the_language_wants_them() {
        let values: [(&str, &dyn Display); 2] = [("name", &"Li {when}"), ("when", &9)];
        assert_eq!(fill("{name} at {when}", &values), "Li {when} at 9");
        assert_eq!(fill("{when}，{name}。", &values), "9，Li {when}。");
    }

    #[test]
    fn thousands_are_grouped() {
        for (number, text) in [
            (0, "0"),
            (999, "999"),
            (1_000, "1,000"),
            (-12_345_678, "-12,345,678"),
            (i64::MIN, "-9,223,372,036,854,775,808"),
        ] {
            assert_eq!(grouped(number), text);
        }
    }
}
