//! Taking the codes of somebody away who lost their app.

use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use crate::api::factors::reset_factor;
use crate::i18n::use_language;
use crate::shell::with_proof;
use crate::t;
use crate::ui::{Button, failure_text, use_toasts};

/// The button. Whoever has no codes is told so by the server.
#[component]
pub fn UserCodes(user: Uuid, name: String, on_done: Callback<()>) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let is_busy = RwSignal::new(false);
    let hint = t!(language, settings.reset_codes_hint, name);
    let done = t!(language, settings.codes_reset, name);
    let none = t!(language, settings.has_no_codes, name);
    let (done, none) = (StoredValue::new(done), StoredValue::new(none));
    let reset = Callback::new(move |()| {
        is_busy.set(true);
        spawn_local(async move {
            let answer = with_proof(|| reset_factor(user)).await;
            is_busy.try_set(false);
            match answer {
                Ok(()) => {
                    toasts.say(done.try_get_value().unwrap_or_default());
                    on_done.run(());
                }
                Err(crate::api::Failure::Refused(contract::Refusal::NotFound)) => {
                    toasts.say(none.try_get_value().unwrap_or_default());
                }
                Err(failure) => toasts.fail(failure_text(language, &failure)),
            }
        });
    });
    view! {
        <div class="stack">
            <p class="sm muted">{hint}</p>
            <div class="flex">
                <Button label=t!(language, settings.reset_codes) icon="shield" busy=is_busy on_press=reset/>
            </div>
        </div>
    }
}
