//! Settling an alert, with a word about what it was.

use contract::dto::alerts::{Alert, AlertState};
use leptos::prelude::*;

use super::words::rule_words;
use crate::api::alerts::mark_alert;
use crate::i18n::use_language;
use crate::t;
use crate::ui::{Field, FormDialog, Sending, TextArea, use_toasts};

/// The dialog.
#[component]
pub fn SettleDialog(
    alert: Alert,
    again: Callback<()>,
    #[prop(into)] on_close: Callback<()>,
) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let sending = Sending::new(language, ["note"]);
    let problems = sending.problems;
    let note = RwSignal::new(alert.note.clone());
    let id = alert.id;
    let send = move |()| {
        let deed = mark_alert(id, AlertState::Settled, note.get_untracked());
        sending.send(deed, move |_| {
            toasts.say(t!(language, alerts.is_settled));
            on_close.run(());
            again.run(());
        });
    };
    let what = match alert.name.is_empty() {
        true => alert.address.clone().unwrap_or_default(),
        false => alert.name.clone(),
    };
    view! {
        <FormDialog title=t!(language, alerts.settle) sending on_send=send on_close>
            <p class="sm muted">{rule_words(language, alert.rule)}": "{what}</p>
            <Field
                id="alert-note"
                label=t!(language, alerts.note)
                help=t!(language, alerts.note_hint)
                error=problems.at("note")
            >
                <TextArea value=note max_chars=2000 on_input=move |()| problems.clear("note")/>
            </Field>
        </FormDialog>
    }
}
