//! Values in words: one way for timeline, conflict, filter and wherever no markup fits.

use contract::{Address, FieldDef, FieldKind, Language, Value};

use crate::t;
use crate::ui::{Clock, format};

/// A value as people write it; empty for none.
#[must_use]
pub fn value_text(field: Option<&FieldDef>, value: &Value, clock: Clock) -> String {
    let language = clock.language;
    match value {
        Value::Empty => String::new(),
        Value::Text(key) => match field.and_then(|field| field.choice(key)) {
            Some(choice) => choice.label.get(language).to_owned(),
            None if field.is_some_and(|field| field.kind == FieldKind::Phone) => format::phone(key),
            None => key.clone(),
        },
        Value::Integer(number) => match field.map(|field| field.kind) {
            Some(FieldKind::Percent) => format::percent(*number),
            Some(FieldKind::Rating) => t!(language, records.stars, count = *number),
            _ => format::number(*number),
        },
        Value::Decimal(number) => format::decimal(*number),
        Value::Money(amount) => format::money(amount, language),
        Value::Date(day) => clock.full_day(*day),
        Value::DateTime(at) => clock.exact(*at),
        Value::YesNo(true) => t!(language, records.yes).to_owned(),
        Value::YesNo(false) => t!(language, records.no).to_owned(),
        Value::Tags(tags) => {
            let words = tags.iter().map(|tag| {
                let choice = field.and_then(|field| field.choice(tag));
                choice.map_or(tag.as_str(), |choice| choice.label.get(language))
            });
            joined(words, language)
        }
        Value::Link(link) => link.text.clone(),
        Value::Links(links) => joined(links.iter().map(|link| link.text.as_str()), language),
        Value::Address(address) => address_text(address, language),
        Value::Sealed(sealed) => match &sealed.missing_key {
            Some(key) => t!(language, records.key_missing, key = key),
            None => sealed.mask.clone(),
        },
    }
}

fn joined<'t>(words: impl Iterator<Item = &'t str>, language: Language) -> String {
    words.collect::<Vec<_>>().join(match language {
        Language::Chinese => "、",
        Language::English => ", ",
    })
}

/// The parts of an address as a language writes them: from the country down to the street in Chinese, the other way
/// round in English.
pub(crate) fn address_parts(language: Language) -> [&'static str; 6] {
    match language {
        Language::Chinese => [
            "country", "province", "city", "district", "street", "postcode",
        ],
        Language::English => [
            "street", "district", "city", "province", "postcode", "country",
        ],
    }
}

/// An address in one line.
pub(crate) fn address_text(address: &Address, language: Language) -> String {
    let between = match language {
        Language::Chinese => " ",
        Language::English => ", ",
    };
    let parts = address_parts(language).map(|part| address.part(part));
    let filled: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    filled.join(between)
}

/// Where a map shows an address: a service that works where the language is spoken, and that opens its own app on a
/// phone which has it.
pub(crate) fn map_address(address: &Address, language: Language) -> String {
    let words = super::escape(&address_text(address, language));
    match language {
        Language::Chinese => format!("https://uri.amap.com/search?keyword={words}"),
        Language::English => format!("https://www.google.com/maps/search/?api=1&query={words}"),
    }
}

/// A value in words, or a dash.
pub(crate) fn value_or_dash(field: Option<&FieldDef>, value: &Value, clock: Clock) -> String {
    let text = value_text(field, value, clock);
    if text.is_empty() {
        "–".to_owned()
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::{address_text, map_address};
    use contract::{Address, Language};

    #[test]
    fn an_address_is_written_as_its_language_does() {
        let address = Address {
            street: "明州西路 88 号".into(),
            district: "北仑区".into(),
            city: "宁波".into(),
            country: "中国".into(),
            ..Address::default()
        };
        let check = |language, expected| assert_eq!(address_text(&address, language), expected);
        check(Language::Chinese, "中国 宁波 北仑区 明州西路 88 号");
        check(Language::English, "明州西路 88 号, 北仑区, 宁波, 中国");
        assert!(map_address(&address, Language::Chinese).starts_with("https://uri.amap.com/"));
        assert!(!map_address(&address, Language::English).contains(' '));
    }
}
