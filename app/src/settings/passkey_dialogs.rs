//! The dialogs about one's own passkeys.

use contract::dto::passkeys::PasskeyInfo;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::gone::GoneForGood;
use crate::api::Failure;
use crate::api::passkeys::{add_passkey, begin_passkey, remove_passkey, rename_passkey};
use crate::i18n::use_language;
use crate::passkeys::make;
use crate::shell::with_proof;
use crate::t;
use crate::ui::{Field, FormDialog, Problems, Sending, TextInput, use_toasts};

/// The longest name, as the server takes it.
const LONGEST: u32 = 60;

/// Asks for a name, then the browser for a new passkey.
#[component]
pub fn AddPasskey(number: usize, on_close: Callback<()>) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let sending = Sending::new(language, ["name"]);
    let Sending {
        problems, is_busy, ..
    } = sending;
    let name = RwSignal::new(t!(language, settings.passkey_default, number));
    let send = Callback::new(move |()| {
        if is_busy.get_untracked() {
            return;
        }
        problems.clear_all();
        is_busy.set(true);
        spawn_local(async move {
            let made = made(name).await;
            is_busy.try_set(false);
            match made {
                Ok(key) => {
                    toasts.say(t!(language, settings.passkey_added, name = key.name));
                    on_close.run(());
                }
                Err(Why::Failed(failure)) => problems.take(&failure, &["name"]),
                Err(Why::NoKey(words)) => {
                    problems.whole.try_set(Some(words));
                }
            }
        });
    });
    view! {
        <FormDialog title=t!(language, settings.passkey_add) sending on_send=send on_close>
            <p class="sm muted">{t!(language, settings.passkey_add_hint)}</p>
            <NameField name problems/>
        </FormDialog>
    }
}

/// Why there is no new passkey.
enum Why {
    Failed(Failure),
    NoKey(String),
}

async fn made(name: RwSignal<String>) -> Result<PasskeyInfo, Why> {
    let asked = with_proof(begin_passkey).await.map_err(Why::Failed)?;
    let language = use_language();
    let none = |none: crate::passkeys::NoKey| Why::NoKey(none.words(language).to_owned());
    let made = make(&asked).await.map_err(none)?;
    let name = name.try_get_untracked().unwrap_or_default();
    add_passkey(name, made).await.map_err(Why::Failed)
}

#[component]
fn NameField(name: RwSignal<String>, problems: Problems) -> impl IntoView {
    let language = use_language();
    view! {
        <Field
            id="passkey-name"
            label=t!(language, settings.passkey_name)
            help=t!(language, settings.passkey_name_hint)
            error=problems.at("name")
            required=true
        >
            <TextInput value=name max_chars=LONGEST autofocus=true on_input=move |()| problems.clear("name")/>
        </Field>
    }
}

/// Asks for another name.
#[component]
pub fn RenamePasskey(key: PasskeyInfo, on_close: Callback<()>) -> impl IntoView {
    let language = use_language();
    let sending = Sending::new(language, ["name"]);
    let problems = sending.problems;
    let name = RwSignal::new(key.name);
    let send = move |()| {
        let deed = rename_passkey(key.id, name.get_untracked());
        sending.send(deed, move |()| on_close.run(()));
    };
    view! {
        <FormDialog title=t!(language, settings.passkey_rename) sending on_send=send on_close>
            <NameField name problems/>
        </FormDialog>
    }
}

/// A passkey cannot be brought back, so what it opened is said first.
#[component]
pub fn RemovePasskey(key: PasskeyInfo, on_close: Callback<()>) -> impl IntoView {
    let language = use_language();
    let (id, name) = (key.id, key.name);
    let title = t!(language, settings.passkey_remove_ask, name);
    let gone = t!(language, settings.passkey_removed, name);
    view! {
        <GoneForGood title act=t!(language, settings.passkey_remove) gone deed=move || remove_passkey(id) on_close>
            <p class="sm muted">{t!(language, settings.passkey_remove_hint)}</p>
        </GoneForGood>
    }
}
