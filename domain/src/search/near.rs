//! Words that are near a misspelt one: words of names by what is left of their beginnings when one letter is taken away.
//! Two words of which one comes from the other by a letter too much, too few, another or two changed places have such a
//! rest in common. Words of names stay here when their last record goes: they lead to nothing then.
//!
//! Chinese is misspelt by letters that sound alike, so that it is asked by its sound, which the index has of names.
#![expect(
    clippy::disallowed_methods,
    reason = "keeps a table of the house: the words of names"
)]

use std::collections::{BTreeSet, HashSet};

use contract::{ObjectDef, Record};
use entity::search_near::{ActiveModel, Column, Entity};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, Set};
use sha2::{Digest, Sha256};

use super::docs::Doc;
use super::texts;
use super::tokens::{Run, Wanted, cut, runs, sound};
use crate::import::fold;
use crate::{Desk, Result};

/// Shorter words are near too many others.
const SHORTEST: usize = 4;
/// How many letters of a word are compared by their rests.
const BEGINNING: usize = 7;
/// Words of which so many letters may differ by two.
const LONG: usize = 8;
/// Words that stand for a misspelt one.
const MOST: usize = 8;
/// Rows of one statement.
const CHUNK: usize = 2_000;

/// The words of a record's name that may be misspelt.
pub(super) fn words_of_name(object: &ObjectDef, record: &Record) -> BTreeSet<String> {
    let name = fold(texts::name(object, record)).to_lowercase();
    let latin = runs(&name).into_iter().filter_map(|run| match run {
        Run::Latin(word) if is_meant(&word) => Some(cut(&word)),
        _ => None,
    });
    latin.collect()
}

fn is_meant(word: &str) -> bool {
    word.chars().count() >= SHORTEST && !word.chars().any(|letter| letter.is_ascii_digit())
}

/// Remembers the words of names that are not known yet.
///
/// # Errors
/// When the database fails.
pub(super) async fn learn(tx: &DatabaseTransaction, docs: &[Doc]) -> Result<()> {
    let words: Vec<&String> = docs
        .iter()
        .flat_map(|doc| &doc.names)
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    for words in words.chunks(CHUNK) {
        let own = words.iter().map(|word| hash(&beginning(word)));
        let known: HashSet<String> = Entity::find()
            .filter(Column::Variant.is_in(own))
            .all(tx)
            .await?
            .into_iter()
            .map(|row| row.word)
            .collect();
        let rows: Vec<ActiveModel> = words
            .iter()
            .filter(|word| !known.contains(word.as_str()))
            .flat_map(|word| {
                rests(word).into_iter().map(|rest| ActiveModel {
                    variant: Set(rest),
                    word: Set((*word).clone()),
                })
            })
            .collect();
        for rows in rows.chunks(CHUNK) {
            Entity::insert_many(rows.to_vec())
                .on_conflict(
                    OnConflict::columns([Column::Variant, Column::Word])
                        .do_nothing()
                        .to_owned(),
                )
                .exec_without_returning(tx)
                .await?;
        }
    }
    Ok(())
}

/// What is asked in place of words that find nothing; `None` where nothing is near them.
///
/// # Errors
/// When the database fails.
pub(super) async fn question(desk: &Desk, words: &str) -> Result<Option<Wanted>> {
    let mut wanted = Wanted::default();
    let mut is_other = false;
    for run in runs(&fold(words).to_lowercase()) {
        match run {
            Run::Latin(word) => {
                let near = match is_meant(&word) {
                    true => near(desk, &cut(&word)).await?,
                    false => Vec::new(),
                };
                is_other |= !near.is_empty();
                match near.is_empty() {
                    true => wanted.beginnings.push(cut(&word)),
                    false => wanted.either.push((near, cut(&word))),
                }
            }
            Run::Chinese(letters) => {
                is_other |= letters.len() > 1;
                wanted.beginnings.push(sound(&letters));
            }
        }
    }
    Ok((is_other && !wanted.is_empty()).then_some(wanted))
}

/// The nearest words of names.
async fn near(desk: &Desk, word: &str) -> Result<Vec<String>> {
    let rows = Entity::find()
        .filter(Column::Variant.is_in(rests(word)))
        .all(desk.crm().door().house().read())
        .await?;
    Ok(nearest(
        word,
        rows.into_iter().map(|row| row.word).collect(),
    ))
}

/// Those of some words that are nearest to a misspelt one; none where it is the beginning of one of them: then it is not
/// misspelt, and to ask for it once more would find as little as before.
fn nearest(word: &str, others: BTreeSet<String>) -> Vec<String> {
    let others = others.into_iter();
    let mut found: Vec<(usize, String)> = others
        .filter_map(|other| Some((distance(word, &other)?, other)))
        .collect();
    found.sort();
    let least = found.first().map(|(distance, _)| *distance);
    let is_nearest = |distance: usize| distance > 0 && Some(distance) == least;
    found
        .into_iter()
        .filter(|(distance, _)| is_nearest(*distance))
        .map(|(_, other)| other)
        .take(MOST)
        .collect()
}

/// How many letters of a word are wrong if it is meant to be the beginning of another one; `None` for too many.
fn distance(word: &str, other: &str) -> Option<usize> {
    let letters: Vec<char> = other.chars().collect();
    let length = word.chars().count();
    let most = if length < LONG { 1 } else { 2 };
    let ends = length.saturating_sub(most)..=(length + most).min(letters.len());
    ends.map(|end| strsim::osa_distance(word, &letters[..end].iter().collect::<String>()))
        .min()
        .filter(|distance| *distance <= most)
}

/// A word's beginning and what is left of it without one letter, hashed.
pub(crate) fn rests(word: &str) -> BTreeSet<i64> {
    let letters: Vec<char> = beginning(word).chars().collect();
    let without = |left: usize| -> String {
        let kept = letters.iter().enumerate().filter(|(at, _)| *at != left);
        kept.map(|(_, letter)| letter).collect()
    };
    (0..=letters.len())
        .map(|left| hash(&without(left)))
        .collect()
}

fn beginning(word: &str) -> String {
    word.chars().take(BEGINNING).collect()
}

fn hash(text: &str) -> i64 {
    let digest = Sha256::digest(text.as_bytes());
    let first: [u8; 8] = std::array::from_fn(|at| digest[at]);
    i64::from_be_bytes(first)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{distance, nearest, rests};

    fn is_near(word: &str, other: &str) -> bool {
        !rests(word).is_disjoint(&rests(other)) && distance(word, other).is_some()
    }

    #[test]
    fn one_slip_in_a_short_word_and_two_in_a_long_one_are_forgiven() {
        let check = |word, other, expected| assert_eq!(is_near(word, other), expected, "{word}");
        check("jhon", "john", true);
        check("smyth", "smith", true);
        check("brigthwater", "brightwater", true);
        check("brightwatr", "brightwater", true);
        check("brigtwaterr", "brightwater", true);
        check("brigthw", "brightwater", true);
        check("müler", "müller", true);
        check("jane", "john", false);
        check("foods", "tools", false);
    }
    #[test]
    fn only_what_is_misspelt_is_asked_by_other_words() {
        let check = |word, expected: &[&str]| {
            let known = ["brightwater", "brightwave", "britewater"];
            let known = BTreeSet::from(known.map(str::to_owned));
            assert_eq!(nearest(word, known), expected, "{word}");
        };
        check("brigthwater", &["brightwater"]);
        check("brightwa", &[]);
        check("brigthwa", &["brightwater", "brightwave"]);
        check("brightwave", &[]);
        check("lyra", &[]);
    }
}
