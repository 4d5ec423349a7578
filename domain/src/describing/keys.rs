//! Words for addresses and the API, made from what an administrator calls a thing.

use contract::Label;
use pinyin::ToPinyin;

/// The longest word.
const LONGEST: usize = 40;
/// Words that mean something else wherever a record is written down.
const RESERVED: [&str; 11] = [
    "id", "version", "object", "rights", "me", "new", "import", "settings", "describe", "docs",
    "search",
];

/// A word in lower case from the English label, or else from the pinyin of the Chinese one, that `is_taken` does not
/// have yet.
pub(super) fn word(label: &Label, fallback: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let mut word = plain(&label.en);
    if word.is_empty() {
        word = plain(&sounds(&label.zh));
    }
    if word.is_empty() || word.starts_with(|c: char| c.is_ascii_digit()) {
        word = format!("{fallback}_{word}")
            .trim_end_matches('_')
            .to_owned();
    }
    if !is_taken(&word) {
        return word;
    }
    (2..)
        .map(|number| format!("{word}_{number}"))
        .find(|word| !is_taken(word))
        .unwrap_or(word)
}

/// Whether a word means something else wherever a record is written down.
pub(super) fn is_reserved(word: &str) -> bool {
    RESERVED.contains(&word)
}

fn plain(text: &str) -> String {
    let mut word = String::new();
    for letter in text.chars() {
        if word.len() >= LONGEST {
            break;
        }
        if letter.is_ascii_alphanumeric() {
            word.push(letter.to_ascii_lowercase());
        } else if !word.is_empty() && !word.ends_with('_') {
            word.push('_');
        }
    }
    word.trim_end_matches('_').to_owned()
}

fn sounds(text: &str) -> String {
    text.chars()
        .map(|letter| match letter.to_pinyin() {
            Some(sound) => sound.plain().to_owned(),
            None => letter.to_string(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::word;
    use contract::Label;

    #[test]
    fn a_word_comes_from_the_label_and_is_the_only_one() {
        let check = |en: &str, zh: &str, expected: &str| {
            let taken = |word: &str| word == "size" || super::is_reserved(word);
            assert_eq!(
                word(&Label::new(en, zh), "field", taken),
                expected,
                "{en} {zh}"
            );
        };
        check("Serial No.", "序列号", "serial_no");
        check("序列号", "序列号", "xuliehao");
        check("Size", "尺寸", "size_2");
        check("ID", "编号", "id_2");
        check("3D model", "模型", "field_3d_model");
        check("★", "★", "field");
    }
}
