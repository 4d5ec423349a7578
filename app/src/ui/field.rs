//! A label, an input, its help and what is wrong with it.

use leptos::context::Provider;
use leptos::prelude::*;

use super::Icon;

/// What an input has to know of the field around it; the inputs of [`super::inputs`] find it by themselves.
#[derive(Clone, Copy)]
pub struct FieldState {
    pub id: StoredValue<String>,
    pub required: bool,
    pub invalid: Signal<bool>,
    /// Ids of help and error, for `aria-describedby`.
    pub described_by: Signal<Option<String>>,
}

/// Label, input (child), help and error, tied together for readers. `id` becomes that of the input and
/// must be the only one of the page.
#[component]
pub fn Field(
    #[prop(into)] id: String,
    #[prop(into)] label: Signal<String>,
    #[prop(into, optional)] help: MaybeProp<String>,
    #[prop(into, optional)] error: Signal<Option<String>>,
    #[prop(optional)] required: bool,
    /// For groups such as chips or radios, whose label is no `<label for>`.
    #[prop(optional)]
    group: bool,
    #[prop(optional)] class: &'static str,
    children: Children,
) -> impl IntoView {
    let help_id = format!("{id}-help");
    let error_id = format!("{id}-error");
    let label_id = format!("{id}-label");
    let described_by = {
        let (help_id, error_id) = (help_id.clone(), error_id.clone());
        Signal::derive(move || match (error.get(), help.get()) {
            (Some(_), _) => Some(error_id.clone()),
            (None, Some(_)) => Some(help_id.clone()),
            (None, None) => None,
        })
    };
    let state = FieldState {
        id: StoredValue::new(id.clone()),
        required,
        invalid: Signal::derive(move || error.get().is_some()),
        described_by,
    };
    let star = required.then(|| view! { " "<em aria-hidden="true">"*"</em> });
    let heading = match group {
        true => view! { <span class="field__label" id=label_id.clone()>{move || label.get()}{star}</span> }.into_any(),
        false => view! { <label class="field__label" for=id>{move || label.get()}{star}</label> }.into_any(),
    };
    let below = move || {
        match (error.get(), help.get()) {
        (Some(text), _) => view! {
            <span class="field__error" id=error_id.clone() role="alert"><Icon name="alertc"/>{text}</span>
        }
        .into_any(),
        (None, Some(text)) => view! { <span class="field__help" id=help_id.clone()>{text}</span> }.into_any(),
        (None, None) => ().into_any(),
    }
    };
    view! {
        <div
            class=format!("field {class}")
            role=group.then_some("group")
            aria-labelledby=group.then_some(label_id)
        >
            {heading}
            // Not to the whole scope: the next input beside the field would take this one's id.
            <Provider value=state>{children()}</Provider>
            {below}
        </div>
    }
}
