//! How well a name fits the words that were looked for.

use crate::sorting;

/// The order of hits: the lesser the better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// The name is the words.
    Same,
    /// It begins with them, as written, as it sounds, or by the initials of that.
    Begins,
    /// It holds all of them.
    Holds,
    /// The words stand elsewhere in the record.
    Elsewhere,
}

/// How a name fits words.
pub(super) fn fit(name: &str, words: &str) -> Fit {
    let words = words.trim().to_lowercase();
    let (name_key, words_key) = (sorting::key(name), sorting::key(&words));
    let words_key = words_key.trim_end();
    let lower = name.trim().to_lowercase();
    let heard: String = name_key.split_whitespace().collect();
    let initials: String = name_key
        .split_whitespace()
        .filter_map(|sound| sound.chars().next())
        .collect();
    if lower == words || name_key.trim_end() == words_key {
        return Fit::Same;
    }
    let begins = [
        lower.as_str(),
        name_key.as_str(),
        heard.as_str(),
        initials.as_str(),
    ]
    .into_iter()
    .any(|way| way.starts_with(words.as_str()));
    if begins || name_key.starts_with(words_key) {
        return Fit::Begins;
    }
    match words.split_whitespace().all(|word| lower.contains(word)) {
        true => Fit::Holds,
        false => Fit::Elsewhere,
    }
}

#[cfg(test)]
mod tests {
    use super::{Fit, fit};

    #[test]
    fn names_that_begin_with_the_words_fit_better() {
        let check = |name, words, expected| assert_eq!(fit(name, words), expected, "{words}");
        check("Brightwater Foods", "brightwater foods", Fit::Same);
        check("Brightwater Foods", "Bright", Fit::Begins);
        check("Brightwater Foods", "foods", Fit::Holds);
        check("Brightwater Foods", "lathe", Fit::Elsewhere);
        check("海川精密", "海川精密", Fit::Same);
        check("海川精密", "海川", Fit::Begins);
        check("海川精密", "haichuan", Fit::Begins);
        check("海川精密", "hcj", Fit::Begins);
        check("宁波海川", "海川", Fit::Holds);
    }
}
