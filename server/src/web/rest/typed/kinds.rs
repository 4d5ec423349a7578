//! The form of each kind that points nowhere.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use contract::{Address, FieldDef, FieldKind, Money, Value};
use rust_decimal::Decimal;
use serde_json::{Map, Value as Json};

use super::text;

/// The most tags, or choices, of one field.
pub(in crate::web::rest) const MOST_WORDS: usize = 100;
/// Decimal places of a decimal.
pub(in crate::web::rest) const PLACES: u32 = 6;
/// Decimal places of an amount.
pub(in crate::web::rest) const MONEY_PLACES: u32 = 4;

/// Reads a value; `null` empties it.
///
/// # Errors
/// The form that is wanted, in words.
pub(super) fn read(field: &FieldDef, json: &Json) -> Result<Value, &'static str> {
    if json.is_null() {
        return Ok(Value::Empty);
    }
    let (value, form) = match field.kind {
        FieldKind::Integer | FieldKind::Percent | FieldKind::Rating => {
            (whole(json).map(Value::Integer), "A whole number is wanted.")
        }
        FieldKind::Decimal => (
            decimal(json, PLACES).map(Value::Decimal),
            "A number in a string is wanted, such as \"12.5\", with at most six decimal places.",
        ),
        FieldKind::Money => (
            money(json).map(Value::Money),
            "An amount is wanted, such as {\"amount\": \"12.50\", \"currency\": \"CNY\"}, with at most four decimal places.",
        ),
        FieldKind::Date => (
            day(json).map(Value::Date),
            "A day is wanted, such as \"2026-11-22\".",
        ),
        FieldKind::DateTime => (
            moment(json).map(Value::DateTime),
            "A moment of RFC 3339 is wanted, such as \"2026-11-22T08:30:00Z\".",
        ),
        FieldKind::YesNo => (json.as_bool().map(Value::YesNo), "true or false is wanted."),
        FieldKind::Tags | FieldKind::Choices => (
            words(json).map(Value::Tags),
            "A list of at most 100 different strings is wanted.",
        ),
        FieldKind::Address => (
            address(json).map(Value::Address),
            "An object is wanted with strings as street, district, city, province, postcode and country.",
        ),
        FieldKind::Email => (
            text(json)
                .filter(|text| text.trim() == *text)
                .map(Value::from),
            "A string without blanks around it is wanted.",
        ),
        _ => (
            text(json).map(Value::from),
            "A string without NUL characters is wanted.",
        ),
    };
    value.ok_or(form)
}

/// JSON Schema takes 1.0 for a whole number, so it is one here too.
fn whole(json: &Json) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    json.as_i64().or_else(|| {
        let number = json.as_f64()?;
        let is_whole = number.fract() == 0.0 && number.abs() < EXACT;
        // A whole number below 2^53 is the same as an integer.
        is_whole
            .then(|| format!("{number:.0}").parse().ok())
            .flatten()
    })
}

/// Digits with a point, as JSON writes numbers, without an exponent.
fn decimal(json: &Json, places: u32) -> Option<Decimal> {
    let text = json.as_str()?;
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (units, parts) = digits.split_once('.').unwrap_or((digits, "0"));
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_plain = is_digits(units) && is_digits(parts) && parts.len() <= places as usize;
    text.parse().ok().filter(|_| is_plain)
}

fn money(json: &Json) -> Option<Money> {
    let json = json.as_object()?;
    let amount = decimal(json.get("amount")?, MONEY_PLACES)?;
    let currency = json.get("currency")?.as_str()?;
    let is_code = currency.len() == 3 && currency.bytes().all(|byte| byte.is_ascii_uppercase());
    if json.len() == 2 && is_code {
        Money::from_decimal(amount, currency)
    } else {
        None
    }
}

fn day(json: &Json) -> Option<NaiveDate> {
    let text = json.as_str().filter(|text| text.len() == 10)?;
    text.parse().ok().filter(|day: &NaiveDate| day.year() >= 1)
}

/// To the millisecond, in the years that both databases know.
fn moment(json: &Json) -> Option<DateTime<Utc>> {
    let text = json.as_str()?;
    let has_mark = text.as_bytes().get(10) == Some(&b'T');
    let at = DateTime::parse_from_rfc3339(text)
        .ok()
        .filter(|_| has_mark)?;
    DateTime::from_timestamp_millis(at.timestamp_millis())
        .filter(|at| (1..=9_999).contains(&at.year()))
}

fn words(json: &Json) -> Option<Vec<String>> {
    let words: Vec<String> = json
        .as_array()?
        .iter()
        .map(|word| {
            let word = text(word)?;
            (!word.trim().is_empty()).then(|| word.to_owned())
        })
        .collect::<Option<_>>()?;
    let mut different = words.clone();
    different.sort();
    different.dedup();
    (words.len() <= MOST_WORDS && different.len() == words.len()).then_some(words)
}

fn address(json: &Json) -> Option<Address> {
    let json: &Map<String, Json> = json.as_object()?;
    let mut address = Address::default();
    for (part, json) in json {
        if part != "street" && !Address::PLACES.contains(&part.as_str()) {
            return None;
        }
        text(json)?.clone_into(address.part_mut(part));
    }
    Some(address)
}

#[cfg(test)]
mod tests {
    use contract::{FieldDef, FieldKind};
    use serde_json::json;

    use super::read;

    #[test]
    fn what_is_written_is_read_again_the_same() {
        use FieldKind as K;
        for (kind, json) in [
            (K::Text, json!("宁波海川")),
            (K::Integer, json!(-7)),
            (K::Decimal, json!("-0.000001")),
            (K::Money, json!({"amount": "12.50", "currency": "CNY"})),
            (K::Percent, json!(80)),
            (K::Date, json!("2026-11-22")),
            (K::DateTime, json!("2026-11-22T08:30:00.250Z")),
            (K::YesNo, json!(false)),
            (K::Tags, json!(["a", "b"])),
            (
                K::Address,
                json!({"street": "1 Rd", "district": "", "city": "Ningbo", "province": "", "postcode": "", "country": "CN"}),
            ),
            (K::Text, json!(null)),
        ] {
            let field = FieldDef::new("f", kind, "F", "F");
            let value = read(&field, &json).unwrap();
            assert_eq!(contract::plain::value(&field, &value), json, "{kind:?}");
        }
    }

    #[test]
    fn each_kind_has_one_form() {
        use FieldKind as K;
        for (kind, json) in [
            (K::Text, json!(7)),
            (K::Text, json!("nul\u{0}")),
            (K::Integer, json!("7")),
            (K::Integer, json!(7.5)),
            (K::Integer, json!(1e300)),
            (K::Decimal, json!(7.5)),
            (K::Decimal, json!("+7")),
            (K::Decimal, json!("7e2")),
            (K::Decimal, json!("0.0000001")),
            (K::Money, json!("12.50")),
            (K::Money, json!({"amount": "12.50"})),
            (K::Money, json!({"amount": "12.50", "currency": "cny"})),
            (K::Money, json!({"amount": "0.00001", "currency": "CNY"})),
            (
                K::Money,
                json!({"amount": "99999999999999999", "currency": "CNY"}),
            ),
            (K::Date, json!("22.11.2026")),
            (K::Date, json!("2026-02-30")),
            (K::Date, json!("0000-01-01")),
            (K::DateTime, json!("2026-11-22 08:30:00Z")),
            (K::DateTime, json!("2026-11-22T08:30:00")),
            (K::DateTime, json!("0001-01-01T00:00:00+14:00")),
            (K::YesNo, json!("true")),
            (K::Tags, json!("a")),
            (K::Tags, json!(["a", "a"])),
            (K::Tags, json!([" "])),
            (K::Address, json!({"town": "Ningbo"})),
            (K::Address, json!({"city": 7})),
            (K::Email, json!(" a@b.de")),
        ] {
            let field = FieldDef::new("f", kind, "F", "F");
            assert!(read(&field, &json).is_err(), "{kind:?} {json}");
        }
        let whole = read(&FieldDef::new("f", K::Integer, "F", "F"), &json!(7.0));
        assert_eq!(whole, Ok(contract::Value::Integer(7)));
    }
}
