//! Of which object the rows of a file are.

use std::path::Path;

use contract::ObjectDef;
use contract::objects::CONTACT;

use super::engine;
use super::words::spoken_of;
use crate::import::{AUTOMATIC, ColumnSketch, match_headers, targets, titles};
use crate::{Desk, Result};

/// How sure it is by a name that the headers agree with, by headers alone, and by neither.
const BY_NAME: u8 = 95;
const BY_HEADERS: u8 = 85;
const UNSURE: u8 = 50;
/// The share of headers that must be known where the name alone says it.
const ENOUGH: f64 = 0.25;
/// By how much the headers must know one object better than any other.
const CLEARLY: f64 = 0.1;

/// An object, and how sure it is, 0 to 100.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Guess {
    pub(super) object: String,
    pub(super) confidence: u8,
}

/// Guesses by the name of a file and its headers, among what the asker may bring in.
///
/// # Errors
/// [`contract::Refusal::Unreadable`] when the file is no table.
pub(super) async fn guess(desk: &Desk, file_name: &str, path: &Path) -> Result<Guess> {
    let columns = engine::sketches(path).await?;
    let descriptions = desk.crm().descriptions();
    let objects = descriptions.all().iter().map(|object| &**object);
    let may = objects.filter(|object| engine::may_bring(desk, &object.key));
    Ok(best(may, file_name, &columns))
}

/// The object that name and headers speak of most.
pub(super) fn best<'o>(
    objects: impl Iterator<Item = &'o ObjectDef>,
    file_name: &str,
    columns: &[ColumnSketch],
) -> Guess {
    let (stem, end) = file_name.rsplit_once('.').unwrap_or((file_name, ""));
    let is_card = |object: &ObjectDef| end.eq_ignore_ascii_case("vcf") && object.key == CONTACT;
    let mut found: Vec<(usize, f64, &str)> = objects
        .map(|object| {
            let spoken = spoken_of(object, stem) + usize::from(is_card(object));
            (spoken, known(object, columns), object.key.as_str())
        })
        .collect();
    found.sort_by(|one, other| other.1.total_cmp(&one.1));
    let guess = |object: &str, confidence| Guess {
        object: object.to_owned(),
        confidence,
    };
    let by_name = found.iter().filter(|(spoken, _, _)| *spoken > 0);
    if let Some((_, known, object)) = by_name.rev().max_by_key(|(spoken, _, _)| *spoken) {
        let confidence = if *known >= ENOUGH { BY_NAME } else { UNSURE };
        return guess(object, confidence);
    }
    let second = found.get(1).map_or(0.0, |(_, known, _)| *known);
    match found.first() {
        Some((_, known, object)) if *known >= ENOUGH && known - second >= CLEARLY => {
            guess(object, BY_HEADERS)
        }
        Some((_, _, object)) => guess(object, UNSURE),
        None => guess("", 0),
    }
}

/// The share of the headers that an object knows, less where it would miss the name of its records; a header that
/// names the object itself, such as its foreign id, counts more.
fn known(object: &ObjectDef, columns: &[ColumnSketch]) -> f64 {
    let found = match_headers(columns, &targets(object), &titles(object));
    let taken: Vec<_> = found
        .iter()
        .filter(|found| found.confidence >= AUTOMATIC)
        .collect();
    let has = |key: &str| {
        taken
            .iter()
            .any(|found| object.fields[found.target].key == key)
    };
    let named = columns.iter().filter(|column| !column.header.is_empty());
    let sum: f64 = taken
        .iter()
        .map(|found| f64::from(found.confidence) / 100.0)
        .sum();
    let share = sum / f64::from(u32::try_from(named.count().max(1)).unwrap_or(u32::MAX));
    let own = if has("external_id") { 0.2 } else { 0.0 };
    let title = object.field(&object.title);
    let lacks = title.is_some_and(|title| title.required) && !has(&object.title);
    share + own - if lacks { 0.3 } else { 0.0 }
}
