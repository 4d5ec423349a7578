//! Values in words: one way for timeline, conflict, filter and wherever no markup fits.

use contract::{FieldDef, FieldKind, Value};

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
            _ => format::number(*number),
        },
        Value::Money(amount) => format::money(amount, language),
        Value::Date(day) => clock.full_day(*day),
        Value::DateTime(at) => clock.exact(*at),
        Value::YesNo(true) => t!(language, records.yes).to_owned(),
        Value::YesNo(false) => t!(language, records.no).to_owned(),
        Value::Tags(tags) => tags.join(match language {
            contract::Language::Chinese => "、",
            contract::Language::English => ", ",
        }),
        Value::Link(link) => link.text.clone(),
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
