//! Moving the deal whose page is open to another stage.

use contract::{Language, Record, Refusal, StageOutcome};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::stages::stage_label;
use super::trip::Told;
use crate::api::Failure;
use crate::api::deals::move_deal;
use crate::records::board::sheet::{missed, wanted};
use crate::records::{OpenRecord, lasting};
use crate::t;
use crate::ui::unsaved::sending;
use crate::ui::{Toasts, failure_text};

/// Moves one deal: shown at once, taken back where the server does not agree.
#[derive(Clone, Copy)]
pub struct StageMove {
    open: OpenRecord,
    toasts: Toasts,
    language: Language,
    /// The stage that was chosen and is not confirmed yet.
    wish: RwSignal<Option<String>>,
    /// A stage that was chosen while another one was on its way: it follows when that one has arrived.
    next: RwSignal<Option<(String, Told)>>,
    /// The stage that waits for what it asks, with the keys of the fields it wants.
    pub asking: RwSignal<Option<(String, Vec<String>)>>,
}

impl StageMove {
    pub fn new(open: OpenRecord, toasts: Toasts, language: Language) -> Self {
        Self {
            open,
            toasts,
            language,
            wish: RwSignal::new(None),
            next: RwSignal::new(None),
            asking: RwSignal::new(None),
        }
    }

    /// The stage as it is shown: the one chosen last, or that of the record.
    pub fn stage(self) -> String {
        let next = self.next.get().map(|(stage, _)| stage);
        next.or_else(|| self.wish.get())
            .unwrap_or_else(|| self.open.record().text("stage").to_owned())
    }

    pub fn is_busy(self) -> bool {
        self.wish.with(Option::is_some)
    }

    /// Whether the deal may be moved at all.
    pub fn may(self) -> bool {
        self.open.record().rights.edit
    }

    /// How the deal ends as it stands now.
    pub fn outcome(self) -> StageOutcome {
        self.outcome_of(&self.stage())
    }

    fn outcome_of(self, stage: &str) -> StageOutcome {
        let object = self.open.object();
        let choice = object.field("stage").and_then(|field| field.choice(stage));
        choice.and_then(|choice| choice.outcome).unwrap_or_default()
    }

    /// A stage was chosen.
    pub fn to(self, stage: &str) {
        let here = untrack(|| self.stage() == stage || !self.may());
        let wanted = wanted(
            &self.open.object(),
            "stage",
            &untrack(|| self.open.record()),
            stage,
        );
        match (here, self.outcome_of(stage)) {
            (true, _) => {}
            (false, StageOutcome::Won | StageOutcome::Open) if wanted.is_empty() => {
                self.send(stage.to_owned(), Told::default())
            }
            (false, _) => self.asking.set(Some((stage.to_owned(), wanted))),
        }
    }

    /// It was told what the stage asks for.
    pub fn answer(self, told: Told) {
        if let Some((stage, _)) = self.asking.get_untracked() {
            self.asking.set(None);
            self.send(stage, told);
        }
    }

    fn send(self, stage: String, told: Told) {
        if untrack(|| self.is_busy()) {
            self.next.set(Some((stage, told)));
            return;
        }
        let before = untrack(|| self.open.record());
        let request = told.clone().to(before.id, before.version, &stage, None);
        self.wish.set(Some(stage.clone()));
        spawn_local(async move {
            let answer = sending(move_deal(request)).await;
            self.wish.set(None);
            let next = self.next.try_update(Option::take).flatten();
            match answer {
                Ok(now) => {
                    self.confirm(before, now);
                    if let Some((stage, told)) = next {
                        self.send(stage, told);
                    }
                }
                Err(failure) => self.refuse(&before, stage, told, failure),
            }
        });
    }

    fn confirm(self, before: Record, now: Record) {
        let object = self.open.object();
        let label = |record: &Record| stage_label(&object, record.text("stage"), self.language);
        let text = t!(
            self.language,
            deals.moved,
            name = before.text("name"),
            from = label(&before),
            to = label(&now)
        );
        let version = now.version;
        self.open.put(now);
        self.open.happened();
        self.toasts
            .show(text, lasting(move || self.undo(&before, version)));
    }

    fn undo(self, before: &Record, version: i32) {
        let request = Told::of(before).to(before.id, version, before.text("stage"), None);
        spawn_local(async move {
            match sending(move_deal(request)).await {
                Ok(back) => {
                    self.open.put(back);
                    self.open.happened();
                    self.toasts.say(t!(self.language, deals.undone));
                }
                Err(failure) => self.toasts.fail(failure_text(self.language, &failure)),
            }
        });
    }

    fn refuse(self, before: &Record, stage: String, told: Told, failure: Failure) {
        if let Failure::Refused(Refusal::Invalid(problems)) = &failure {
            let missed = missed(&self.open.object(), problems);
            if !missed.is_empty() {
                return self.asking.set(Some((stage, missed)));
            }
        }
        let again = move || self.send(stage.clone(), told.clone());
        let name = before.text("name").to_owned();
        match failure {
            Failure::Unreached => {
                let text = t!(self.language, deals.not_moved_offline, name);
                self.toasts
                    .fail_with(text, t!(self.language, common.retry), lasting(again));
            }
            Failure::Refused(Refusal::Conflict {
                current,
                changed_by,
                ..
            }) => {
                let stage = stage_label(&self.open.object(), current.text("stage"), self.language);
                self.open.put(*current);
                self.open.happened();
                let text = t!(
                    self.language,
                    deals.moved_meanwhile,
                    name,
                    by = changed_by,
                    stage
                );
                self.toasts
                    .fail_with(text, t!(self.language, deals.move_anyway), lasting(again));
            }
            refused => self.toasts.fail(failure_text(self.language, &refused)),
        }
    }
}
