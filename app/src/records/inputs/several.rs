//! Fields of which one record may have several values: choices and records.

use contract::{FieldDef, Link, Value};
use leptos::prelude::*;
use uuid::Uuid;

use super::chips::{ChipsBox, Picked};
use super::moments::mirrored;
use super::relation::{maker_of, records_of};
use crate::i18n::{Language, use_language};
use crate::records::form::DraftField;
use crate::records::marks::{inside, shape_of};
use crate::shell::use_catalogue;
use crate::t;
use crate::ui::{Source, Suggested, source};

/// Any number of a field's choices.
#[component]
pub(super) fn ChoicesInput(
    field: FieldDef,
    state: DraftField,
    id: String,
    autofocus: bool,
) -> impl IntoView {
    let language = use_language();
    let held = mirrored(state, |value| match value {
        Value::Tags(keys) => keys.clone(),
        _ => Vec::new(),
    });
    let field = StoredValue::new(field);
    let keep = move |keys: Vec<String>| {
        held.set(keys.clone());
        state.take(Ok(if keys.is_empty() {
            Value::Empty
        } else {
            Value::Tags(keys)
        }));
        field.with_value(|field| state.check(field));
    };
    let add = move |chosen: Suggested| {
        let mut keys = held.get_untracked();
        if !keys.contains(&chosen.key) {
            keys.push(chosen.key);
            keep(keys);
        }
    };
    let remove = move |key: String| {
        let mut keys = held.get_untracked();
        keys.retain(|other| *other != key);
        keep(keys);
    };
    let picked = Signal::derive(move || {
        let keys = held.get();
        field.with_value(|field| {
            keys.iter()
                .map(|key| picked(field, key, language))
                .collect::<Vec<_>>()
        })
    });
    view! {
        <ChipsBox
            id
            picked
            source=choices_of(field, held, language)
            placeholder=t!(language, records.pick_more)
            value=RwSignal::new(None)
            on_add=Callback::new(add)
            on_remove=Callback::new(remove)
            on_create=None
            autofocus
        />
    }
}

fn picked(field: &FieldDef, key: &str, language: Language) -> Picked {
    let choice = field.choice(key);
    Picked {
        key: key.to_owned(),
        title: choice
            .map_or(key, |choice| choice.label.get(language))
            .to_owned(),
        hue: choice.and_then(|choice| choice.hue),
    }
}

/// Finds choices that are still offered and not picked by any part of their words, in either language.
fn choices_of(
    field: StoredValue<FieldDef>,
    held: RwSignal<Vec<String>>,
    language: Language,
) -> Source {
    source(move |words| {
        let words = words.trim().to_lowercase();
        let taken = held.try_get_untracked().unwrap_or_default();
        let found = field.try_with_value(|field| {
            let offered = field
                .choices
                .iter()
                .filter(|choice| !choice.retired && !taken.contains(&choice.key));
            offered
                .filter(|choice| {
                    [&choice.label.en, &choice.label.zh]
                        .iter()
                        .any(|label| label.to_lowercase().contains(&words))
                })
                .map(|choice| Suggested {
                    key: choice.key.clone(),
                    title: choice.label.get(language).to_owned(),
                    ..Suggested::default()
                })
                .collect()
        });
        std::future::ready(found.unwrap_or_default())
    })
}

/// Any number of records of the field's object; one that is not there can be made of its name.
#[component]
pub(super) fn RelationsInput(
    field: FieldDef,
    state: DraftField,
    id: String,
    autofocus: bool,
) -> impl IntoView {
    let language = use_language();
    let to = field.relation.clone().unwrap_or_default();
    let definition = use_catalogue().with_untracked(|catalogue| catalogue.object(&to).cloned());
    let shape = definition.as_ref().and_then(shape_of);
    let name = definition
        .as_ref()
        .map(|object| inside(object.plural.get(language)));
    let value = RwSignal::new(None);
    let on_create = definition.and_then(|object| maker_of(object, shape, value));
    let held = mirrored(state, |value| match value {
        Value::Links(links) => links.clone(),
        _ => Vec::new(),
    });
    let keep = move |links: Vec<Link>| {
        held.set(links.clone());
        state.take(Ok(if links.is_empty() {
            Value::Empty
        } else {
            Value::Links(links)
        }));
        state.check(&field);
    };
    let keep = StoredValue::new(keep);
    let add = move |chosen: Suggested| {
        let mut links = held.get_untracked();
        let id = Uuid::parse_str(&chosen.key).ok();
        if id.is_some() && links.iter().all(|link| link.id != id) {
            links.push(Link {
                id,
                text: chosen.title,
            });
            keep.with_value(|keep| keep(links));
        }
    };
    let remove = move |key: String| {
        let mut links = held.get_untracked();
        links.retain(|link| key_of(link) != key);
        keep.with_value(|keep| keep(links));
    };
    let picked =
        Signal::derive(move || held.with(|links| links.iter().map(linked).collect::<Vec<_>>()));
    view! {
        <ChipsBox
            id
            picked
            source=records_of(to, shape)
            placeholder=t!(language, records.pick, object = name.unwrap_or_default())
            value
            on_add=Callback::new(add)
            on_remove=Callback::new(remove)
            on_create
            autofocus
        />
    }
}

fn linked(link: &Link) -> Picked {
    // The record may not be for this person to see; that it is there can be seen and taken back.
    let title = if link.text.is_empty() {
        "–"
    } else {
        &link.text
    };
    Picked {
        key: key_of(link),
        title: title.to_owned(),
        hue: None,
    }
}

fn key_of(link: &Link) -> String {
    link.id
        .map_or_else(|| link.text.clone(), |id| id.to_string())
}
