//! Several things that were picked, as chips above a line that finds more.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{HtmlElement, HtmlInputElement};

use super::relation::MakingBox;
use crate::i18n::use_language;
use crate::t;
use crate::ui::{Icon, IconSize, Source, Suggested, browser};

/// One thing that was picked.
#[derive(Clone, Debug, PartialEq)]
pub struct Picked {
    pub(crate) key: String,
    pub(crate) title: String,
    /// Hue of its tag in degrees; `None` for a plain tag.
    pub(crate) hue: Option<u16>,
}

/// Chips, each with a cross, and a combobox for another: picking adds, backspace in the empty line takes the last away.
#[component]
pub(crate) fn ChipsBox(
    id: String,
    #[prop(into)] picked: Signal<Vec<Picked>>,
    source: Source,
    #[prop(into)] placeholder: String,
    /// What the combobox holds for a moment: something was picked or made.
    value: RwSignal<Option<Suggested>>,
    on_add: Callback<Suggested>,
    on_remove: Callback<String>,
    on_create: Option<Callback<String>>,
    autofocus: bool,
) -> impl IntoView {
    Effect::new(move |_| {
        if let Some(chosen) = value.get() {
            on_add.run(chosen);
            value.set(None);
        }
    });
    let input = StoredValue::new(id.clone());
    let remove = move |key: String| {
        on_remove.run(key);
        focus_on(&input.get_value());
    };
    let keys = move |event: KeyboardEvent| {
        if event.key() == "Backspace" && stands_in_empty_line(&event) {
            let last = picked.with_untracked(|picked| picked.last().map(|last| last.key.clone()));
            last.into_iter().for_each(|key| on_remove.run(key));
        }
    };
    let chips = move || {
        picked
            .get()
            .into_iter()
            .map(|one| chip(one, remove))
            .collect_view()
    };
    let has_any = move || picked.with(|picked| !picked.is_empty());
    view! {
        <div class="chipsin" on:keydown=keys>
            <Show when=has_any><ul class="chipsin__list">{chips}</ul></Show>
            <MakingBox id=format!("{id}-more") value source label=MaybeProp::default() placeholder on_create autofocus/>
        </div>
    }
}

fn chip(one: Picked, remove: impl Fn(String) + Copy + Send + 'static) -> impl IntoView {
    let language = use_language();
    let label = t!(language, records.remove_named, name = one.title);
    let (class, style) = match one.hue {
        Some(hue) => ("tag", Some(format!("--h:{hue}"))),
        None => ("tag tag--plain", None),
    };
    view! {
        <li class=class style=style>
            <span class="trunc">{one.title}</span>
            <button type="button" aria-label=label on:click=move |_| remove(one.key.clone())>
                <Icon name="x" size=IconSize::Small/>
            </button>
        </li>
    }
}

fn stands_in_empty_line(event: &KeyboardEvent) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    target.is_some_and(|input| input.value().is_empty())
}

/// The cross goes with its chip, and the focus with it.
fn focus_on(id: &str) {
    let input = document().get_element_by_id(id);
    if let Some(input) = input.and_then(|input| input.dyn_into::<HtmlElement>().ok()) {
        browser::focus(&input);
    }
}
