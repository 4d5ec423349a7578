//! The page: the set-up above, the queue below.

use contract::dto::mail::{MailPage, MailQuery, MailStanding, MailState};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::super::open_part::Loaded;
use super::queue::Queue;
use super::setup_form::{FixedSetup, SetupForm};
use super::test_mail::TestMail;
use crate::api::mail::{mail_standing, mails};
use crate::api::{Answer, Asked, asked};
use crate::i18n::use_language;
use crate::t;

/// Mail, for administrators.
#[component]
pub fn MailSettings() -> impl IntoView {
    let address = use_query_map();
    let query = Memo::new(move |_| {
        address.with(|address| MailQuery {
            state: address
                .get("state")
                .and_then(|word| MailState::from_word(&word)),
            recipient: address.get("to").unwrap_or_default(),
            after: address.get("after").and_then(|id| id.parse().ok()),
        })
    });
    let standing: Asked<Option<Answer<MailStanding>>> =
        asked(|| (), |()| async { Some(mail_standing().await) });
    let page: Asked<Option<Answer<MailPage>>> = asked(
        move || query.get(),
        |query| async move { Some(mails(query).await) },
    );
    // A test mail stands in the queue at once.
    let sent = RwSignal::new(0_u32);
    view! {
        <div class="stack">
            <Loaded resource=standing draw=move |standing| view! { <SetUp standing sent/> }.into_any()/>
            <Queue page query sent/>
        </div>
    }
}

#[component]
fn SetUp(standing: MailStanding, sent: RwSignal<u32>) -> impl IntoView {
    let language = use_language();
    let is_set_up = RwSignal::new(standing.setup.is_some());
    let form = match standing.is_configured {
        true => view! { <FixedSetup standing/> }.into_any(),
        false => view! { <SetupForm standing is_set_up/> }.into_any(),
    };
    view! {
        <section class="card" aria-labelledby="mail-setup">
            <h2 class="card__head" id="mail-setup">{t!(language, mail.server)}</h2>
            {form}
        </section>
        {move || is_set_up.get().then(|| view! { <TestMail sent/> })}
    }
}
