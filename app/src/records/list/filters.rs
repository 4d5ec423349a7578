//! What narrows a list: words to find, and filters as chips.

use std::time::Duration;

use contract::{FieldDef, FieldKind, Filter, ObjectDef};
use leptos::ev::{self, KeyboardEvent};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::filter_form::FilterForm;
use super::navigation::Showing;
use super::words::{comparison, value_text};
use crate::api::records::record;
use crate::i18n::use_language;
use crate::shell::{use_catalogue, use_people};
use crate::t;
use crate::ui::{FilterChip, Icon, IconSize, TextInput, TextKind, browser};

/// How long after the last letter the list is asked.
const PAUSE: Duration = Duration::from_millis(250);

/// The bar of a list: find, chips, and another filter. It reads and changes the present address.
#[component]
pub fn FilterBar(
    object: ObjectDef,
    /// Whether words can be looked for, too.
    #[prop(default = true)]
    finds: bool,
    /// What stands at its end.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let showing = Showing::here();
    let object = StoredValue::new(object);
    // The filter that is being edited: its place, or none for another one.
    let editing = RwSignal::new(None::<Option<usize>>);
    let chips = move || {
        let filters = showing.address().filters;
        filters
            .into_iter()
            .enumerate()
            .filter_map(|(at, filter)| {
                let field = object.with_value(|object| object.field(&filter.field).cloned())?;
                Some(view! { <Chip at field filter showing editing/> })
            })
            .collect_view()
    };
    view! {
        <div class="bar bar--scroll records__filters">
            {finds.then(|| view! { <FindBox object=object.get_value() showing/> })}
            <div class="chips grow">
                {chips}
                <AddFilter object showing editing/>
            </div>
            {children.map(|children| children())}
        </div>
    }
}

/// Words to find among the listed records.
#[component]
fn FindBox(object: ObjectDef, showing: Showing) -> impl IntoView {
    let language = use_language();
    let has_phone = object
        .fields
        .iter()
        .any(|field| field.kind == FieldKind::Phone);
    let placeholder = match object.field(&object.title).filter(|_| !has_phone) {
        Some(title) => t!(
            language,
            records.find_title,
            field = title.label.get(language)
        ),
        None => t!(language, records.find_short).to_owned(),
    };
    let words = RwSignal::new(untrack(|| showing.address().words));
    let asked = StoredValue::new(words.get_untracked());
    let find = browser::debounced(PAUSE, move |words: String| {
        asked.set_value(words.trim().to_owned());
        showing.replace(|address| address.finding(words.trim()));
    });
    // A tab or the back key changes the words, too; what is being typed is not touched.
    Effect::new(move |_| {
        let there = showing.address().words;
        if asked.with_value(|asked| *asked != there) {
            asked.set_value(there.clone());
            words.set(there);
        }
    });
    let on_input = move |()| find(words.get_untracked());
    view! {
        <search class="records__find" data-find="">
            <TextInput
                value=words
                kind=TextKind::Search
                icon="search"
                label=t!(language, records.find)
                placeholder
                on_input
            />
        </search>
    }
}

#[component]
fn Chip(
    at: usize,
    field: FieldDef,
    filter: Filter,
    showing: Showing,
    editing: RwSignal<Option<Option<usize>>>,
) -> impl IntoView {
    let language = use_language();
    let people = use_people();
    let name = field.label.get(language).to_owned();
    let operator = comparison(&filter, field.kind, language).to_owned();
    let title = RwSignal::new(String::new());
    if field.kind == FieldKind::Relation && filter.operator.takes_value() {
        look_up(&field, &filter, title);
    }
    let value = Signal::derive(move || {
        let words = people.with(|people| value_text(&field, &filter, people, language));
        if words.is_empty() { title.get() } else { words }
    });
    let on_edit = move |()| editing.set(Some(Some(at)));
    let on_remove = move |()| showing.show(|address| address.without_filter(at));
    view! { <FilterChip field=name operator value on_edit on_remove/> }
}

/// Asks what the record of a filter is called; in the browser only.
fn look_up(field: &FieldDef, filter: &Filter, title: RwSignal<String>) {
    let Ok(id) = Uuid::parse_str(&filter.value) else {
        title.set(filter.value.clone());
        return;
    };
    let object = field.relation.clone().unwrap_or_default();
    let name = use_catalogue()
        .with_untracked(|catalogue| catalogue.object(&object).map(|object| object.title.clone()));
    Effect::new(move |_| {
        let (object, name) = (object.clone(), name.clone().unwrap_or_default());
        spawn_local(async move {
            if let Ok(page) = record(object, id).await {
                title.try_set(page.record.text(&name).to_owned());
            }
        });
    });
}

/// The button for another filter, and the form that it or a chip opens. The key F opens it, too.
#[component]
fn AddFilter(
    object: StoredValue<ObjectDef>,
    showing: Showing,
    editing: RwSignal<Option<Option<usize>>>,
) -> impl IntoView {
    let language = use_language();
    let button = NodeRef::<html::Button>::new();
    let panel = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        let (Some(button), Some(panel)) = (button.get(), panel.get()) else {
            return;
        };
        match editing.get() {
            Some(_) => request_animation_frame(move || {
                if panel.show_popover().is_ok() {
                    crate::ui::place(&button, &panel);
                    browser::focus_first(&panel, "select, input");
                }
            }),
            // Refused only where it is closed already.
            None => drop(panel.hide_popover()),
        }
    });
    Effect::new(move |_| {
        let handle = window_event_listener(ev::keydown, move |event: KeyboardEvent| {
            if super::keys::is_letter(&event, "f") {
                event.prevent_default();
                editing.set(Some(None));
            }
        });
        on_cleanup(move || handle.remove());
    });
    let closed = move |_| {
        let is_open = panel
            .get_untracked()
            .is_some_and(|panel| panel.matches(":popover-open").unwrap_or_default());
        if !is_open {
            editing.set(None);
        }
    };
    let form = move || {
        editing.get().map(|at| {
            let filter = at.and_then(|at| untrack(|| showing.address().filters.get(at).cloned()));
            let done = move |filter: Option<Filter>| {
                editing.set(None);
                if let Some(filter) = filter {
                    showing.show(|address| address.with_filter(at, filter));
                }
            };
            view! { <FilterForm object=object.get_value() filter on_done=done/> }
        })
    };
    view! {
        <button
            type="button"
            node_ref=button
            class="chip chip--add"
            aria-haspopup="dialog"
            aria-expanded=move || editing.get().is_some().to_string()
            aria-keyshortcuts="F"
            on:click=move |_| editing.set(Some(None))
        >
            <span>
                <Icon name="plus" size=IconSize::Small/>
                {t!(language, records.filter)}
                " "
                <kbd class="hide-m">"F"</kbd>
            </span>
        </button>
        <div
            node_ref=panel
            class="menu records__filter"
            popover="auto"
            role="dialog"
            aria-label=t!(language, records.add_filter)
            on:toggle=closed
        >
            {form}
        </div>
    }
}
