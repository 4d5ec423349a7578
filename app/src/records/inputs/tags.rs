//! Short words, as many as one likes.

use contract::Value;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

use super::moments::mirrored;
use crate::api::records::tags;
use crate::i18n::use_language;
use crate::records::form::DraftField;
use crate::t;
use crate::ui::{Icon, IconSize, browser, hue_of};

const PAUSE: Duration = Duration::from_millis(200);

/// Tags as they are, and a line for another: Enter or a comma adds it, backspace takes the last away.
#[component]
pub fn TagsInput(
    /// Key of the object whose tags in use are suggested.
    #[prop(into)]
    object: String,
    /// Key of its field of tags.
    #[prop(into)]
    field: String,
    state: DraftField,
    #[prop(into)] id: String,
) -> impl IntoView {
    let language = use_language();
    let held = mirrored(state, |value| match value {
        Value::Tags(tags) => tags.clone(),
        _ => Vec::new(),
    });
    let typed = RwSignal::new(String::new());
    let keep = move |tags: Vec<String>| {
        held.set(tags.clone());
        state.take(Ok(if tags.is_empty() {
            Value::Empty
        } else {
            Value::Tags(tags)
        }));
    };
    let add = move || {
        let tags = with_words(held.get_untracked(), &typed.get_untracked());
        typed.set(String::new());
        keep(tags);
    };
    let remove = move |tag: &str| {
        let mut tags = held.get_untracked();
        tags.retain(|other| other != tag);
        keep(tags);
    };
    let keys = move |event: KeyboardEvent| match event.key().as_str() {
        "Enter" if !event.is_composing() && !typed.get_untracked().trim().is_empty() => {
            event.prevent_default();
            add();
        }
        "Backspace" if typed.get_untracked().is_empty() => {
            let last = held.with_untracked(|tags| tags.last().cloned());
            last.into_iter().for_each(|tag| remove(&tag));
        }
        _ => {}
    };
    let list_id = format!("{id}-known");
    let known = known_tags(object, field, typed);
    let chips = move || {
        let tags = held.get();
        tags.into_iter()
            .map(|tag| chip(tag, remove, language))
            .collect_view()
    };
    view! {
        <div class="input tagsin">
            {chips}
            <input
                id=id
                type="text"
                autocomplete="off"
                list=list_id.clone()
                placeholder=t!(language, records.add_tag)
                prop:value=move || typed.get()
                on:keydown=keys
                on:input:target=move |event| {
                    typed.set(event.target().value());
                    if typed.with_untracked(|typed| typed.ends_with([',', '，', '、'])) {
                        add();
                    }
                }
                on:blur=move |_| add()
            />
            <datalist id=list_id>
                {move || known.get().into_iter().map(|tag| view! { <option value=tag></option> }).collect_view()}
            </datalist>
        </div>
    }
}

fn chip(
    tag: String,
    remove: impl Fn(&str) + Copy + Send + 'static,
    language: contract::Language,
) -> impl IntoView {
    let label = t!(language, records.remove_tag, tag);
    let hue = hue_of(&tag);
    let text = tag.clone();
    view! {
        <span class="tag" style=format!("--h:{hue}")>
            {text}
            <button type="button" aria-label=label on:click=move |_| remove(&tag)>
                <Icon name="x" size=IconSize::Small/>
            </button>
        </span>
    }
}

/// Tags in use that begin like what is typed.
fn known_tags(object: String, field: String, typed: RwSignal<String>) -> RwSignal<Vec<String>> {
    let known = RwSignal::new(Vec::new());
    let ask = browser::debounced(PAUSE, move |beginning: String| {
        let answer = tags(object.clone(), field.clone(), beginning);
        spawn_local(async move {
            if let Ok(found) = answer.await {
                known.try_set(found);
            }
        });
    });
    Effect::new(move |_| {
        let beginning = typed.get();
        if !beginning.trim().is_empty() {
            ask(beginning);
        }
    });
    known
}

/// The tags with new words, each once.
fn with_words(mut tags: Vec<String>, words: &str) -> Vec<String> {
    for word in words
        .split([',', '，', '、'])
        .map(str::trim)
        .filter(|word| !word.is_empty())
    {
        if !tags.iter().any(|tag| tag == word) {
            tags.push(word.to_owned());
        }
    }
    tags
}

#[cfg(test)]
mod tests {
    use super::with_words;

    #[test]
    fn a_tag_is_added_once() {
        assert_eq!(
            with_words(vec!["VIP".into()], " 展会，VIP, new "),
            ["VIP", "展会", "new"]
        );
        assert_eq!(with_words(Vec::new(), " , "), Vec::<String>::new());
    }
}
