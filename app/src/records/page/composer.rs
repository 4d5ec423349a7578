//! The line at the top of a timeline: what was just said or done, and whether to come back to it.

use contract::dto::activities::{About, NextStep, QuickLog};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::reactive::spawn_local_scoped;
use uuid::Uuid;

use super::OpenRecord;
use crate::api::Failure;
use crate::api::activities::quick_log;
use crate::i18n::use_language;
use crate::t;
use crate::ui::unsaved::ask_while;
use crate::ui::{
    Banner, BannerLook, Button, ButtonSize, Clock, Look, TextArea, failure_text, use_clock,
    use_toasts,
};

/// After so many days the follow-up is planned, at nine o'clock.
const FOLLOW_UP_DAYS: u64 = 3;

/// What is being logged.
#[derive(Clone, Copy)]
struct Note {
    open: OpenRecord,
    kind: RwSignal<&'static str>,
    follows_up: RwSignal<bool>,
    busy: RwSignal<bool>,
    failure: RwSignal<Option<Failure>>,
    /// Made once for each note, so that trying again logs it once.
    id: StoredValue<Option<Uuid>>,
}

/// A note, unless it was a call or a visit; saved by the button or Ctrl Enter.
#[component]
pub(super) fn Composer(open: OpenRecord) -> impl IntoView {
    let language = use_language();
    let clock = use_clock();
    let note = Note {
        open,
        kind: RwSignal::new("note"),
        follows_up: RwSignal::new(false),
        busy: RwSignal::new(false),
        failure: RwSignal::new(None),
        id: StoredValue::new(None),
    };
    let is_empty = Signal::derive(move || {
        open.note.with(|text| text.trim().is_empty()) && note.kind.get() == "note"
    });
    let save = move |()| note.save(clock);
    let keys = move |event: KeyboardEvent| {
        if event.key() == "Enter"
            && (event.ctrl_key() || event.meta_key())
            && !is_empty.get_untracked()
        {
            event.prevent_default();
            note.save(clock);
        }
    };
    let failed = move || {
        note.failure.get().map(|failure| {
            let text = format!(
                "{} {}",
                t!(language, records.not_logged),
                failure_text(language, &failure)
            );
            view! { <Banner text look=BannerLook::Bad/> }
        })
    };
    let toggle = move |kind: &'static str| {
        move |()| {
            note.kind
                .update(|now| *now = if *now == kind { "note" } else { kind })
        }
    };
    let is = move |kind: &'static str| Signal::derive(move || note.kind.get() == kind);
    ask_while(move || !open.note.with(|note| note.trim().is_empty()));
    view! {
        <div class="composer" on:keydown=keys>
            <TextArea
                value=open.note
                rows=1
                label=t!(language, records.write)
                placeholder=t!(language, records.write)
                class="input--quiet composer__text"
            />
            <div class="composer__bar">
                <Button
                    label=t!(language, records.log_call)
                    icon="phone"
                    look=Look::Ghost
                    size=ButtonSize::Small
                    pressed=is("call")
                    on_press=toggle("call")
                />
                <Button
                    label=t!(language, records.log_visit)
                    icon="users"
                    look=Look::Ghost
                    size=ButtonSize::Small
                    pressed=is("visit")
                    on_press=toggle("visit")
                />
                <span class="end flex">
                    <Button
                        label=t!(language, records.follow_up)
                        icon="clock"
                        look=Look::Ghost
                        size=ButtonSize::Small
                        pressed=note.follows_up
                        on_press=move |()| note.follows_up.update(|follows| *follows = !*follows)
                    />
                    <Button
                        label=t!(language, common.save)
                        look=Look::Primary
                        size=ButtonSize::Small
                        busy=note.busy
                        disabled=is_empty
                        on_press=save
                    />
                </span>
            </div>
        </div>
        <div class="records__troubles">{failed}</div>
    }
}

impl Note {
    fn save(self, clock: Clock) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.failure.set(None);
        let (language, toasts) = (use_language(), use_toasts());
        let sent = quick_log(untrack(|| self.log(clock)));
        spawn_local_scoped(async move {
            let answer = sent.await;
            if self.busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(_) => {
                    self.clear();
                    self.open.happened();
                    toasts.say(t!(language, records.logged));
                }
                Err(failure) => self.failure.set(Some(failure)),
            }
        });
    }

    fn log(self, clock: Clock) -> QuickLog {
        let id = self.id.get_value().unwrap_or_else(Uuid::now_v7);
        self.id.set_value(Some(id));
        QuickLog {
            id,
            about: Some(About {
                object: self.open.object().key,
                id: self.open.id(),
            }),
            kind: self.kind.get_untracked().to_owned(),
            text: self.open.note.get_untracked().trim().to_owned(),
            outcome: String::new(),
            due_at: None,
            next_step: self.follows_up.get_untracked().then(|| NextStep {
                subject: t!(clock.language, records.follow_up_subject).to_owned(),
                due_at: clock.at(FOLLOW_UP_DAYS, 9, 0),
                kind: "task".to_owned(),
            }),
        }
    }

    fn clear(self) {
        self.open.note.set(String::new());
        self.kind.set("note");
        self.follows_up.set(false);
        self.id.set_value(None);
    }
}
