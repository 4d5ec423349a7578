//! What a new record starts with, so that less has to be typed.

use contract::dto::session::Me;
use contract::value::Values;
use contract::{FieldDef, FieldKind, Link, ObjectDef, Value};

/// What the description says; else the owner is oneself, and what must be chosen, and every status, starts with its
/// first choice. What is given wins.
pub(crate) fn defaults(object: &ObjectDef, me: &Me, given: Values) -> Values {
    let usual = object.form_fields().filter_map(|field| {
        if let Some(value) = &field.default {
            return Some((field.key.clone(), begun(field, value, me)));
        }
        let value = match field.kind {
            FieldKind::User if field.key == "owner" => oneself(me),
            FieldKind::Choice if field.required || field.key == "status" => {
                let mut offered = field.choices.iter().filter(|choice| !choice.retired);
                Value::Text(offered.next()?.key.clone())
            }
            _ => return None,
        };
        Some((field.key.clone(), value))
    });
    let mut values: Values = usual.collect();
    values.extend(given.clone());
    bring_in(object, &given, &mut values);
    values
}

/// What is given of a pipeline or of its stage says the other one.
fn bring_in(object: &ObjectDef, given: &Values, values: &mut Values) {
    let told = |values: &Values, key: &str| values.get(key)?.text().map(str::to_owned);
    for pipelines in object
        .fields
        .iter()
        .filter_map(|f| object.pipelines(&f.key))
    {
        let (by, stages) = (&pipelines.by.key, &pipelines.stages.key);
        let stage = told(given, stages).and_then(|stage| pipelines.stages.choice(&stage));
        if let Some(stage) = stage.filter(|_| !given.contains_key(by)) {
            values.insert(by.clone(), pipelines.owner_of(stage).into());
            continue;
        }
        let pipeline = told(values, by).unwrap_or_else(|| pipelines.first().to_owned());
        let is_there = told(values, stages).is_some_and(|stage| pipelines.has(&pipeline, &stage));
        if let Some(start) = pipelines.start(&pipeline).filter(|_| !is_there) {
            values.insert(stages.clone(), start.key.as_str().into());
        }
    }
}

/// A default as a value; of a person it may be `me`.
fn begun(field: &FieldDef, default: &Value, me: &Me) -> Value {
    match (field.kind, default) {
        (FieldKind::User, Value::Text(word)) if word == "me" => oneself(me),
        (_, value) => value.clone(),
    }
}

fn oneself(me: &Me) -> Value {
    Value::Link(Link {
        id: Some(me.id),
        text: me.name.clone(),
    })
}
