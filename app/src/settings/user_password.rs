//! An administrator gives somebody a password.

use leptos::prelude::*;
use uuid::Uuid;

use super::password_input::PasswordInput;
use super::user_codes::UserCodes;
use super::user_link::UserLink;
use super::user_passkeys::UserPasskeys;
use crate::api::users::set_password;
use crate::i18n::use_language;
use crate::shell::{are_passwords_off, with_proof};
use crate::t;
use crate::ui::{Dialog, DialogBody, Field, FormDialog, Sending, use_toasts};

/// Asks for the password of one user, where there are passwords.
#[component]
pub fn UserPassword(user: Uuid, name: String, on_close: Callback<()>) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let sending = Sending::new(language, ["password"]);
    let problems = sending.problems;
    let password = RwSignal::new(String::new());
    let title = StoredValue::new(t!(language, settings.set_password_of, name));
    let ends = StoredValue::new(t!(language, settings.set_password_hint, name));
    let name = StoredValue::new(name);
    let send = move |()| {
        let typed = password.get_untracked();
        let deed = async move { with_proof(|| set_password(user, typed.clone())).await };
        sending.send(deed, move |()| {
            if let Some(name) = name.try_get_value() {
                toasts.say(t!(language, settings.password_set, name));
            }
            on_close.run(());
        });
    };
    let act = t!(language, settings.set_password);
    let are_off = are_passwords_off();
    let rest = move || {
        let name = name.get_value();
        view! {
            <UserLink user/>
            <hr/>
            <UserCodes user name=name.clone() on_done=on_close/>
            <hr/>
            <UserPasskeys user name/>
        }
    };
    let form = move || {
        let (title, ends) = (title.get_value(), ends.get_value());
        view! {
            <FormDialog title act sending on_send=send on_close>
                <Field
                    id="user-password"
                    label=t!(language, settings.new_password)
                    help=t!(language, settings.first_password_hint)
                    error=problems.at("password")
                    required=true
                >
                    <PasswordInput
                        value=password
                        autocomplete="new-password"
                        on_input=move |()| problems.clear("password")
                    />
                </Field>
                <p class="xs faint">{ends}</p>
                <hr/>
                {rest()}
            </FormDialog>
        }
    };
    move || match are_off.get() {
        false => form().into_any(),
        true => view! {
            <Dialog title=t!(language, settings.ways_in_of, name = name.get_value()) on_close>
                <DialogBody>{rest()}</DialogBody>
            </Dialog>
        }
        .into_any(),
    }
}
