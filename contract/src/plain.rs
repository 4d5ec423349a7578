//! Values as plain JSON, the same in the API and in files: exact numbers as text, times in UTC, choices by their keys.

use chrono::SecondsFormat;
use serde_json::{Value as Json, json};

use crate::{Address, FieldDef, FieldKind, Link, Money, Value};

/// One value in the form of its kind.
#[must_use]
pub fn value(field: &FieldDef, value: &Value) -> Json {
    match value {
        _ if value.is_empty() && field.kind.is_several() => json!([]),
        _ if value.is_empty() => Json::Null,
        Value::Empty => Json::Null,
        Value::Text(text) => json!(text),
        Value::Integer(number) => json!(number),
        Value::Decimal(number) => json!(number.normalize().to_string()),
        Value::Money(money) => amount(money),
        Value::Date(day) => json!(day.format("%Y-%m-%d").to_string()),
        Value::DateTime(at) => json!(at.to_rfc3339_opts(SecondsFormat::Millis, true)),
        Value::YesNo(yes) => json!(yes),
        Value::Tags(words) => json!(words),
        Value::Link(link) if field.kind == FieldKind::File => {
            json!({"id": link.id, "name": link.text})
        }
        Value::Link(link) => pointed(link),
        Value::Links(links) => links.iter().map(pointed).collect(),
        Value::Address(address) => place(address),
        // No text, so that nobody sends a mask back for a value.
        Value::Sealed(sealed) => json!({"masked": sealed.mask}),
    }
}

/// An amount as an exact decimal in a string, with at least two places, as amounts are written.
#[must_use]
pub fn amount(money: &Money) -> Json {
    let mut amount = money.decimal().normalize();
    if amount.scale() < 2 {
        amount.rescale(2);
    }
    json!({"amount": amount.to_string(), "currency": money.currency})
}

/// A title is told as far as the asker may see it. Without an id, it is the name or foreign id of what is not there.
fn pointed(link: &Link) -> Json {
    let title = Some(&link.text).filter(|title| !title.is_empty());
    json!({"id": link.id, "title": title})
}

fn place(address: &Address) -> Json {
    let mut json = json!({"street": address.street});
    for part in Address::PLACES {
        json[part] = address.part(part).into();
    }
    json
}

#[cfg(test)]
mod tests {
    use crate::{Address, FieldDef, FieldKind, Link, Money, Value};
    use serde_json::json;

    use super::value;

    #[test]
    fn a_value_is_written_in_the_form_of_its_kind() {
        let check = |kind, given: Value, expected: serde_json::Value| {
            let field = FieldDef::new("f", kind, "F", "F");
            assert_eq!(value(&field, &given), expected, "{kind:?}");
        };
        let money = Money {
            parts: 125_000,
            currency: "CNY".into(),
        };
        check(
            FieldKind::Money,
            Value::Money(money),
            json!({"amount": "12.50", "currency": "CNY"}),
        );
        let fine = Money {
            parts: 12_345,
            currency: "USD".into(),
        };
        check(
            FieldKind::Money,
            Value::Money(fine),
            json!({"amount": "1.2345", "currency": "USD"}),
        );
        check(
            FieldKind::Decimal,
            Value::Decimal("0.5".parse().unwrap()),
            json!("0.5"),
        );
        check(
            FieldKind::Date,
            Value::Date("2026-11-22".parse().unwrap()),
            json!("2026-11-22"),
        );
        check(
            FieldKind::DateTime,
            Value::DateTime("2026-11-22T08:00:00+08:00".parse().unwrap()),
            json!("2026-11-22T00:00:00.000Z"),
        );
        check(FieldKind::Tags, Value::Empty, json!([]));
        check(FieldKind::Text, Value::Empty, json!(null));
        let named = Link {
            id: None,
            text: "Zoho 17".into(),
        };
        check(
            FieldKind::Relation,
            Value::Link(named),
            json!({"id": null, "title": "Zoho 17"}),
        );
        let address = Address {
            city: "宁波".into(),
            ..Address::default()
        };
        check(
            FieldKind::Address,
            Value::Address(address),
            json!({"street": "", "district": "", "city": "宁波", "province": "", "postcode": "", "country": ""}),
        );
    }
}
