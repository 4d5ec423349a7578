//! Days and moments.

use chrono::{DateTime, NaiveDate, Utc};
use contract::{FieldDef, Value};
use leptos::prelude::*;

use crate::records::form::DraftField;
use crate::ui::{DateInput, DateTimeInput};

/// A calendar day.
#[component]
pub(super) fn DayInput(field: FieldDef, state: DraftField) -> impl IntoView {
    let value = mirrored(state, |value| match value {
        Value::Date(day) => Some(*day),
        _ => None,
    });
    let on_change = move |()| {
        let day: Option<NaiveDate> = value.get_untracked();
        state.take(Ok(day.map_or(Value::Empty, Value::Date)));
        state.check(&field);
    };
    view! { <DateInput value on_change/> }
}

/// A day and time, in the person's zone.
#[component]
pub(super) fn MomentInput(field: FieldDef, state: DraftField) -> impl IntoView {
    let value = mirrored(state, |value| match value {
        Value::DateTime(at) => Some(*at),
        _ => None,
    });
    let on_change = move |()| {
        let at: Option<DateTime<Utc>> = value.get_untracked();
        state.take(Ok(at.map_or(Value::Empty, Value::DateTime)));
        state.check(&field);
    };
    view! { <DateTimeInput value on_change/> }
}

/// A signal of what the field holds, as an input wants it; follows values set from outside.
pub(super) fn mirrored<T>(state: DraftField, read: fn(&Value) -> T) -> RwSignal<T>
where
    T: Clone + Send + Sync + 'static,
{
    let held = RwSignal::new(state.value.with_untracked(read));
    Effect::new(move |before: Option<u32>| {
        let filled = state.filled.get();
        if before.is_some_and(|before| before != filled) {
            held.set(state.value.with_untracked(read));
        }
        filled
    });
    held
}
