//! Letting somebody who was erased be kept again.

use contract::dto::privacy::{Allowed, Erasure};
use leptos::prelude::*;
use uuid::Uuid;

use crate::api::privacy::allow_erased;
use crate::i18n::use_language;
use crate::shell::with_proof;
use crate::t;
use crate::ui::{Button, ButtonSize, Field, FormDialog, Sending, TextArea, use_clock};

/// Whether the person is held up, or who allowed that they are kept again, and why.
#[component]
pub fn Again(erasure: Erasure) -> impl IntoView {
    let language = use_language();
    let (id, allowed) = (erasure.id, RwSignal::new(erasure.allowed));
    let is_asking = RwSignal::new(false);
    let close = Callback::new(move |()| is_asking.set(false));
    move || match allowed.get() {
        Some(allowed) => view! { <AllowedLine allowed/> }.into_any(),
        None => view! {
            <span class="row__sub">{t!(language, privacy.held_up)}</span>
            <span>
                <Button
                    label=t!(language, privacy.allow)
                    size=ButtonSize::Small
                    on_press=move |()| is_asking.set(true)
                />
            </span>
            {move || is_asking.get().then(|| view! { <AllowDialog id allowed on_close=close/> })}
        }
        .into_any(),
    }
}

#[component]
fn AllowedLine(allowed: Allowed) -> impl IntoView {
    let (language, clock) = (use_language(), use_clock());
    let when = clock.exact(allowed.at);
    let text = t!(
        language,
        privacy.allowed,
        when,
        by = allowed.by,
        reason = allowed.reason
    );
    view! { <span class="row__sub">{text}</span> }
}

#[component]
fn AllowDialog(
    id: Uuid,
    allowed: RwSignal<Option<Allowed>>,
    on_close: Callback<()>,
) -> impl IntoView {
    let language = use_language();
    let sending = Sending::new(language, ["reason"]);
    let problems = sending.problems;
    let reason = RwSignal::new(String::new());
    let send = move |()| {
        let deed = with_proof(move || allow_erased(id, reason.get_untracked()));
        sending.send(deed, move |erasure: Erasure| {
            on_close.run(());
            allowed.set(erasure.allowed);
        });
    };
    let (title, act) = (
        t!(language, privacy.allow_ask),
        t!(language, privacy.allow_act),
    );
    view! {
        <FormDialog title act sending on_send=send on_close>
            <p class="sm">{t!(language, privacy.allow_hint)}</p>
            <Field
                id="allow-why"
                label=t!(language, privacy.allow_why)
                required=true
                error=problems.at("reason")
            >
                <TextArea value=reason max_chars=500 on_input=move |()| problems.clear("reason")/>
            </Field>
        </FormDialog>
    }
}
