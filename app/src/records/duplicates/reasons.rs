//! Why records are taken for the same one, in words.

use contract::dto::merging::{LikelyReason, Likeness};
use contract::{FieldDef, Language, ObjectDef, Record};

use crate::records::shown::value_text;
use crate::t;
use crate::ui::{Clock, format};

/// So many fields tell a record apart from the others of its group.
const TELLING: usize = 4;

/// One reason with its value.
pub(super) fn reason_text(language: Language, reason: &LikelyReason) -> String {
    let value = reason.value.text().unwrap_or_default();
    match reason.sign {
        Likeness::TaxNumber => t!(language, merging.same_tax_number, value),
        Likeness::Email => t!(language, merging.same_email, value),
        Likeness::Phone => t!(language, merging.same_phone, value = format::phone(value)),
        Likeness::Name => t!(language, merging.same_name, value),
        Likeness::Sound => t!(language, merging.same_sound, value),
        Likeness::Website => t!(language, merging.same_website, value),
        Likeness::FixedLine => {
            t!(
                language,
                merging.same_fixed_line,
                value = format::phone(value)
            )
        }
    }
}

/// The fields that tell records apart: those first in which they differ.
pub(super) fn telling_fields<'o>(object: &'o ObjectDef, records: &[Record]) -> Vec<&'o FieldDef> {
    let filled = |key: &str| records.iter().any(|record| !record.value(key).is_empty());
    let differs = |key: &str| {
        let mut values = records.iter().map(|record| record.value(key));
        let first = values.next();
        values.any(|value| first.is_some_and(|first| !first.same(value)))
    };
    let mut fields: Vec<&FieldDef> = object
        .columns
        .iter()
        .filter(|key| **key != object.title)
        .filter_map(|key| object.field(key))
        .filter(|field| !field.retired && filled(&field.key))
        .collect();
    fields.sort_by_key(|field| !differs(&field.key));
    fields.truncate(TELLING);
    fields
}

/// What a record says in some fields.
pub(super) fn telling_text(fields: &[&FieldDef], record: &Record, clock: Clock) -> String {
    let words = fields.iter().filter_map(|field| {
        let text = value_text(Some(field), record.value(&field.key), clock);
        let label = field.label.get(clock.language);
        (!text.is_empty()).then(|| t!(clock.language, merging.label_value, label, value = text))
    });
    words.collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use contract::{FieldDef, FieldKind, ObjectDef, Record, Value};

    use super::telling_fields;

    fn record(values: &[(&str, &str)]) -> Record {
        let values = values
            .iter()
            .map(|(key, value)| ((*key).to_owned(), Value::from(*value)));
        Record {
            values: values.collect(),
            ..Record::default()
        }
    }

    #[test]
    fn fields_that_differ_tell_most_and_empty_ones_nothing() {
        let keys = ["name", "phone", "city", "level"];
        let object = ObjectDef {
            title: "name".into(),
            columns: keys.map(str::to_owned).into(),
            fields: keys
                .map(|key| FieldDef::new(key, FieldKind::Text, key, key))
                .into(),
            ..ObjectDef::default()
        };
        let records = [
            record(&[("name", "A"), ("phone", "1"), ("city", "Ningbo")]),
            record(&[("name", "B"), ("phone", "1")]),
        ];
        let found = telling_fields(&object, &records);
        let found: Vec<&str> = found.iter().map(|field| field.key.as_str()).collect();
        assert_eq!(found, ["city", "phone"]);
    }
}
