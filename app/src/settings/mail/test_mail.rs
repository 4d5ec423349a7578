//! Trying the set-up out.

use contract::dto::mail::{Mail, MailState};
use leptos::prelude::*;

use super::super::settings_form::{SettingsCard, SettingsForm};
use super::words::trouble_words;
use crate::api::mail::send_test_mail;
use crate::i18n::use_language;
use crate::shell::use_me;
use crate::t;
use crate::ui::{Banner, BannerLook, Field, Sending, TextInput, TextKind};

/// An address, a button, and what the server said.
#[component]
pub fn TestMail(sent: RwSignal<u32>) -> impl IntoView {
    let language = use_language();
    let sending = Sending::new(language, ["email"]);
    let problems = sending.problems;
    let to = RwSignal::new(use_me().with_untracked(|me| me.email.clone()));
    let result = RwSignal::new(None::<Mail>);
    let send = move |()| {
        result.set(None);
        let address = to.get_untracked().trim().to_owned();
        sending.send(send_test_mail(address), move |mail| {
            result.try_set(Some(mail));
            sent.try_update(|sent| *sent += 1);
        });
    };
    view! {
        <SettingsCard id="mail-test" title=t!(language, mail.try_out)>
            <SettingsForm sending on_send=send act=t!(language, mail.send_test) icon="send">
                <Field id="mail-test-to" label=t!(language, mail.test_to) error=problems.at("email")>
                    <TextInput
                        value=to
                        kind=TextKind::Email
                        max_chars=254
                        on_input=move |()| problems.clear("email")
                    />
                </Field>
                {move || result.get().map(|mail| view! { <Outcome mail/> })}
            </SettingsForm>
        </SettingsCard>
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
