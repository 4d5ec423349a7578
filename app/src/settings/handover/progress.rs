//! How far a hand-over got, what stayed and why, and the way back.

use std::time::Duration;

use contract::dto::bulk::BulkState;
use contract::dto::handover::{HandOverStatus, Stayed};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::draft::called;
use crate::api::Failure;
use crate::api::handover::{hand_over_notes, hand_over_status, undo_hand_over};
use crate::i18n::{Language, use_language};
use crate::records::bulk::{MoreNotes, NoteLines};
use crate::shell::{catalogue_refresher, with_proof};
use crate::t;
use crate::ui::{Button, ButtonSize, Meter, failure_text, use_toasts};

/// How often the server is asked while it goes on.
const LOOK: Duration = Duration::from_millis(400);
/// How long it rests after a question that did not arrive.
const REST: Duration = Duration::from_secs(3);

/// A hand-over that is watched to its end.
#[component]
pub fn Progress(status: HandOverStatus) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let name = StoredValue::new(status.name.clone());
    let now = RwSignal::new(status);
    let refresh = catalogue_refresher();
    let is_busy = RwSignal::new(false);
    // An effect runs in the browser only.
    if untrack(|| now.with(HandOverStatus::is_moving)) {
        Effect::new(move |_| look(now, refresh, LOOK));
    }
    let undo = move |()| {
        is_busy.set(true);
        let id = now.with_untracked(|now| now.id);
        spawn_local(async move {
            let answer = with_proof(|| undo_hand_over(id)).await;
            is_busy.try_set(false);
            match answer {
                Ok(status) => {
                    now.try_set(status);
                    look(now, refresh, LOOK);
                }
                Err(failure) => toasts.fail(failure_text(language, &failure)),
            }
        });
    };
    let share = Signal::derive(move || now.with(share));
    let meter = move || {
        now.with(HandOverStatus::is_moving).then(|| {
            let label = t!(language, handover.meter, name = name.get_value());
            view! {
                <Meter label value=share/>
                <p class="xs faint">{t!(language, handover.goes_on)}</p>
            }
        })
    };
    let back = move || {
        now.with(|now| now.may_undo).then(|| {
            view! {
                <Button
                    label=t!(language, handover.undo)
                    size=ButtonSize::Small
                    icon="undo"
                    busy=is_busy
                    on_press=undo
                />
            }
        })
    };
    let notes = move || {
        let (refused, moving) = now.with(|now| (now.sums()[3], now.is_moving()));
        let id = now.with_untracked(|now| now.id);
        (refused > 0 && !moving).then(|| view! { <Notes id refused/> })
    };
    view! {
        <div class="stack">
            <p role="status">{move || now.with(|now| told(language, now))}</p>
            {meter}
            <div class="flex">{back}</div>
            {notes}
        </div>
    }
}

/// Asks again and again until it rests, as long as the page is there.
fn look(now: RwSignal<HandOverStatus>, refresh: Callback<()>, wait: Duration) {
    set_timeout(
        move || {
            let Some(id) = now.try_with_untracked(|now| now.id) else {
                return;
            };
            spawn_local(async move {
                match hand_over_status(id).await {
                    Ok(status) => {
                        let is_moving = status.is_moving();
                        if now.try_set(status).is_some() {
                            return;
                        }
                        match is_moving {
                            true => look(now, refresh, LOOK),
                            false => {
                                refresh.try_run(());
                            }
                        }
                    }
                    Err(Failure::Unreached) => look(now, refresh, REST),
                    Err(_) => {}
                }
            });
        },
        wait,
    );
}

/// Which part of it is done, 0 to 1.
fn share(status: &HandOverStatus) -> f64 {
    let [total, done, ..] = status.sums();
    let of = |number: u64| f64::from(u32::try_from(number).unwrap_or(u32::MAX));
    match total {
        0 => 0.0,
        total => of(done) / of(total),
    }
}

/// Where it stands, in words.
pub(super) fn told(language: Language, status: &HandOverStatus) -> String {
    let [_, _, changed, refused] = status.sums();
    match status.state {
        BulkState::Running => t!(language, handover.running).to_owned(),
        BulkState::Undoing => t!(language, handover.undoing).to_owned(),
        BulkState::Undone => t!(language, handover.undone, name = status.name),
        BulkState::Done | BulkState::Stopped => {
            let mut said = Vec::new();
            if changed > 0 || !status.has_left {
                said.push(t!(language, handover.done, count = changed));
            }
            if refused > 0 {
                said.push(t!(language, handover.stayed, count = refused));
            }
            if status.has_left {
                said.push(t!(language, handover.deactivated, name = status.name));
            }
            said.join(" · ")
        }
    }
}

/// What stayed, each with its reason and the way to it.
#[component]
fn Notes(id: uuid::Uuid, refused: u64) -> impl IntoView {
    let found = LocalResource::new(move || hand_over_notes(id));
    let all = move || {
        let answer = found.get()?.ok()?;
        let shown: usize = answer.iter().map(|stayed| stayed.notes.len()).sum();
        let left = refused.saturating_sub(shown as u64);
        let groups = answer.into_iter().map(|stayed| view! { <Group stayed/> });
        let more = view! { <MoreNotes left/> };
        Some((groups.collect_view(), more))
    };
    view! { {all} }
}

#[component]
fn Group(stayed: Stayed) -> impl IntoView {
    let language = use_language();
    let heading = called(&stayed.object, language);
    view! {
        <div>
            <h3 class="h3">{heading}</h3>
            <ul class="rows" role="list"><NoteLines object=stayed.object notes=stayed.notes/></ul>
        </div>
    }
}
