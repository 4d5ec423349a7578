//! The line for a code.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_query_map;

use super::trouble::Trouble;
use crate::api::factors::sign_in_code;
use crate::i18n::use_language;
use crate::t;
use crate::ui::{Button, ButtonSize, Field, Look, Press, TextInput};

/// The form. `on_codes` gets the recovery codes that the first code of an app brings.
#[component]
pub(super) fn CodeForm(next: String, on_codes: Callback<Vec<String>>) -> impl IntoView {
    let language = use_language();
    let trouble = Trouble::new(use_query_map().read_untracked().get("__err"));
    let code = RwSignal::new(String::new());
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
                match sign_in_code(code.get_untracked(), next).await {
                    // The new page is on its way, and the button stays busy until then.
                    Ok(codes) if codes.is_empty() => {}
                    Ok(codes) => on_codes.run(codes),
                    Err(failure) => {
                        is_busy.set(false);
                        trouble.met(failure);
                    }
                }
            });
        }
    };
    let error = move || trouble.words(language);
    let wait = move || trouble.wait.get() > 0;
    view! {
        <form class="stack auth__fields" method="post" action="/api/sign_in_code" on:submit=submit>
            <input type="hidden" name="next" value=next/>
            <Field id="code" label=t!(language, sign_in.code) help=t!(language, sign_in.code_help) error>
                <TextInput
                    value=code
                    name="code"
                    autocomplete="one-time-code"
                    class="input--lg"
                    max_chars=40
                    autofocus=true
                    on_input=move |()| trouble.forget()
                />
            </Field>
            <Button label=t!(language, sign_in.submit) look=Look::Primary size=ButtonSize::Block press=Press::Submit busy=is_busy disabled=wait/>
            <a class="btn btn--ghost" href="/sign-in" rel="external">{t!(language, sign_in.somebody_else)}</a>
        </form>
    }
}
