//! Text to tokens, the same for the index and for the question, on both databases.
//!
//! Chinese stands as single characters and overlapping pairs; names also by their pinyin and its initials from
//! each syllable on; numbers of phones from each digit on, so that a prefix search finds any part of them.

use std::collections::BTreeSet;

use contract::{FieldKind, ObjectDef, Record};
use pinyin::ToPinyin;

use super::sounds::initials;
use super::texts;
use crate::import::fold;

/// The longest token; longer words are cut.
const LONGEST: usize = 40;
/// The shortest part of a phone number that is found.
const PHONE_PART: usize = 3;
/// How many characters of one field are indexed.
const FIELD_LENGTH: usize = 2_000;

/// The tokens of a record: its searched fields, what kind of record it is, and whose.
pub(super) fn of_record(object: &ObjectDef, record: &Record) -> BTreeSet<String> {
    let mut tokens = BTreeSet::from([object_token(&object.key)]);
    if let Some(owner) = record.value("owner").id() {
        tokens.insert(owner_token(owner));
    }
    for field in texts::fields(object) {
        for text in texts::of_value(field, record.value(&field.key)) {
            match field.kind {
                FieldKind::Phone => phone(&text, &mut tokens),
                _ => words(&text, texts::is_name(object, field), &mut tokens),
            }
        }
    }
    tokens
}

/// The token that every record of an object has.
pub(super) fn object_token(object: &str) -> String {
    format!("_{object}")
}

/// The token that every record of an owner has.
pub(super) fn owner_token(owner: uuid::Uuid) -> String {
    format!("_o{}", owner.simple())
}

/// What every found record must have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Wanted {
    /// All of these tokens.
    pub(super) whole: Vec<String>,
    /// For each of these a token that begins so.
    pub(super) beginnings: Vec<String>,
    /// For each of these one of the tokens, or one that begins so.
    pub(super) either: Vec<(Vec<String>, String)>,
}

impl Wanted {
    /// Nothing is asked for.
    pub(super) fn is_empty(&self) -> bool {
        self.whole.is_empty() && self.beginnings.is_empty() && self.either.is_empty()
    }

    /// There is one thing to have.
    pub(super) fn is_one(&self) -> bool {
        self.whole.len() + self.beginnings.len() + self.either.len() == 1
    }

    /// The same of one object, or of one owner, by its token.
    pub(super) fn and(&self, token: String) -> Self {
        let mut wanted = self.clone();
        wanted.whole.push(token);
        wanted
    }
}

/// The tokens that a question asks for; empty when it holds no letter or digit.
pub(super) fn of_question(question: &str) -> Wanted {
    let folded = fold(question).to_lowercase();
    let mut wanted = Wanted::default();
    let digits: String = folded.chars().filter(char::is_ascii_digit).collect();
    let is_phone = digits.len() >= PHONE_PART
        && folded
            .chars()
            .all(|c| c.is_ascii_digit() || " -+()".contains(c));
    if is_phone {
        wanted.beginnings.push(digits);
        return wanted;
    }
    for run in runs(&folded) {
        match run {
            Run::Latin(word) => wanted.beginnings.push(cut(&word)),
            Run::Chinese(letters) if letters.len() == 1 => {
                wanted.whole.push(letters[0].to_string())
            }
            Run::Chinese(letters) => wanted
                .whole
                .extend(letters.windows(2).map(|pair| pair.iter().collect())),
        }
    }
    wanted
}

pub(super) enum Run {
    Latin(String),
    Chinese(Vec<char>),
}

/// The runs of letters and digits of a text, Chinese apart from the rest.
pub(super) fn runs(text: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    for letter in text.chars() {
        let is_chinese = is_chinese(letter);
        if !is_chinese && !letter.is_alphanumeric() {
            runs.push(None);
            continue;
        }
        match runs.last_mut() {
            Some(Some(Run::Chinese(letters))) if is_chinese => letters.push(letter),
            Some(Some(Run::Latin(word))) if !is_chinese => word.push(letter),
            _ if is_chinese => runs.push(Some(Run::Chinese(vec![letter]))),
            _ => runs.push(Some(Run::Latin(letter.to_string()))),
        }
    }
    runs.into_iter().flatten().collect()
}

fn is_chinese(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

fn words(text: &str, is_name: bool, tokens: &mut BTreeSet<String>) {
    let text: String = fold(text)
        .chars()
        .take(FIELD_LENGTH)
        .collect::<String>()
        .to_lowercase();
    groups(&text, tokens);
    for run in runs(&text) {
        match run {
            Run::Latin(word) => {
                tokens.insert(cut(&word));
            }
            Run::Chinese(letters) => {
                tokens.extend(letters.iter().map(char::to_string));
                tokens.extend(
                    letters
                        .windows(2)
                        .map(|pair| pair.iter().collect::<String>()),
                );
                if is_name {
                    sounds(&letters, tokens);
                }
            }
        }
    }
}

/// The pinyin of a name from each syllable on, in full and by initials.
fn sounds(letters: &[char], tokens: &mut BTreeSet<String>) {
    let sounds = syllables(letters);
    for start in 0..sounds.len() {
        let rest = &sounds[start..];
        tokens.insert(cut(&rest.concat()));
        if rest.len() > 1 {
            tokens.insert(cut(&initials(rest)));
        }
    }
}

/// Chinese letters as they sound, in one word.
pub(super) fn sound(letters: &[char]) -> String {
    cut(&syllables(letters).concat())
}

fn syllables(letters: &[char]) -> Vec<&'static str> {
    letters
        .iter()
        .filter_map(|letter| letter.to_pinyin().map(|sound| sound.plain()))
        .collect()
}

/// A number in several groups, as of a quote, from each group on: it is looked for with and without what stands
/// between them.
fn groups(text: &str, tokens: &mut BTreeSet<String>) {
    let is_short = text.chars().count() <= LONGEST;
    let groups: Vec<&str> = text
        .split(|letter: char| !letter.is_ascii_digit())
        .filter(|group| !group.is_empty())
        .collect();
    if is_short {
        for start in 0..groups.len().saturating_sub(1) {
            tokens.insert(groups[start..].concat());
        }
    }
}

/// The digits of a number from each place on.
fn phone(text: &str, tokens: &mut BTreeSet<String>) {
    let digits: String = fold(text)
        .chars()
        .filter(char::is_ascii_digit)
        .take(24)
        .collect();
    for start in 0..digits.len().saturating_sub(PHONE_PART - 1) {
        tokens.insert(digits[start..].to_owned());
    }
}

pub(super) fn cut(word: &str) -> String {
    word.chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Wanted, of_question, phone, words};

    #[test]
    fn what_is_asked_for_is_one_thing_or_several() {
        for (question, is_one) in [("海川", true), ("brightw", true), ("有限公司", false)] {
            assert_eq!(of_question(question).is_one(), is_one, "{question}");
        }
        let of_object = of_question("海川").and("_account".to_owned());
        assert!(!of_object.is_one());
    }

    fn finds(text: &str, question: &str) -> bool {
        let mut tokens = BTreeSet::new();
        words(text, true, &mut tokens);
        phone(text, &mut tokens);
        let Wanted {
            whole, beginnings, ..
        } = of_question(question);
        whole.iter().all(|token| tokens.contains(token))
            && beginnings.iter().all(|beginning| {
                tokens
                    .iter()
                    .any(|token| token.starts_with(beginning.as_str()))
            })
    }

    #[test]
    fn words_pinyin_and_parts_of_numbers_find() {
        let check = |text, question, expected| {
            assert_eq!(finds(text, question), expected, "{question} in {text}")
        };
        check("宁波海川精密机械", "海川", true);
        check("宁波海川精密机械", "海精", false);
        check("宁波海川精密机械", "nbhc", true);
        check("宁波海川精密机械", "hcjm", true);
        check("宁波海川精密机械", "haichuan", true);
        check("宁波海川精密机械", "川", true);
        check("Brightwater Foods", "bright", true);
        check("Brightwater Foods", "FOO", true);
        check("Brightwater Foods", "water", false);
        check("138-5742-9016", "5742", true);
        check("138 5742 9016", "42-90", true);
        check("138 5742 9016", "9999", false);
        check("Q-2026-0031", "2026-0031", true);
        check("Q-2026-0031", "q-2026", true);
        check("Q-2026-0031", "0031", true);
    }

    #[test]
    fn a_question_without_letters_asks_nothing() {
        assert_eq!(of_question(" -'\"* "), Wanted::default());
    }
}
