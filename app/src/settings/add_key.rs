//! Making a key: what it is for, what it may do, when it ends; then the key itself, once.

use contract::Problem;
use contract::dto::api_keys::{KeyInfo, MadeKey, NewKey};
use leptos::prelude::*;

use super::key_access::{Access, KeyAccess};
use crate::api::api_keys::add_api_key;
use crate::i18n::use_language;
use crate::shell::with_proof;
use crate::t;
use crate::ui::{
    Banner, BannerLook, Button, Dialog, DialogBody, DialogFoot, Field, FormDialog, Look, Select,
    SelectOption, Sending, TextInput, browser, problem_text, use_toasts,
};

const FIELDS: [&str; 3] = ["name", "scopes", "days"];

/// The form in a dialog, and after it the new key. `on_added` hears of it.
#[component]
pub fn AddKey(on_close: Callback<()>, on_added: Callback<KeyInfo>) -> impl IntoView {
    let made = RwSignal::new(None::<MadeKey>);
    let done = Callback::new(move |key: MadeKey| {
        on_added.run(key.info.clone());
        made.try_set(Some(key));
    });
    move || match made.get() {
        None => view! { <KeyForm on_close on_made=done/> }.into_any(),
        Some(key) => view! { <ShownOnce token=key.token on_close/> }.into_any(),
    }
}

#[component]
fn KeyForm(on_close: Callback<()>, on_made: Callback<MadeKey>) -> impl IntoView {
    let language = use_language();
    let sending = Sending::new(language, FIELDS);
    let problems = sending.problems;
    let (name, days) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let access = Access::new();
    let send = move |()| {
        problems.clear_all();
        let key = NewKey {
            name: name.get_untracked().trim().to_owned(),
            scopes: access.scopes(),
            days: days.get_untracked().parse().ok(),
        };
        for (field, is_empty) in [
            ("name", key.name.is_empty()),
            ("scopes", key.scopes.is_empty()),
        ] {
            if is_empty {
                problems.put(field, problem_text(language, &Problem::Required));
            }
        }
        if key.name.is_empty() || key.scopes.is_empty() {
            return;
        }
        let deed = async move { with_proof(|| add_api_key(key.clone())).await };
        sending.send(deed, move |made| on_made.run(made));
    };
    view! {
        <FormDialog title=t!(language, api_keys.add) sending on_send=send on_close>
            <Field
                id="key-name"
                label=t!(language, api_keys.name)
                help=t!(language, api_keys.name_hint)
                error=problems.at("name")
                required=true
            >
                <TextInput value=name max_chars=100 on_input=move |()| problems.clear("name")/>
            </Field>
            <KeyAccess access error=problems.at("scopes")/>
            <Field id="key-days" label=t!(language, api_keys.ends) error=problems.at("days")>
                <Select value=days options=lives() empty=t!(language, api_keys.never)/>
            </Field>
        </FormDialog>
    }
}

fn lives() -> Vec<SelectOption> {
    let language = use_language();
    [
        ("30", t!(language, api_keys.days_30)),
        ("90", t!(language, api_keys.days_90)),
        ("365", t!(language, api_keys.days_365)),
    ]
    .map(|(days, words)| (days.to_owned(), words.to_owned()))
    .to_vec()
}

/// The key, to be copied: nobody can read it again.
#[component]
fn ShownOnce(token: String, on_close: Callback<()>) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let value = RwSignal::new(token);
    let copy = Callback::new(move |()| {
        value.with_untracked(|token| browser::copy(token));
        toasts.say(t!(language, api_keys.copied));
    });
    view! {
        <Dialog title=t!(language, api_keys.made) on_close>
            <DialogBody>
                <Banner look=BannerLook::Warn text=t!(language, api_keys.made_hint)/>
                <Field id="key-token" label=t!(language, api_keys.key)>
                    <TextInput value/>
                </Field>
            </DialogBody>
            <DialogFoot>
                <Button label=t!(language, api_keys.copy) icon="clip" on_press=copy/>
                <Button label=t!(language, api_keys.done) look=Look::Primary on_press=on_close/>
            </DialogFoot>
        </Dialog>
    }
}
