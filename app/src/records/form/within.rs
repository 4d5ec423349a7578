//! Choices that belong to the choice of another field, while both are filled in: the stages of a pipeline.

use contract::value::Values;
use contract::{FieldDef, ObjectDef, Value};
use leptos::prelude::*;

use super::DraftField;

/// Offers of each field only the choices of the pipeline that is filled in, or that the record is in where the form does
/// not ask. Another pipeline begins with its first stage.
pub(super) fn keep_within(
    object: &ObjectDef,
    values: &Values,
    fields: &mut [(FieldDef, DraftField)],
) {
    let states: Vec<(String, RwSignal<Value>)> = fields
        .iter()
        .map(|(field, state)| (field.key.clone(), state.value))
        .collect();
    for (field, state) in fields {
        let Some(pipelines) = object.pipelines(&field.key) else {
            continue;
        };
        let by = &pipelines.by.key;
        let asked = states.iter().find(|(key, _)| key == by);
        let asked = asked.map(|(_, value)| *value);
        let held = values.get(by).and_then(Value::text);
        // Rows of lists may come without it.
        let stage = values.get(&field.key).and_then(Value::text);
        let owner = stage.and_then(|stage| pipelines.stages.choice(stage));
        let held = held.or_else(|| owner.map(|stage| pipelines.owner_of(stage)));
        let held = held.unwrap_or_default().to_owned();
        let object = StoredValue::new(object.clone());
        let key = StoredValue::new(field.key.clone());
        let pipeline = Memo::new(move |_| match asked {
            Some(value) => value.with(|value| value.text().unwrap_or_default().to_owned()),
            None => held.clone(),
        });
        state.offered = Signal::derive(move || {
            let pipeline = pipeline.get();
            object.with_value(|object| {
                let pipelines = key.with_value(|key| object.pipelines(key))?;
                let pipeline = Some(pipeline.as_str()).filter(|pipeline| !pipeline.is_empty());
                let stages = pipelines.of(pipeline.unwrap_or_else(|| pipelines.first()));
                Some(stages.iter().map(|stage| stage.key.clone()).collect())
            })
        });
        let state = *state;
        Effect::new(move |before: Option<String>| {
            let now = pipeline.get();
            if before.is_some_and(|before| before != now) {
                begin(object, key, state, &now);
            }
            now
        });
    }
}

/// Another pipeline was chosen: a stage that it does not have makes room for its first.
fn begin(
    object: StoredValue<ObjectDef>,
    key: StoredValue<String>,
    state: DraftField,
    pipeline: &str,
) {
    let start = object.with_value(|object| {
        let pipelines = key.with_value(|key| object.pipelines(key))?;
        let held = state.value.get_untracked();
        let is_there = pipelines.has(pipeline, held.text().unwrap_or_default());
        let start = pipelines.start(pipeline).filter(|_| !is_there)?;
        Some(start.key.clone())
    });
    if let Some(start) = start {
        state.fill(Value::Text(start));
    }
}
