//! Trying the set-up out.

use contract::dto::mail::{Mail, MailState};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::super::problems::Problems;
use super::words::trouble_words;
use crate::api::mail::send_test_mail;
use crate::i18n::use_language;
use crate::shell::use_me;
use crate::t;
use crate::ui::{Banner, BannerLook, Button, Field, Press, TextInput, TextKind};

/// An address, a button, and what the server said.
#[component]
pub fn TestMail(sent: RwSignal<u32>) -> impl IntoView {
    let language = use_language();
    let problems = Problems::new(language);
    let to = RwSignal::new(use_me().with_untracked(|me| me.email.clone()));
    let result = RwSignal::new(None::<Mail>);
    let is_busy = RwSignal::new(false);
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if is_busy.get_untracked() {
            return;
        }
        problems.clear_all();
        result.set(None);
        is_busy.set(true);
        spawn_local(async move {
            let answer = send_test_mail(to.get_untracked().trim().to_owned()).await;
            is_busy.try_set(false);
            match answer {
                Ok(mail) => {
                    result.try_set(Some(mail));
                    sent.try_update(|sent| *sent += 1);
                }
                Err(failure) => problems.take(&failure, &["email"]),
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
        <section class="card" aria-labelledby="mail-test">
            <h2 class="card__head" id="mail-test">{t!(language, mail.try_out)}</h2>
            <form class="card__body stack settings__form" on:submit=send novalidate>
                <Field id="mail-test-to" label=t!(language, mail.test_to) error=problems.at("email")>
                    <TextInput
                        value=to
                        kind=TextKind::Email
                        max_chars=254
                        on_input=move |()| problems.clear("email")
                    />
                </Field>
                {failed}
                {move || result.get().map(|mail| view! { <Outcome mail/> })}
                <div><Button label=t!(language, mail.send_test) icon="send" press=Press::Submit busy=is_busy/></div>
            </form>
        </section>
    }
}

/// How it went, with the words of the server.
#[component]
fn Outcome(mail: Mail) -> impl IntoView {
    let language = use_language();
    let said = mail.answer.clone().unwrap_or_default();
    let (text, look) = match mail.state {
        MailState::Sent => (t!(language, mail.test_taken, said), BannerLook::Ok),
        _ => {
            let why = trouble_words(language, &mail).unwrap_or_default();
            (format!("{why} {said}").trim().to_owned(), BannerLook::Bad)
        }
    };
    view! { <Banner text look/> }
}
