//! A password that can be looked at.

use leptos::prelude::*;

use crate::i18n::use_language;
use crate::t;
use crate::ui::{IconButton, TextInput, TextKind};

/// A line for a password inside a field, with a button that shows what is typed.
#[component]
pub fn PasswordInput(
    value: RwSignal<String>,
    autocomplete: &'static str,
    #[prop(into)] on_input: Callback<()>,
) -> impl IntoView {
    let language = use_language();
    let is_shown = RwSignal::new(false);
    let label = move || match is_shown.get() {
        true => t!(language, settings.hide_password).to_owned(),
        false => t!(language, settings.show_password).to_owned(),
    };
    let icon = move || {
        if is_shown.get() {
            "eyeoff".to_owned()
        } else {
            "eye".to_owned()
        }
    };
    let input = NodeRef::<leptos::html::Input>::new();
    Effect::new(move |_| {
        let kind = if is_shown.get() { "text" } else { "password" };
        if let Some(input) = input.get() {
            input.set_type(kind);
        }
    });
    view! {
        <TextInput value kind=TextKind::Password autocomplete on_input node_ref=input>
            <IconButton
                label=Signal::derive(label)
                icon=Signal::derive(icon)
                on_press=Callback::new(move |()| is_shown.update(|shown| *shown = !*shown))
            />
        </TextInput>
    }
}
