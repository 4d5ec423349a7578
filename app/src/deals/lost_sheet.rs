//! What a stage asks of a deal: why it was lost, asked where it is dropped on lost or marked so, and fields that are empty.

use contract::value::Values;
use contract::{Choice, ObjectDef, Problem, Record, StageOutcome};
use leptos::prelude::*;

use super::trip::Told;
use crate::i18n::use_language;
use crate::records::board::sheet::{Asked, AskedInputs, StageSheet};
use crate::t;
use crate::ui::{
    Chip, Dialog, DialogBody, DialogButtons, DialogFoot, Field, TextArea, browser, problem_text,
};

/// The sheet of a stage.
pub fn stage_sheet(
    object: StoredValue<ObjectDef>,
    deal: Record,
    stage: &Choice,
    keys: Vec<String>,
    on_answer: Callback<Told>,
    on_cancel: Callback<()>,
) -> AnyView {
    if stage.outcome == Some(StageOutcome::Lost) {
        return view! { <LostSheet object deal keys on_answer on_cancel/> }.into_any();
    }
    let stage = stage.label.get(use_language()).to_owned();
    let told = move |values: Values| {
        on_answer.run(Told {
            values,
            ..Told::default()
        });
    };
    view! { <StageSheet object record=deal keys stage on_answer=told on_cancel/> }.into_any()
}

/// A small sheet with the reason, which is required, and a note. Closing it is the same as Cancel.
#[component]
pub fn LostSheet(
    object: StoredValue<ObjectDef>,
    deal: Record,
    /// Keys of fields that the stage asks for, too.
    keys: Vec<String>,
    #[prop(into)] on_answer: Callback<Told>,
    #[prop(into)] on_cancel: Callback<()>,
) -> impl IntoView {
    let language = use_language();
    let name = deal.text("name").to_owned();
    let asked = object.with_value(|object| Asked::new(object, &deal, keys));
    let reason = RwSignal::new(String::new());
    let note = RwSignal::new(String::new());
    let is_missing = RwSignal::new(false);
    let error = move || {
        is_missing
            .get()
            .then(|| problem_text(language, &Problem::Required))
    };
    let choices = object.with_value(|object| {
        object
            .field("lost_reason")
            .map(|field| field.choices.clone())
            .map(|choices| {
                choices
                    .into_iter()
                    .filter(|choice| !choice.retired)
                    .collect::<Vec<_>>()
            })
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
        let (reason, note) = (reason.get_untracked(), note.get_untracked());
        is_missing.set(reason.is_empty());
        if !asked.is_fine() || reason.is_empty() {
            browser::focus_invalid();
            return;
        }
        let note = note.trim().to_owned();
        asked.tell(move |values| {
            on_answer.run(Told {
                reason,
                note,
                values,
            });
        });
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
                    <AskedInputs asked/>
                </DialogBody>
                <DialogFoot>
                    <DialogButtons act=t!(language, deals.mark_lost) busy=asked.is_busy on_close=on_cancel/>
                </DialogFoot>
            </form>
        </Dialog>
    }
}
