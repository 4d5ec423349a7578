//! A place one can write to or go to, part by part.

use contract::{Address, FieldDef, Value};
use leptos::prelude::*;

use super::moments::mirrored;
use crate::i18n::{Language, use_language};
use crate::records::form::DraftField;
use crate::records::shown::address_parts;
use crate::t;
use crate::ui::{Field, TextInput};

/// The parts of an address, each with a line of its own, in the order in which the language writes them.
#[component]
pub(super) fn AddressInput(
    field: FieldDef,
    state: DraftField,
    id: String,
    autofocus: bool,
) -> impl IntoView {
    let language = use_language();
    let field = StoredValue::new(field);
    let held = mirrored(state, |value| match value {
        Value::Address(address) => address.clone(),
        _ => Address::default(),
    });
    let parts = address_parts(language)
        .into_iter()
        .enumerate()
        .map(|(place, part)| {
            // A problem of the whole leads to its first line.
            let id = if place == 0 {
                id.clone()
            } else {
                format!("{id}-{part}")
            };
            let class = if part == "street" { "field--wide" } else { "" };
            view! {
                <Field id label=part_label(part, language) class>
                    <PartInput field state held part autofocus=autofocus && place == 0/>
                </Field>
            }
        });
    view! { <div class="address">{parts.collect_view()}</div> }
}

#[component]
fn PartInput(
    field: StoredValue<FieldDef>,
    state: DraftField,
    held: RwSignal<Address>,
    part: &'static str,
    autofocus: bool,
) -> impl IntoView {
    let value = RwSignal::new(held.with_untracked(|address| address.part(part).to_owned()));
    Effect::new(move |_| {
        let text = held.with(|address| address.part(part).to_owned());
        if value.with_untracked(|typed| typed.trim() != text) {
            value.set(text);
        }
    });
    let on_input = move |()| {
        held.update(|address| {
            value
                .get_untracked()
                .trim()
                .clone_into(address.part_mut(part));
        });
        let address = held.get_untracked();
        state.take(Ok(if address.is_empty() {
            Value::Empty
        } else {
            Value::Address(address)
        }));
    };
    let on_blur = move |()| {
        field.with_value(|field| state.check(field));
    };
    view! { <TextInput value autofocus on_input on_blur/> }
}

pub(crate) fn part_label(part: &str, language: Language) -> &'static str {
    match part {
        "country" => t!(language, records.country),
        "province" => t!(language, records.province),
        "city" => t!(language, records.city),
        "district" => t!(language, records.district),
        "postcode" => t!(language, records.postcode),
        _ => t!(language, records.street),
    }
}
