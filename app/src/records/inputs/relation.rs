//! A record of another object, found by typing or made on the spot.

use contract::dto::records::Suggestion;
use contract::{Action, Link, ObjectDef, Value, objects};
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::moments::mirrored;
use super::people::linked;
use crate::api::records::{create, suggest};
use crate::i18n::use_language;
use crate::records::form::DraftField;
use crate::records::marks::{inside, shape_of};
use crate::shell::{may, use_catalogue};
use crate::t;
use crate::ui::{AvatarShape, Combobox, Source, Suggested, failure_text, source, use_toasts};

/// Picks a record of `object`. Where nothing is found, one can be made of the typed name if a name is
/// all it needs.
#[component]
pub fn RelationPicker(
    /// Key of the object to pick from.
    #[prop(into)]
    object: String,
    state: DraftField,
    #[prop(into)] id: String,
    #[prop(into, optional)] label: MaybeProp<String>,
    #[prop(optional)] autofocus: bool,
) -> impl IntoView {
    let language = use_language();
    let definition = use_catalogue().with_untracked(|catalogue| catalogue.object(&object).cloned());
    let value = RwSignal::new(None);
    let shape = definition.as_ref().and_then(shape_of);
    let held = mirrored(state, |value| match value {
        Value::Link(link) => Some(link.clone()),
        _ => None,
    });
    value.set(held.get_untracked().and_then(|link| shown(&link, shape)));
    Effect::new(move |is_known: Option<()>| {
        let link = held.get();
        if is_known.is_some() {
            value.set(link.and_then(|link| shown(&link, shape)));
        }
    });
    // Not only when something is picked: an emptied line means nothing, too.
    Effect::new(move |is_known: Option<()>| {
        let picked = value.get();
        if is_known.is_some() {
            state.take(Ok(picked.map_or(Value::Empty, |picked| linked(&picked))));
        }
    });
    let name = definition
        .as_ref()
        .map(|object| inside(object.label.get(language)));
    let on_create = definition.and_then(|object| maker_of(object, shape, value));
    view! {
        <MakingBox
            id=format!("{id}-relation")
            value
            source=records_of(object, shape)
            label
            placeholder=t!(language, records.pick, object = name.unwrap_or_default())
            on_create
            autofocus
        />
    }
}

/// A combobox that may or may not offer to make what was typed.
#[component]
pub(super) fn MakingBox(
    id: String,
    value: RwSignal<Option<Suggested>>,
    source: Source,
    label: MaybeProp<String>,
    placeholder: String,
    on_create: Option<Callback<String>>,
    autofocus: bool,
) -> impl IntoView {
    match on_create {
        Some(on_create) => {
            view! { <Combobox id value source label placeholder on_create autofocus/> }.into_any()
        }
        None => view! { <Combobox id value source label placeholder autofocus/> }.into_any(),
    }
}

/// Finds records of an object by their words.
pub(crate) fn records_of(object: String, shape: Option<AvatarShape>) -> Source {
    source(move |words| {
        let answer = suggest(object.clone(), words);
        async move {
            let found = answer.await.unwrap_or_default();
            found
                .into_iter()
                .map(|found| suggested(found, shape))
                .collect()
        }
    })
}

fn suggested(found: Suggestion, avatar: Option<AvatarShape>) -> Suggested {
    Suggested {
        key: found.id.to_string(),
        title: found.title,
        sub: found.sub,
        avatar,
    }
}

fn shown(link: &Link, avatar: Option<AvatarShape>) -> Option<Suggested> {
    let is_there = link.id.is_some() || !link.text.is_empty();
    is_there.then(|| Suggested {
        key: link.id.map(|id| id.to_string()).unwrap_or_default(),
        title: link.text.clone(),
        sub: String::new(),
        avatar,
    })
}

fn needs_only_a_name(object: &ObjectDef) -> bool {
    let is_typed = object
        .field(&object.title)
        .is_some_and(contract::FieldDef::is_typed);
    object.key != objects::USER
        && is_typed
        && object
            .form_fields()
            .all(|field| !field.required || field.key == object.title)
}

/// What makes a record of a typed name and puts it into `value`, where a name is all it needs and the person may.
pub(super) fn maker_of(
    object: ObjectDef,
    shape: Option<AvatarShape>,
    value: RwSignal<Option<Suggested>>,
) -> Option<Callback<String>> {
    let makes = needs_only_a_name(&object) && may(&object.key, Action::Create);
    makes.then(|| made_of_name(object, shape, value))
}

/// Makes a record of the typed name. One name makes one record, however often it is asked for.
fn made_of_name(
    object: ObjectDef,
    avatar: Option<AvatarShape>,
    value: RwSignal<Option<Suggested>>,
) -> Callback<String> {
    let language = use_language();
    let toasts = use_toasts();
    let asked = StoredValue::new(None::<(String, Uuid)>);
    Callback::new(move |name: String| {
        let known = asked.get_value().filter(|(before, _)| *before == name);
        let id = known.map_or_else(Uuid::now_v7, |(_, id)| id);
        asked.set_value(Some((name.clone(), id)));
        let values = [(object.title.clone(), Value::Text(name.clone()))].into();
        let answer = create(object.key.clone(), id, values);
        spawn_local(async move {
            match answer.await {
                Ok(record) => {
                    value.try_set(Some(Suggested {
                        key: record.id.to_string(),
                        title: name,
                        sub: String::new(),
                        avatar,
                    }));
                }
                Err(failure) => toasts.fail(failure_text(language, &failure)),
            }
        });
    })
}
