//! Looking at the product as somebody else: it is done for a reason, and recorded.

use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use crate::api::simulations::begin_simulation;
use crate::i18n::use_language;
use crate::settings::form_dialog::FormDialog;
use crate::settings::problems::Problems;
use crate::shell::{turn_other_pages, with_proof};
use crate::t;
use crate::ui::{Field, TextArea, browser};

#[component]
pub fn LookAs(user: Uuid, name: String, on_close: Callback<()>) -> impl IntoView {
    let language = use_language();
    let problems = Problems::new(language);
    let reason = RwSignal::new(String::new());
    let is_busy = RwSignal::new(false);
    let title = t!(language, roles.look_as_person, name);
    let send = move |()| {
        if is_busy.get_untracked() {
            return;
        }
        problems.clear_all();
        is_busy.set(true);
        spawn_local(async move {
            let answer = with_proof(|| begin_simulation(user, reason.get_untracked())).await;
            match answer {
                // Everything on the page belongs to who looks: the other one begins where they begin.
                Ok(_) => {
                    turn_other_pages();
                    browser::load("/");
                }
                Err(failure) => {
                    is_busy.try_set(false);
                    problems.take(&failure, &["reason"]);
                }
            }
        });
    };
    view! {
        <FormDialog title problems is_busy on_send=send on_close>
            <p class="sm muted">{t!(language, roles.look_as_text)}</p>
            <Field id="look-reason" label=t!(language, roles.look_as_reason) error=problems.at("reason") required=true>
                <TextArea value=reason max_chars=500 autofocus=true on_input=move |()| problems.clear("reason")/>
            </Field>
        </FormDialog>
    }
}
