//! A new role that begins as a copy of another one.

use contract::RoleDef;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::state::State;
use crate::api::roles::copy_role;
use crate::i18n::use_language;
use crate::settings::form_dialog::FormDialog;
use crate::settings::problems::Problems;
use crate::shell::{refresh_catalogue, with_proof};
use crate::t;
use crate::ui::{Field, TextInput, use_toasts};

#[component]
pub fn CopyRole(state: State, from: RoleDef, on_close: Callback<()>) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let problems = Problems::new(language);
    let name = RwSignal::new(String::new());
    let is_busy = RwSignal::new(false);
    let refresh = Callback::new(move |()| refresh_catalogue());
    let words = from.label.get(language).to_owned();
    let title = t!(language, roles.copy_of, name = words);
    let send = move |()| {
        if is_busy.get_untracked() {
            return;
        }
        problems.clear_all();
        is_busy.set(true);
        let (key, from) = (from.key.clone(), words.clone());
        spawn_local(async move {
            let called = name.get_untracked();
            let answer = with_proof(|| copy_role(key.clone(), called.clone())).await;
            is_busy.try_set(false);
            match answer {
                Ok(role) => {
                    let name = role.label.get(language).to_owned();
                    toasts.say(t!(language, roles.copied, name, from));
                    state.put(role);
                    refresh.run(());
                    on_close.run(());
                }
                Err(failure) => problems.take(&failure, &["name"]),
            }
        });
    };
    view! {
        <FormDialog title problems is_busy on_send=send on_close>
            <Field id="role-name" label=t!(language, roles.name) error=problems.at("name") required=true>
                <TextInput value=name max_chars=60 on_input=move |()| problems.clear("name")/>
            </Field>
        </FormDialog>
    }
}
