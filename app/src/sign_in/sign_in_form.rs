//! E-mail, password, and what was wrong with them.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_query_map;

use super::password_line::PasswordLine;
use super::trouble::Trouble;
use crate::api::session::sign_in;
use crate::i18n::use_language;
use crate::t;
use crate::ui::{Button, ButtonSize, Field, Look, Press, TextInput, TextKind};

/// The form. With scripts it stays and says at its fields what was wrong; without, the server sends the
/// page again with the reason in its address.
#[component]
pub fn SignInForm() -> impl IntoView {
    let language = use_language();
    let query = use_query_map();
    let next = query.read_untracked().get("next").unwrap_or_default();
    let trouble = Trouble::new(query.read_untracked().get("__err"));
    let email = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let is_busy = RwSignal::new(false);
    let submit = {
        let next = next.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            if is_busy.get_untracked() || trouble.wait.get_untracked() > 0 {
                return;
            }
            is_busy.set(true);
            let next = next.clone();
            spawn_local(async move {
                // When it succeeds the new page is on its way, and the button stays busy until then.
                if let Err(failure) =
                    sign_in(email.get_untracked(), password.get_untracked(), next).await
                {
                    is_busy.set(false);
                    trouble.met(failure);
                }
            });
        }
    };
    let error = move || trouble.words(language);
    let wait = move || trouble.wait.get() > 0;
    view! {
        <form class="stack auth__fields" method="post" action="/api/sign_in" on:submit=submit>
            <input type="hidden" name="next" value=next/>
            <Field id="email" label=t!(language, sign_in.email)>
                <TextInput
                    value=email
                    name="email"
                    kind=TextKind::Email
                    autocomplete="username webauthn"
                    class="input--lg"
                    autofocus=true
                    on_input=move |()| trouble.forget()
                />
            </Field>
            <Field id="password" label=t!(language, sign_in.password) error>
                <PasswordLine password on_input=move |()| trouble.forget()/>
            </Field>
            <Button label=t!(language, sign_in.submit) look=Look::Primary size=ButtonSize::Block press=Press::Submit busy=is_busy disabled=wait/>
            <p class="sm tc"><a href="/sign-in/forgotten">{t!(language, sign_in.forgotten)}</a></p>
        </form>
    }
}
