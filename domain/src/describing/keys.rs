//! Words for addresses and the API, made from what an administrator calls a thing.

use contract::{FieldProblem, Label, Problem};
use pinyin::ToPinyin;

use super::merge::Described;
use crate::derived::KEPT_WORDS;

/// The longest word.
const LONGEST: usize = 40;
/// The longest key: such a word with what tells it from others.
const LONGEST_KEY: usize = 60;
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

/// Whether a word means something else wherever a record is written down, or in formulas.
pub(super) fn is_reserved(word: &str) -> bool {
    RESERVED.contains(&word) || KEPT_WORDS.contains(&word)
}

/// Whether a key that somebody wrote down could have been made here.
fn is_word(key: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    key.len() <= LONGEST_KEY
        && key.chars().all(is_plain)
        && key.starts_with(|c: char| c.is_ascii_lowercase())
}

/// Why what a file adds cannot have its name. What is there already keeps its own.
pub(super) fn wrong_name(
    described: &Described,
    object: &str,
    field: Option<&str>,
) -> Option<FieldProblem> {
    let is_there = match field {
        None => described.objects.iter().any(|row| row.key == object),
        Some(field) => described
            .fields
            .iter()
            .any(|row| row.object == object && row.key == field),
    };
    let name = field.unwrap_or(object);
    let place = field.map_or_else(|| object.to_owned(), |field| format!("{object}.{field}"));
    if is_there || is_built_in(object, field) {
        None
    } else if !is_word(name) {
        Some(FieldProblem::new(&place, Problem::WrongKind))
    } else if is_reserved(name) {
        Some(FieldProblem::new(&place, Problem::ReservedWord))
    } else {
        None
    }
}

/// Whether the product comes with an object, or a field of one.
pub(super) fn is_built_in(object: &str, field: Option<&str>) -> bool {
    let built_in = contract::objects::all();
    let object = built_in.iter().find(|own| own.key == object);
    object.is_some_and(|own| field.is_none_or(|field| own.field(field).is_some()))
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
        check("For", "用于", "for_2");
        check("IN", "输入", "in_2");
        check("True", "真", "true_2");
        check("3D model", "模型", "field_3d_model");
        check("★", "★", "field");
    }

    #[test]
    fn a_key_is_a_plain_word() {
        for (key, expected) in [
            ("serial_no", true),
            ("a1", true),
            ("", false),
            ("1a", false),
            ("_a", false),
            ("field_3d_model", true),
            ("a.b", false),
            ("A", false),
            ("a\"b", false),
            ("编号", false),
        ] {
            assert_eq!(super::is_word(key), expected, "{key}");
        }
    }
}
