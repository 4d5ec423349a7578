//! The page for who forgot their password.

use contract::Refusal;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_query_map;

use super::door::Door;
use super::trouble::Trouble;
use crate::api::Failure;
use crate::api::links::ask_reset;
use crate::i18n::use_language;
use crate::t;
use crate::ui::{Banner, BannerLook, Button, ButtonSize, Field, Look, Press, TextInput, TextKind};

/// Asks for the address. Works without scripts as a plain form.
#[component]
pub fn ForgottenPage() -> impl IntoView {
    let language = use_language();
    let query = use_query_map();
    let is_sent = RwSignal::new(query.read_untracked().get("sent").is_some());
    let body = move || match is_sent.get() {
        true => view! { <Banner look=BannerLook::Ok text=t!(language, sign_in.forgotten_sent)/> }
            .into_any(),
        false => view! { <AskForm is_sent/> }.into_any(),
    };
    view! {
        <Door
            page=t!(language, sign_in.forgotten_title)
            title=t!(language, sign_in.forgotten_title)
            lead=t!(language, sign_in.forgotten_lead)
        >
            {body}
            <a class="btn btn--ghost" href="/sign-in" rel="external">{t!(language, sign_in.back_to_sign_in)}</a>
        </Door>
    }
    .into_any()
}

#[component]
fn AskForm(is_sent: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    let trouble = Trouble::new(use_query_map().read_untracked().get("__err"));
    let email = RwSignal::new(String::new());
    let is_busy = RwSignal::new(false);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if is_busy.get_untracked() || trouble.wait.get_untracked() > 0 {
            return;
        }
        is_busy.set(true);
        spawn_local(async move {
            let answer = ask_reset(email.get_untracked()).await;
            is_busy.try_set(false);
            match answer {
                Ok(()) => is_sent.set(true),
                Err(failure) => trouble.met(failure),
            }
        });
    };
    let has_no_mail = Memo::new(move |_| trouble.is(&Failure::Refused(Refusal::NoMail)));
    let error = move || trouble.words(language).filter(|_| !has_no_mail.get());
    let wait = move || trouble.wait.get() > 0;
    view! {
        <form class="stack auth__fields" method="post" action="/api/ask_reset" on:submit=submit>
            <Field id="email" label=t!(language, sign_in.email) error>
                <TextInput
                    value=email
                    name="email"
                    kind=TextKind::Email
                    autocomplete="username"
                    class="input--lg"
                    autofocus=true
                    on_input=move |()| trouble.forget()
                />
            </Field>
            {move || has_no_mail.get().then(|| view! { <Banner look=BannerLook::Warn text=t!(language, sign_in.forgotten_no_mail)/> })}
            <Button label=t!(language, sign_in.forgotten_send) look=Look::Primary size=ButtonSize::Block press=Press::Submit busy=is_busy disabled=wait/>
        </form>
    }
}
