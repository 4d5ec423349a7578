//! A new role that begins as a copy of another one.

use contract::RoleDef;
use leptos::prelude::*;

use super::state::State;
use crate::api::roles::copy_role;
use crate::i18n::use_language;
use crate::shell::{refresh_catalogue, with_proof};
use crate::t;
use crate::ui::{Field, FormDialog, Sending, TextInput, use_toasts};

#[component]
pub fn CopyRole(state: State, from: RoleDef, on_close: Callback<()>) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let sending = Sending::new(language, ["name"]);
    let problems = sending.problems;
    let name = RwSignal::new(String::new());
    let refresh = Callback::new(move |()| refresh_catalogue());
    let words = from.label.get(language).to_owned();
    let title = t!(language, roles.copy_of, name = words);
    let send = move |()| {
        let (key, from) = (from.key.clone(), words.clone());
        let called = name.get_untracked();
        let deed = async move { with_proof(|| copy_role(key.clone(), called.clone())).await };
        sending.send(deed, move |role| {
            let name = role.label.get(language).to_owned();
            toasts.say(t!(language, roles.copied, name, from));
            state.put(role);
            refresh.run(());
            on_close.run(());
        });
    };
    view! {
        <FormDialog title sending on_send=send on_close>
            <Field id="role-name" label=t!(language, roles.name) error=problems.at("name") required=true>
                <TextInput value=name max_chars=60 on_input=move |()| problems.clear("name")/>
            </Field>
        </FormDialog>
    }
}
