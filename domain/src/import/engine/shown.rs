//! Values as people read them in a table or a file of their own.

use chrono::{DateTime, Utc};
use contract::{Address, FieldDef, FieldKind, Language, Money, Value};

use crate::{Desk, clock};

/// A value in the words of the person at the desk. The same text read again is the same value.
#[must_use]
pub(crate) fn shown(desk: &Desk, field: &FieldDef, value: &Value) -> String {
    let language = desk.preferences().language;
    match value {
        Value::Empty => String::new(),
        Value::Text(key) if field.kind == FieldKind::Choice => field
            .choice(key)
            .map_or(key.as_str(), |choice| choice.label.get(language))
            .to_owned(),
        Value::Text(text) => text.clone(),
        Value::Integer(number) => number.to_string(),
        Value::Decimal(number) => number.normalize().to_string(),
        Value::Money(money) => amount(money, &desk.crm().settings().currency),
        Value::Date(day) => day.to_string(),
        Value::DateTime(at) => moment(*at, &desk.preferences().time_zone),
        Value::YesNo(yes) => yes_no(language, *yes).to_owned(),
        Value::Tags(keys) if field.kind == FieldKind::Choices => {
            let labels = keys.iter().map(|key| {
                field
                    .choice(key)
                    .map_or(key.as_str(), |choice| choice.label.get(language))
            });
            labels.collect::<Vec<_>>().join("; ")
        }
        Value::Tags(tags) => tags.join(", "),
        Value::Links(links) => {
            let titles = links.iter().map(|link| link.text.as_str());
            titles.collect::<Vec<_>>().join("; ")
        }
        Value::Address(address) => written(address, language),
        Value::Sealed(sealed) => sealed.mask.clone(),
        Value::Link(link) => match link.id {
            Some(id) if link.text.is_empty() => {
                desk.crm().people().name(id).unwrap_or_default().to_owned()
            }
            _ => link.text.clone(),
        },
    }
}

/// An address in one line: from the country down to the street in Chinese, the other way round in English.
#[must_use]
pub(crate) fn written(address: &Address, language: Language) -> String {
    let parts: Vec<&str> = match language {
        Language::Chinese => [
            "country", "province", "city", "district", "street", "postcode",
        ],
        Language::English => [
            "street", "district", "city", "province", "postcode", "country",
        ],
    }
    .iter()
    .map(|part| address.part(part))
    .filter(|part| !part.is_empty())
    .collect();
    parts.join(if language == Language::Chinese {
        " "
    } else {
        ", "
    })
}

/// A plain number; with the code of the currency where it is not the organisation's own.
fn amount(money: &Money, home: &str) -> String {
    let mut number = money.decimal().normalize();
    // Three decimals alone could be taken for thousands.
    number.rescale(match number.scale() {
        0..=2 => 2,
        _ => 4,
    });
    if money.currency == home {
        number.to_string()
    } else {
        format!("{number} {}", money.currency)
    }
}

/// Without a zone, as the person's clock shows it.
fn moment(at: DateTime<Utc>, zone: &str) -> String {
    clock::local(at, zone)
        .format("%Y-%m-%d %H:%M:%S")
        .to_string()
}

fn yes_no(language: Language, yes: bool) -> &'static str {
    match (language, yes) {
        (Language::Chinese, true) => "是",
        (Language::Chinese, false) => "否",
        (Language::English, true) => "Yes",
        (Language::English, false) => "No",
    }
}
