//! Which values of a record find it.

use contract::{Address, FieldDef, FieldKind, ObjectDef, Record, Value};

/// The fields whose values find a record: those that its object names, without secret ones.
pub(super) fn fields(object: &ObjectDef) -> impl Iterator<Item = &FieldDef> {
    object
        .searched
        .iter()
        .filter_map(|key| object.field(key))
        .filter(|field| !field.sensitive && !field.retired)
}

/// Whether a field holds a name, which is found by its sound too.
pub(super) fn is_name(object: &ObjectDef, field: &FieldDef) -> bool {
    field.key == object.title || field.key == "company"
}

/// The texts of a value: choices by their labels in both languages, addresses by their parts, whole numbers by their
/// digits. Amounts, days and what the value points to find nothing: those are found in lists, by filters.
pub(super) fn of_value(field: &FieldDef, value: &Value) -> Vec<String> {
    match (field.kind, value) {
        (FieldKind::Choice, Value::Text(key)) => labels(field, key),
        (FieldKind::Choices, Value::Tags(keys)) => {
            keys.iter().flat_map(|key| labels(field, key)).collect()
        }
        (_, Value::Text(text)) => vec![text.clone()],
        (_, Value::Tags(tags)) => tags.clone(),
        (FieldKind::Integer, Value::Integer(number)) => vec![number.to_string()],
        (_, Value::Address(address)) => parts(address),
        _ => Vec::new(),
    }
}

/// What a record is called.
pub(super) fn name<'a>(object: &ObjectDef, record: &'a Record) -> &'a str {
    match fields(object).any(|field| field.key == object.title) {
        true => record.text(&object.title),
        false => "",
    }
}

fn labels(field: &FieldDef, key: &str) -> Vec<String> {
    let label = field.choice(key).map(|choice| &choice.label);
    contract::Language::ALL
        .into_iter()
        .filter_map(|language| Some(label?.get(language).to_owned()))
        .collect()
}

fn parts(address: &Address) -> Vec<String> {
    ["street"]
        .into_iter()
        .chain(Address::PLACES)
        .map(|name| address.part(name).to_owned())
        .collect()
}
