//! An administrator gives somebody a password.

use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::password_input::PasswordInput;
use super::problems::Problems;
use super::user_codes::UserCodes;
use super::user_link::UserLink;
use super::user_passkeys::UserPasskeys;
use crate::api::users::set_password;
use crate::i18n::use_language;
use crate::shell::with_proof;
use crate::t;
use crate::ui::{
    Banner, BannerLook, Button, Dialog, DialogBody, DialogFoot, Field, Look, Press, use_toasts,
};

/// Asks for the password of one user.
#[component]
pub fn UserPassword(user: Uuid, name: String, on_close: Callback<()>) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let problems = Problems::new(language);
    let password = RwSignal::new(String::new());
    let is_busy = RwSignal::new(false);
    let title = t!(language, settings.set_password_of, name);
    let ends = t!(language, settings.set_password_hint, name);
    let name = StoredValue::new(name);
    let whose = name.get_value();
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if is_busy.get_untracked() {
            return;
        }
        problems.clear_all();
        is_busy.set(true);
        spawn_local(async move {
            let answer = with_proof(|| set_password(user, password.get_untracked())).await;
            is_busy.try_set(false);
            match answer {
                Ok(()) => {
                    if let Some(name) = name.try_get_value() {
                        toasts.say(t!(language, settings.password_set, name));
                    }
                    on_close.run(());
                }
                Err(failure) => problems.take(&failure, &["password"]),
            }
        });
    };
    let failed = move || {
        problems
            .whole
            .get()
            .map(|text| view! { <Banner look=BannerLook::Bad text/> })
    };
    view! {
        <Dialog title on_close>
            <form on:submit=send>
                <DialogBody>
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
                    {failed}
                    <hr/>
                    <UserLink user/>
                    <hr/>
                    <UserCodes user name=whose.clone() on_done=on_close/>
                    <hr/>
                    <UserPasskeys user name=whose/>
                </DialogBody>
                <DialogFoot>
                    <Button label=t!(language, common.cancel) on_press=on_close/>
                    <Button label=t!(language, settings.set_password) look=Look::Primary press=Press::Submit busy=is_busy/>
                </DialogFoot>
            </form>
        </Dialog>
    }
}
