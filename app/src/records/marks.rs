//! How the records of an object are marked and addressed.

use contract::{Catalogue, ObjectDef, objects};
use uuid::Uuid;

use crate::ui::AvatarShape;

/// The shape of a record's avatar; `None` for what is neither a company nor a person.
pub(crate) fn shape_of(object: &ObjectDef) -> Option<AvatarShape> {
    match object.key.as_str() {
        objects::ACCOUNT => Some(AvatarShape::Company),
        objects::CONTACT | objects::LEAD | objects::USER => Some(AvatarShape::Person),
        _ => None,
    }
}

/// A name as it stands inside a sentence: an English word loses its capital, `E-mail` and `VAT` keep theirs.
#[must_use]
pub(crate) fn inside(name: &str) -> String {
    let mut letters = name.chars();
    match letters.next() {
        Some(first) if !name.chars().skip(1).any(char::is_uppercase) => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => name.to_owned(),
    }
}

/// Where a record stands; `None` for an object that the person may not see or that has no pages.
#[must_use]
pub fn record_address(catalogue: &Catalogue, object: &str, id: Uuid) -> Option<String> {
    let object = catalogue
        .object(object)
        .filter(|object| object.key != objects::USER)?;
    Some(format!("/{}/{id}", object.path))
}

#[cfg(test)]
mod tests {
    use super::inside;

    #[test]
    fn a_word_inside_a_sentence_loses_its_capital() {
        for (name, expected) in [
            ("Customer", "customer"),
            ("VAT", "VAT"),
            ("E-mail", "e-mail"),
            ("WeChat", "WeChat"),
            ("客户", "客户"),
            ("", ""),
        ] {
            assert_eq!(inside(name), expected);
        }
    }
}
