//! Who is to be forgotten: the records of the person, and what names them.

use std::sync::Arc;

use contract::objects::{CONTACT, LEAD, is_person};
use contract::{FieldKind, ObjectDef, Record, Refusal};
use regex::{Regex, RegexBuilder};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::access::{merged_into, pointing, whole};
use crate::{Crm, Desk, Error, Result, likeness};

/// What stands where something named the person and has to stay filled.
pub(super) const MARK: &str = "—";
/// Shorter words name nobody for sure.
const LEAST_LATIN: usize = 4;
const LEAST_CHINESE: usize = 2;
/// Nobody is merged or converted so often.
const MOST_PEOPLE: usize = 500;

/// A record of a person: object and id.
pub(crate) type One = (String, Uuid);

/// Somebody who is to be forgotten.
pub(crate) struct Subject {
    /// Their records, with those that became part of them, and the leads that they were.
    pub(super) people: Vec<One>,
    /// The records that are there.
    pub(crate) records: Vec<(Arc<ObjectDef>, Record)>,
    /// Addresses of mail, in lower case.
    pub(super) emails: Vec<String>,
    /// What texts call them.
    pub(super) words: Vec<String>,
    named: Option<Regex>,
}

impl Subject {
    /// Reads it from the records that are there.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn of<C: ConnectionTrait>(
        crm: &Crm,
        connection: &C,
        people: Vec<One>,
    ) -> Result<Self> {
        let mut records = Vec::new();
        for object in described(crm) {
            let ids = ids_of(&people, &object.key);
            let found = whole(crm, connection, &object, &ids).await?;
            records.extend(
                found
                    .into_iter()
                    .map(|record| (Arc::clone(&object), record)),
            );
        }
        let mut subject = Self {
            people,
            records,
            emails: Vec::new(),
            words: Vec::new(),
            named: None,
        };
        subject.learn();
        subject.named = pattern(&subject.words)?;
        Ok(subject)
    }

    /// Some records that are nobody: nothing names them.
    pub(super) fn of_things(object: &Arc<ObjectDef>, records: Vec<Record>) -> Self {
        let of = |record: &Record| (object.key.clone(), record.id);
        Self {
            people: records.iter().map(of).collect(),
            records: records
                .into_iter()
                .map(|record| (Arc::clone(object), record))
                .collect(),
            emails: Vec::new(),
            words: Vec::new(),
            named: None,
        }
    }

    fn learn(&mut self) {
        for (object, record) in &self.records {
            for field in &object.fields {
                let Some(said) = record.value(&field.key).said().map(str::trim) else {
                    continue;
                };
                if field.kind == FieldKind::Email {
                    self.emails.push(said.to_lowercase());
                }
                let is_name = field.key == object.title || field.key == "wechat" || field.sensitive;
                if is_name || matches!(field.kind, FieldKind::Email | FieldKind::Phone) {
                    self.words.push(said.to_owned());
                }
                if field.kind == FieldKind::Phone {
                    let digits: String = said.chars().filter(char::is_ascii_digit).collect();
                    self.words.push(digits);
                }
            }
        }
        self.words.retain(|word| is_telling(word));
        // The longest first, so that no part of one is left.
        self.words
            .sort_by(|one, other| other.len().cmp(&one.len()).then(one.cmp(other)));
        self.words.dedup();
        self.emails.sort();
        self.emails.dedup();
    }

    /// The ids of their records.
    pub(super) fn ids(&self) -> Vec<Uuid> {
        self.people.iter().map(|(_, id)| *id).collect()
    }

    /// The ids of their records of one object.
    pub(super) fn ids_of(&self, object: &str) -> Vec<Uuid> {
        ids_of(&self.people, object)
    }

    /// What the first record of them is called.
    pub(super) fn title(&self) -> String {
        let first = self.people.first();
        let found = self
            .records
            .iter()
            .find(|(_, record)| first.is_some_and(|(_, id)| *id == record.id));
        let (object, record) = match found.or(self.records.first()) {
            Some(found) => found,
            None => return String::new(),
        };
        record.text(&object.title).to_owned()
    }

    /// Whether a text names them.
    pub(super) fn is_named_in(&self, text: &str) -> bool {
        self.named
            .as_ref()
            .is_some_and(|named| named.is_match(text))
    }

    /// A text without what names them; `None` where it does not.
    pub(super) fn taken_out_of(&self, text: &str) -> Option<String> {
        let named = self.named.as_ref().filter(|named| named.is_match(text))?;
        Some(named.replace_all(text, MARK).into_owned())
    }

    /// By what they are recognised without being known: keyed hashes of addresses and numbers.
    pub(crate) fn hashes(&self, crm: &Crm) -> Vec<String> {
        let (keys, home) = (crm.keys(), crm.settings().country);
        let mut hashes: Vec<String> = self
            .identifiers()
            .filter_map(|(kind, said)| likeness::of(kind, said, home))
            // A number of a place belongs to nobody alone.
            .filter(|key| [likeness::EMAIL, likeness::PHONE].contains(&key.kind))
            .filter_map(|key| keys.likeness(key.kind, &key.value))
            .collect();
        hashes.sort();
        hashes.dedup();
        hashes
    }

    /// Their addresses of mail and numbers, as they stand in the records.
    pub(super) fn identifiers(&self) -> impl Iterator<Item = (FieldKind, &str)> {
        let told = self.records.iter().flat_map(|(object, record)| {
            object
                .fields
                .iter()
                .map(|field| (field.kind, record.value(&field.key)))
        });
        told.filter(|(kind, _)| matches!(kind, FieldKind::Email | FieldKind::Phone))
            .filter_map(|(kind, value)| Some((kind, value.said()?)))
    }
}

/// All records of the person of one record: those that became part of it and it of, the leads it was made from and
/// the contact it became.
///
/// # Errors
/// [`Refusal::NotFound`] when there is no such record, [`Refusal::Forbidden`] when it is no person.
pub(crate) async fn people<C: ConnectionTrait>(
    desk: &Desk,
    connection: &C,
    object: &str,
    id: Uuid,
) -> Result<Vec<One>> {
    if !is_person(object) {
        return Err(Refusal::Forbidden.into());
    }
    let crm = desk.crm();
    let described = desk.whole_object(object)?;
    if whole(crm, connection, &described, &[id]).await?.is_empty() {
        return Err(Refusal::NotFound.into());
    }
    let mut people: Vec<One> = vec![(object.to_owned(), id)];
    let mut at = 0;
    while let Some((object, id)) = people.get(at).cloned() {
        at += 1;
        for one in next_to(desk, connection, &object, id).await? {
            if !people.contains(&one) {
                people.push(one);
            }
        }
        if people.len() > MOST_PEOPLE {
            return Err(Error::broken("a person has too many records"));
        }
    }
    Ok(people)
}

async fn next_to<C: ConnectionTrait>(
    desk: &Desk,
    connection: &C,
    object: &str,
    id: Uuid,
) -> Result<Vec<One>> {
    let described = desk.whole_object(object)?;
    let merged = merged_into(connection, &described, &[id]).await?;
    let mut found: Vec<One> = merged
        .into_iter()
        .map(|id| (object.to_owned(), id))
        .collect();
    let lead = desk.whole_object(LEAD)?;
    let Some(became) = lead.field(CONTACT) else {
        return Ok(found);
    };
    match object {
        CONTACT => {
            let leads = pointing(connection, &lead, became, &[id], MOST_PEOPLE as u64).await?;
            found.extend(leads.into_iter().map(|id| (LEAD.to_owned(), id)));
        }
        LEAD => {
            let records = whole(desk.crm(), connection, &lead, &[id]).await?;
            let became = records.iter().filter_map(|lead| lead.value(CONTACT).id());
            found.extend(became.map(|id| (CONTACT.to_owned(), id)));
        }
        _ => {}
    }
    Ok(found)
}

/// The objects whose records are people.
pub(super) fn described(crm: &Crm) -> Vec<Arc<ObjectDef>> {
    let descriptions = crm.descriptions();
    let all = descriptions.whole().iter();
    all.filter(|object| is_person(&object.key))
        .cloned()
        .collect()
}

fn ids_of(people: &[One], object: &str) -> Vec<Uuid> {
    let of = people.iter().filter(|(other, _)| other == object);
    of.map(|(_, id)| *id).collect()
}

fn is_telling(word: &str) -> bool {
    let count = word.chars().count();
    match word.is_ascii() {
        true => count >= LEAST_LATIN,
        false => count >= LEAST_CHINESE,
    }
}

/// Finds any of some words. What begins or ends with a letter of Latin is a word of its own: Ann is not in Annex.
fn pattern(words: &[String]) -> Result<Option<Regex>> {
    if words.is_empty() {
        return Ok(None);
    }
    let is_latin =
        |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_alphanumeric());
    let parts: Vec<String> = words
        .iter()
        .map(|word| {
            let before = if is_latin(word.chars().next()) {
                r"(?-u:\b)"
            } else {
                ""
            };
            let after = if is_latin(word.chars().next_back()) {
                r"(?-u:\b)"
            } else {
                ""
            };
            format!("{before}{}{after}", regex::escape(word))
        })
        .collect();
    let pattern = RegexBuilder::new(&parts.join("|"))
        .case_insensitive(true)
        .build();
    Ok(Some(pattern.map_err(Error::broken)?))
}

#[cfg(test)]
mod tests {
    use super::pattern;

    #[test]
    fn only_whole_words_name_a_person() {
        let words = [
            "Ann Lee".to_owned(),
            "王小明".to_owned(),
            "a@b.example".to_owned(),
        ];
        let named = pattern(&words).unwrap().unwrap();
        for (text, expected) in [
            ("with ann lee today", true),
            ("Ann Leeson", false),
            ("和王小明通话", true),
            ("mail A@B.example now", true),
            ("Joann Lee", false),
        ] {
            assert_eq!(named.is_match(text), expected, "{text}");
        }
    }
}
