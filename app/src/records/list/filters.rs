//! What narrows a list: words to find, chips of what is asked, and the builder behind a button.

use std::time::Duration;

use contract::{FieldKind, Filter, ObjectDef, Test};
use leptos::ev::{self, KeyboardEvent};
use leptos::html;
use leptos::prelude::*;

use super::navigation::Showing;
use crate::i18n::use_language;
use crate::records::filter::{Builder, Building, Chips, Conditions};
use crate::shell::use_catalogue;
use crate::t;
use crate::ui::{Icon, IconSize, TextInput, TextKind, browser};

/// How long after the last letter the list is asked.
const PAUSE: Duration = Duration::from_millis(250);

/// The bar of a list: find, chips, and the builder of filters. It reads and changes the present address.
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
    let conditions = Conditions::of(object.clone(), showing);
    // What is being edited: the place of a condition, or none for another one.
    let editing = RwSignal::new(None::<Option<usize>>);
    let edit = Callback::new(move |at: usize| editing.set(Some(Some(at))));
    view! {
        <div class="bar bar--scroll records__filters">
            {finds.then(|| view! { <FindBox object=object.clone() showing/> })}
            <div class="chips grow">
                <Chips conditions on_edit=edit/>
                <FilterButton object conditions showing editing/>
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

/// The button of the builder and the panel in which it opens, as it does for a chip. The key F opens it, too.
#[component]
fn FilterButton(
    object: ObjectDef,
    conditions: Conditions,
    showing: Showing,
    editing: RwSignal<Option<Option<usize>>>,
) -> impl IntoView {
    let language = use_language();
    let button = NodeRef::<html::Button>::new();
    let panel = NodeRef::<html::Div>::new();
    let object = StoredValue::new(object);
    let building = Building::new(conditions);
    begin(building, object, showing, editing);
    Effect::new(move |_| {
        let (Some(button), Some(panel)) = (button.get(), panel.get()) else {
            return;
        };
        match editing.get() {
            Some(at) => request_animation_frame(move || {
                if panel.show_popover().is_ok() {
                    crate::ui::place(&button, &panel);
                }
                building.go_to(at);
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
    let done = Callback::new(move |(filters, test): (Vec<Filter>, Option<Test>)| {
        editing.set(None);
        showing.show(|address| address.filtered(filters, test));
        if let Some(button) = button.get_untracked() {
            browser::focus(&button);
        }
    });
    let is_open = Memo::new(move |_| editing.get().is_some());
    let form = move || {
        is_open.get().then(|| {
            let words = untrack(|| showing.address().words);
            view! { <Builder object=object.get_value() building words on_done=done/> }
        })
    };
    view! {
        <button
            type="button"
            node_ref=button
            class="chip chip--add"
            aria-haspopup="dialog"
            aria-expanded=move || is_open.get().to_string()
            aria-keyshortcuts="F"
            on:click=move |_| editing.set(Some(None))
        >
            <span>
                <Icon name="plus" size=IconSize::Small/>
                {t!(language, filters.button)}
                " "
                <kbd class="hide-m">"F"</kbd>
            </span>
        </button>
        <div
            node_ref=panel
            class="menu filter__panel"
            popover="auto"
            role="dialog"
            aria-label=t!(language, filters.builder)
            on:toggle=closed
        >
            {form}
        </div>
    }
}

/// The builder begins anew when the list shows something else. What was begun and not shown stays until then.
fn begin(
    building: Building,
    object: StoredValue<ObjectDef>,
    showing: Showing,
    editing: RwSignal<Option<Option<usize>>>,
) {
    let catalogue = use_catalogue();
    let begun = StoredValue::new(None::<(Vec<Filter>, Option<Test>)>);
    Effect::new(move |_| {
        if editing.get().is_none() {
            return;
        }
        let now = showing
            .signal()
            .with_untracked(|address| (address.filters.clone(), address.test.clone()));
        if begun.with_value(|begun| begun.as_ref() == Some(&now)) {
            return;
        }
        catalogue.with_untracked(|catalogue| {
            object.with_value(|object| {
                building.start(catalogue, object, &now.0, now.1.as_ref());
            });
        });
        begun.set_value(Some(now));
    });
}
