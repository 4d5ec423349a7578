//! Looking at the product as somebody else: it is done for a reason, and recorded.

use leptos::prelude::*;
use uuid::Uuid;

use crate::api::simulations::begin_simulation;
use crate::i18n::use_language;
use crate::shell::{turn_other_pages, with_proof};
use crate::t;
use crate::ui::{Field, FormDialog, Sending, TextArea, browser};

#[component]
pub fn LookAs(user: Uuid, name: String, on_close: Callback<()>) -> impl IntoView {
    let language = use_language();
    let sending = Sending::new(language, ["reason"]);
    let problems = sending.problems;
    let reason = RwSignal::new(String::new());
    let title = t!(language, roles.look_as_person, name);
    let send = move |()| {
        let why = reason.get_untracked();
        let deed = async move { with_proof(|| begin_simulation(user, why.clone())).await };
        // Everything on the page belongs to who looks: the other one begins where they begin.
        sending.send(deed, move |_| {
            sending.is_busy.try_set(true);
            turn_other_pages();
            browser::load("/");
        });
    };
    view! {
        <FormDialog title sending on_send=send on_close>
            <p class="sm muted">{t!(language, roles.look_as_text)}</p>
            <Field id="look-reason" label=t!(language, roles.look_as_reason) error=problems.at("reason") required=true>
                <TextArea value=reason max_chars=500 autofocus=true on_input=move |()| problems.clear("reason")/>
            </Field>
        </FormDialog>
    }
}
