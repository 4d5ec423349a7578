//! Why a deal was lost: asked once, where it is dropped on lost or marked so.

use contract::{Choice, ObjectDef, Problem};
use leptos::prelude::*;

use super::trip::LostBecause;
use crate::i18n::use_language;
use crate::t;
use crate::ui::{
    Button, Chip, Dialog, DialogBody, DialogFoot, Field, Look, Press, TextArea, browser,
    problem_text,
};

/// A small sheet with the reason, which is required, and a note. Closing it is the same as Cancel.
#[component]
pub fn LostSheet(
    #[prop(into)] deal: StoredValue<ObjectDef>,
    /// Name of the deal.
    #[prop(into)]
    name: String,
    #[prop(into, optional)] busy: Signal<bool>,
    #[prop(into)] on_answer: Callback<LostBecause>,
    #[prop(into)] on_cancel: Callback<()>,
) -> impl IntoView {
    let language = use_language();
    let reason = RwSignal::new(String::new());
    let note = RwSignal::new(String::new());
    let is_missing = RwSignal::new(false);
    let error = move || {
        is_missing
            .get()
            .then(|| problem_text(language, &Problem::Required))
    };
    let choices = deal.with_value(|deal| {
        deal.field("lost_reason")
            .map(|field| field.choices.clone())
            .unwrap_or_default()
    });
    let chip = move |choice: Choice| {
        let (key, pressed) = (choice.key.clone(), choice.key.clone());
        let pick = move |()| {
            reason.set(key.clone());
            is_missing.set(false);
        };
        let is_set = Signal::derive(move || reason.with(|reason| *reason == pressed));
        view! { <Chip label=choice.label.get(language).to_owned() pressed=is_set on_press=pick/> }
    };
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let because = LostBecause {
            reason: reason.get_untracked(),
            note: note.get_untracked().trim().to_owned(),
        };
        match because.reason.is_empty() {
            true => {
                is_missing.set(true);
                browser::focus_invalid();
            }
            false => on_answer.run(because),
        }
    };
    view! {
        <Dialog title=t!(language, deals.lost_title, name) on_close=on_cancel>
            <form class="lost" on:submit=send novalidate>
                <DialogBody>
                    <Field id="lost-reason" label=t!(language, deals.lost_reason) required=true group=true error=Signal::derive(error)>
                        <div class="chips">{choices.into_iter().map(chip).collect_view()}</div>
                    </Field>
                    <Field id="lost-note" label=t!(language, deals.lost_note) help=t!(language, deals.lost_note_help)>
                        <TextArea value=note/>
                    </Field>
                </DialogBody>
                <DialogFoot>
                    <Button label=t!(language, common.cancel) on_press=move |()| on_cancel.run(())/>
                    <Button label=t!(language, deals.mark_lost) look=Look::Primary press=Press::Submit busy/>
                </DialogFoot>
            </form>
        </Dialog>
    }
}
