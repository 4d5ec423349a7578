//! What a stage asks for when it is chosen among the details: the same sheet as on the board.

use contract::Record;
use contract::dto::records::Change;
use contract::value::Values;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::OpenRecord;
use crate::api::records::update;
use crate::i18n::use_language;
use crate::records::board::sheet::{StageSheet, missed};
use crate::records::form::Saving;
use crate::records::shown::value_text;
use crate::ui::unsaved::sending;
use crate::ui::{failure_text, use_clock, use_toasts};

/// The sheet, as soon as a field could not be saved because its new value asks for others.
#[component]
pub(super) fn AskedFor(
    open: OpenRecord,
    saving: Saving,
    /// Key of the field that was changed.
    key: StoredValue<String>,
    is_editing: RwSignal<bool>,
) -> impl IntoView {
    let language = use_language();
    let clock = use_clock();
    let toasts = use_toasts();
    let value = move || {
        let field = key.with_value(|key| saving.draft.field(key));
        field.map(|(field, state)| (field, state.value.get_untracked()))
    };
    let give_up = move |()| {
        saving.homeless.set(Vec::new());
        is_editing.set(false);
    };
    let answer = move |told: Values| {
        let before = untrack(|| open.record());
        let Some((_, value)) = value() else { return };
        let mut values = told;
        values.insert(key.get_value(), value);
        let change = change(&before, values);
        spawn_local(async move {
            match sending(update(change)).await {
                Ok(record) => {
                    saving.homeless.try_set(Vec::new());
                    is_editing.try_set(false);
                    open.put(record);
                    open.happened();
                }
                Err(failure) => toasts.fail(failure_text(language, &failure)),
            }
        });
    };
    move || {
        let object = open.object();
        let keys = missed(&object, &saving.homeless.get());
        let (field, value) = value().filter(|_| !keys.is_empty())?;
        let stage = value_text(Some(&field), &value, clock);
        let record = untrack(|| open.record());
        let object = StoredValue::new(object);
        Some(view! { <StageSheet object record keys stage on_answer=answer on_cancel=give_up/> })
    }
}

fn change(before: &Record, values: Values) -> Change {
    let base = values.keys();
    let base = base.map(|key| (key.clone(), before.value(key).clone()));
    Change {
        object: before.object.clone(),
        id: before.id,
        version: before.version,
        base: base.collect(),
        values,
    }
}
