//! Several values of a condition, picked one by one.

use contract::{Choice, FieldDef, FieldKind, Language};
use leptos::context::Provider;
use leptos::prelude::*;

use super::builder::Building;
use super::told::Told;
use super::words::person_text;
use crate::api::records::tags;
use crate::i18n::use_language;
use crate::records::inputs::relation::records_of;
use crate::records::inputs::{ChipsBox, Picked};
use crate::records::marks::shape_of;
use crate::shell::{use_catalogue, use_people};
use crate::t;
use crate::ui::{AvatarShape, Source, Suggested, hue_of, source};

/// Chips for what is picked, and a line that finds more; the value is their keys with `|` between.
#[component]
pub fn Many(
    told: Told,
    field: FieldDef,
    /// Key of the object whose tags in use are suggested.
    object: String,
    value: RwSignal<String>,
    building: Building,
) -> impl IntoView {
    let language = use_language();
    let kind = field.kind;
    let find = source_of(&field, object, language);
    let field = StoredValue::new(field);
    let people = use_people();
    let keys = move || {
        value.with(|value| {
            let keys = value.split('|').filter(|key| !key.is_empty());
            keys.map(str::to_owned).collect::<Vec<_>>()
        })
    };
    let picked = Signal::derive(move || {
        let one = |key: String| {
            let (title, hue) = match kind {
                FieldKind::User => {
                    let name = people.with(|people| person_text(&key, people, language));
                    (name, None)
                }
                kind if kind.is_relation() => (building.names.of(&key), None),
                kind if kind.has_choices() => {
                    field.with_value(|field| chosen(field, &key, language))
                }
                FieldKind::Tags => (key.clone(), Some(hue_of(&key))),
                _ => (key.clone(), None),
            };
            Picked { key, title, hue }
        };
        keys().into_iter().map(one).collect::<Vec<_>>()
    });
    let add = move |suggested: Suggested| {
        let mut kept = untrack(keys);
        if kind.is_relation() {
            building.names.keep(&suggested.key, &suggested.title);
        }
        // What divides values cannot stand in one.
        let key = suggested.key.replace('|', " ");
        if !kept.contains(&key) {
            kept.push(key);
            value.set(kept.join("|"));
        }
    };
    let remove = move |key: String| {
        let mut kept = untrack(keys);
        kept.retain(|other| *other != key);
        value.set(kept.join("|"));
    };
    view! {
        <label class="sr" for=told.id("value")>{t!(language, filters.value)}</label>
        <Provider value=told.input("value")>
        <ChipsBox
            id=told.id("value")
            picked
            source=find
            placeholder=t!(language, filters.pick)
            value=RwSignal::new(None)
            on_add=Callback::new(add)
            on_remove=Callback::new(remove)
            on_create=None
            autofocus=false
        />
        </Provider>
    }
}

fn chosen(field: &FieldDef, key: &str, language: Language) -> (String, Option<u16>) {
    match field.choice(key) {
        Some(choice) => (choice.label.get(language).to_owned(), choice.hue),
        None => (key.to_owned(), None),
    }
}

fn source_of(field: &FieldDef, object: String, language: Language) -> Source {
    match field.kind {
        FieldKind::User => people_of(language),
        kind if kind.is_relation() => {
            let target = field.relation.clone().unwrap_or_default();
            let shape = use_catalogue()
                .with_untracked(|catalogue| catalogue.object(&target).and_then(shape_of));
            records_of(target, shape)
        }
        kind if kind.has_choices() => choices_of(field.clone(), &object, language),
        FieldKind::Tags => tags_of(object, field.key.clone()),
        _ => source(|words| std::future::ready(typed(&words))),
    }
}

/// What was typed, as the only suggestion.
fn typed(words: &str) -> Vec<Suggested> {
    let words = words.trim();
    let one = (!words.is_empty()).then(|| plain(words, words));
    one.into_iter().collect()
}

fn plain(key: &str, title: &str) -> Suggested {
    Suggested {
        key: key.to_owned(),
        title: title.to_owned(),
        ..Suggested::default()
    }
}

fn people_of(language: Language) -> Source {
    let people = use_people();
    source(move |words| {
        let words = words.trim().to_lowercase();
        let found = people.try_with_untracked(|people| {
            let own = ["me", "my_team"].map(|key| plain(key, &person_text(key, &[], language)));
            let others = people.iter().map(|person| Suggested {
                avatar: Some(AvatarShape::Person),
                ..plain(&person.id.to_string(), &person.name)
            });
            let all = own.into_iter().chain(others);
            all.filter(|one| one.title.to_lowercase().contains(&words))
                .take(50)
                .collect()
        });
        std::future::ready(found.unwrap_or_default())
    })
}

fn choices_of(field: FieldDef, object: &str, language: Language) -> Source {
    let owners = owners(&field, object, language);
    source(move |words| {
        let words = words.trim().to_lowercase();
        let fits = |text: &str| text.to_lowercase().contains(&words);
        let found = field
            .choices
            .iter()
            .zip(&owners)
            .filter(|(choice, owner)| {
                fits(&choice.label.en) || fits(&choice.label.zh) || fits(owner)
            })
            .map(|(choice, owner)| Suggested {
                sub: owner.clone(),
                ..plain(&choice.key, choice.label.get(language))
            })
            .collect();
        std::future::ready(found)
    })
}

/// The pipelines of choices that have one, where there are several.
fn owners(field: &FieldDef, object: &str, language: Language) -> Vec<String> {
    use_catalogue().with_untracked(|catalogue| {
        let object = catalogue.object(object);
        let pipelines = object.and_then(|object| object.pipelines(&field.key));
        let pipelines = pipelines.filter(|pipelines| pipelines.are_several());
        let owner = |choice: &Choice| {
            let pipelines = pipelines?;
            let stage = pipelines.stages.choice(&choice.key)?;
            let owner = pipelines.by.choice(pipelines.owner_of(stage))?;
            Some(owner.label.get(language).to_owned())
        };
        let choices = field.choices.iter();
        choices
            .map(|choice| owner(choice).unwrap_or_default())
            .collect()
    })
}

fn tags_of(object: String, field: String) -> Source {
    source(move |words| {
        let answer = tags(object.clone(), field.clone(), words.trim().to_owned());
        async move {
            let mut found: Vec<_> = answer
                .await
                .unwrap_or_default()
                .iter()
                .map(|tag| plain(tag, tag))
                .collect();
            for one in typed(&words) {
                if !found.contains(&one) {
                    found.push(one);
                }
            }
            found
        }
    })
}
