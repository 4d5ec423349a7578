//! The next step of a record: done with one touch, moved with two.

use chrono::{DateTime, Utc};
use contract::dto::activities::About;
use contract::{Record, Value};
use leptos::prelude::*;
use leptos::reactive::spawn_local_scoped;
use uuid::Uuid;

use super::undo::lasting;
use super::{OpenRecord, use_open_record};
use crate::api::activities::{reschedule, set_done};
use crate::i18n::use_language;
use crate::shell::use_quick_log;
use crate::t;
use crate::ui::unsaved::sending;
use crate::ui::{
    Chip, DateTimeInput, Dialog, DialogBody, DialogButtons, DialogFoot, Field, IconButton, Moment,
    MomentLook, failure_text, use_clock, use_toasts,
};

/// The earliest open activity with a check to complete it and a button to move it, or the way to plan one.
#[component]
pub fn NextStepFact() -> impl IntoView {
    let language = use_language();
    let open = use_open_record();
    let step = Memo::new(move |_| open.page.with(|page| page.next_step.clone()));
    view! {
        <div class="fact fact--next" role="group" aria-label=t!(language, records.next_step)>
            {move || match step.get() {
                Some(step) => view! { <Step open step/> }.into_any(),
                None => view! { <NoStep open/> }.into_any(),
            }}
        </div>
    }
}

#[component]
fn Step(open: OpenRecord, step: Record) -> impl IntoView {
    let language = use_language();
    let clock = use_clock();
    let (id, subject) = (step.id, step.text("subject").to_owned());
    let due = due_of(&step);
    let moving = RwSignal::new(false);
    let when = due.map(|at| {
        view! { " · "<span class:late=move || clock.is_past(at)><Moment at look=MomentLook::Due/></span> }
    });
    let done = {
        let subject = subject.clone();
        move |_| complete(open, id, subject.clone())
    };
    view! {
        <input
            type="checkbox"
            class="check check--round"
            aria-label=t!(language, records.complete_step)
            data-tip=t!(language, records.complete_step)
            on:change=done
        />
        <div class="fact__body">
            <span class="label">{t!(language, records.next_step)} {when}</span>
            <span class="fact__v"><a href=format!("/activities/{id}")>{subject}</a></span>
        </div>
        <IconButton label=t!(language, records.reschedule) icon="calendar" on_press=move |()| moving.set(true)/>
        {move || moving.get().then(|| view! { <MoveStep open id due on_close=move |()| moving.set(false)/> })}
    }
}

#[component]
fn NoStep(open: OpenRecord) -> impl IntoView {
    let language = use_language();
    let quick_log = use_quick_log();
    let plan = move |()| {
        let about = About {
            object: open.object().key,
            id: open.id(),
        };
        quick_log.open(Some(about));
    };
    view! {
        <div class="fact__body">
            <span class="label">{t!(language, records.next_step)}</span>
            <span class="fact__v faint">{t!(language, records.no_next_step)}</span>
        </div>
        <IconButton label=t!(language, records.plan_step) icon="plus" on_press=plan/>
    }
}

fn due_of(step: &Record) -> Option<DateTime<Utc>> {
    match step.value("due_at") {
        Value::DateTime(at) => Some(*at),
        _ => None,
    }
}

/// Shows the step as gone at once; a failure brings it back.
fn complete(open: OpenRecord, id: Uuid, step: String) {
    let language = use_language();
    let toasts = use_toasts();
    let before = open.page.with_untracked(|page| page.next_step.clone());
    open.page.update(|page| page.next_step = None);
    spawn_local_scoped(async move {
        match sending(set_done(id, true)).await {
            Ok(_) => {
                open.happened();
                let undo = lasting(move || {
                    leptos::task::spawn_local(async move {
                        match sending(set_done(id, false)).await {
                            Ok(_) => open.happened(),
                            Err(failure) => toasts.fail(failure_text(language, &failure)),
                        }
                    });
                });
                toasts.show(t!(language, records.next_step_done, step), undo);
            }
            Err(failure) => {
                open.page.try_update(|page| page.next_step = before);
                toasts.fail(failure_text(language, &failure));
            }
        }
    });
}

/// Another time: a usual one with one tap, or any.
#[component]
fn MoveStep(
    open: OpenRecord,
    id: Uuid,
    due: Option<DateTime<Utc>>,
    #[prop(into)] on_close: Callback<()>,
) -> impl IntoView {
    let language = use_language();
    let clock = use_clock();
    let at = RwSignal::new(due);
    let usual = [1, 3, 7].map(|days| untrack(|| clock.at(days, 9, 0)));
    let save = move |()| {
        if let Some(to) = at.get_untracked() {
            move_to(open, id, due, to);
            on_close.run(());
        }
    };
    let chips = usual
        .map(|moment| {
            let pressed = Signal::derive(move || at.get() == Some(moment));
            view! { <Chip label=untrack(|| clock.due(moment)) pressed on_press=move |()| at.set(Some(moment))/> }
        })
        .collect_view();
    view! {
        <Dialog title=t!(language, records.reschedule) on_close>
            <DialogBody>
                <div class="chips">{chips}</div>
                <Field id="move-step" label=t!(language, records.filter_date)>
                    <DateTimeInput value=at/>
                </Field>
            </DialogBody>
            <DialogFoot>
                <DialogButtons act=t!(language, common.save) is_light=true on_act=save on_close/>
            </DialogFoot>
        </Dialog>
    }
}

/// Shows the new time at once; a failure puts the old one back.
fn move_to(open: OpenRecord, id: Uuid, from: Option<DateTime<Utc>>, to: DateTime<Utc>) {
    let language = use_language();
    let toasts = use_toasts();
    let clock = use_clock();
    let show = move |at: Option<DateTime<Utc>>| {
        open.page.try_update(|page| {
            if let Some(step) = page.next_step.as_mut().filter(|step| step.id == id) {
                step.values.insert(
                    "due_at".to_owned(),
                    at.map_or(Value::Empty, Value::DateTime),
                );
            }
        });
    };
    show(Some(to));
    spawn_local_scoped(async move {
        match sending(reschedule(id, to)).await {
            Ok(_) => {
                open.happened();
                let when = untrack(|| clock.due(to));
                let text = t!(language, records.rescheduled, when);
                match from {
                    Some(from) => toasts.show(text, lasting(move || back(open, id, from))),
                    None => toasts.say(text),
                }
            }
            Err(failure) => {
                show(from);
                toasts.fail(failure_text(language, &failure));
            }
        }
    });
}

fn back(open: OpenRecord, id: Uuid, to: DateTime<Utc>) {
    leptos::task::spawn_local(async move {
        if sending(reschedule(id, to)).await.is_ok() {
            open.happened();
        }
    });
}
