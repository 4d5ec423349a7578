//! Colleagues.

use contract::dto::session::Person;
use contract::{FieldDef, Link, Value};
use leptos::prelude::*;
use uuid::Uuid;

use super::moments::mirrored;
use crate::i18n::use_language;
use crate::records::form::DraftField;
use crate::shell::use_people;
use crate::t;
use crate::ui::{AvatarShape, Combobox, Source, Suggested, source};

/// A person who uses the product.
#[component]
pub(super) fn PersonPicker(
    field: FieldDef,
    state: DraftField,
    id: String,
    autofocus: bool,
) -> impl IntoView {
    let value = mirrored(state, picked);
    Effect::new(move |is_known: Option<()>| {
        let person = value.get();
        if is_known.is_some() {
            state.take(Ok(person.map_or(Value::Empty, |person| linked(&person))));
            state.check(&field);
        }
    });
    view! { <PeopleBox id=format!("{id}-people") value autofocus/> }
}

/// A line that finds colleagues by their names.
#[component]
pub(crate) fn PeopleBox(
    #[prop(into)] id: String,
    value: RwSignal<Option<Suggested>>,
    #[prop(into, optional)] label: MaybeProp<String>,
    #[prop(optional)] autofocus: bool,
) -> impl IntoView {
    let language = use_language();
    let source = among(use_people());
    view! {
        <Combobox id value source label autofocus placeholder=t!(language, records.pick_person)/>
    }
}

/// Finds people by any part of their name.
fn among(people: Signal<Vec<Person>>) -> Source {
    source(move |words| {
        let words = words.trim().to_lowercase();
        let found = people.try_with_untracked(|people| {
            let matching = people
                .iter()
                .filter(|person| person.name.to_lowercase().contains(&words));
            matching.take(50).map(suggested).collect()
        });
        std::future::ready(found.unwrap_or_default())
    })
}

fn suggested(person: &Person) -> Suggested {
    Suggested {
        key: person.id.to_string(),
        title: person.name.clone(),
        sub: String::new(),
        avatar: Some(AvatarShape::Person),
    }
}

fn picked(value: &Value) -> Option<Suggested> {
    match value {
        Value::Link(link) if !link.text.is_empty() || link.id.is_some() => Some(Suggested {
            key: link.id.map(|id| id.to_string()).unwrap_or_default(),
            title: link.text.clone(),
            sub: String::new(),
            avatar: Some(AvatarShape::Person),
        }),
        _ => None,
    }
}

/// The link to what was picked.
pub(super) fn linked(picked: &Suggested) -> Value {
    Value::Link(Link {
        id: Uuid::parse_str(&picked.key).ok(),
        text: picked.title.clone(),
    })
}
