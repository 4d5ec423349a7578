//! The line for a password at the door.

use leptos::prelude::*;

use crate::i18n::use_language;
use crate::t;
use crate::ui::{IconButton, TextInput, TextKind};

/// A password that can be looked at.
#[component]
pub(super) fn PasswordLine(
    password: RwSignal<String>,
    #[prop(into)] on_input: Callback<()>,
    #[prop(default = "current-password")] autocomplete: &'static str,
) -> impl IntoView {
    let language = use_language();
    let is_shown = RwSignal::new(false);
    let input = NodeRef::<leptos::html::Input>::new();
    let label = move || match is_shown.get() {
        true => t!(language, sign_in.hide_password).to_owned(),
        false => t!(language, sign_in.show_password).to_owned(),
    };
    let icon = move || {
        if is_shown.get() {
            "eyeoff".to_owned()
        } else {
            "eye".to_owned()
        }
    };
    let toggle = move |()| {
        is_shown.update(|shown| *shown = !*shown);
        if let Some(input) = input.get_untracked() {
            input.set_type(if is_shown.get_untracked() {
                "text"
            } else {
                "password"
            });
        }
    };
    view! {
        <TextInput
            value=password
            name="password"
            kind=TextKind::Password
            autocomplete
            class="input--lg"
            node_ref=input
            on_input
        >
            <IconButton label icon on_press=toggle/>
        </TextInput>
    }
}
