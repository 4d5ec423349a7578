//! Places on the board: words of hexadecimal digits in the order of the alphabet, between any two of which
//! another one fits. A new deal has its own id as its word, so that the newest stands on top.

const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// A word between two others; `low` empty is below everything, `high` `None` above everything.
/// Where `low` is not below `high`, the answer is above `low`.
#[must_use]
pub(super) fn between(low: &str, high: Option<&str>) -> String {
    let low: Vec<u8> = low.bytes().map(digit).collect();
    let high: Option<Vec<u8>> = high.map(|word| word.bytes().map(digit).collect());
    let mut word = Vec::new();
    let mut is_bound = high.is_some();
    for place in 0.. {
        let least = low.get(place).copied().unwrap_or(0);
        let most = if is_bound {
            high.as_ref()
                .and_then(|high| high.get(place).copied())
                .unwrap_or(0)
        } else {
            16
        };
        if most > least + 1 {
            word.push(least + (most - least) / 2);
            break;
        }
        word.push(least);
        is_bound = is_bound && most == least;
    }
    word.into_iter()
        .map(|digit| char::from(DIGITS[usize::from(digit.min(15))]))
        .collect()
}

fn digit(letter: u8) -> u8 {
    DIGITS
        .iter()
        .position(|digit| *digit == letter)
        .and_then(|value| u8::try_from(value).ok())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::between;

    #[test]
    fn a_word_fits_between_any_two() {
        let check = |low: &str, high: Option<&str>| {
            let word = between(low, high);
            assert!(
                word.as_str() > low && high.is_none_or(|high| word.as_str() < high),
                "{low} < {word} < {high:?}"
            );
        };
        check("", None);
        check("8", None);
        check("ffff", None);
        check("8", Some("9"));
        check("80", Some("81"));
        check("0190", Some("01901"));
        check("", Some("01"));
        let (mut low, high) = (String::from("0192a"), "0192b");
        for _ in 0..200 {
            let word = between(&low, Some(high));
            assert!(low.as_str() < word.as_str() && word.as_str() < high);
            low = word;
        }
    }
}
