//! Sends finished logs: kept on the device until the server has them, tried again when the network is back.

use contract::{FieldProblem, Language, Refusal};
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::log_draft::Draft;
use super::log_store::LogStore;
use crate::api::activities::quick_log;
use crate::api::records::delete;
use crate::api::{Answer, Failure};
use crate::records::lasting;
use crate::shell::QuickLog;
use crate::t;
use crate::ui::{Toasts, failure_text};

/// Sends the logs of one person.
#[derive(Clone, Copy)]
pub struct LogSender {
    pub store: LogStore,
    pub log: QuickLog,
    toasts: Toasts,
    language: Language,
    /// How many logs wait for the network.
    pub waiting: RwSignal<usize>,
    /// What the server did not take, with its problems: the drawer opens with it again.
    pub refused: RwSignal<Option<(Draft, Vec<FieldProblem>)>>,
    /// Logs that are on their way.
    under_way: StoredValue<Vec<Uuid>>,
}

impl LogSender {
    pub fn new(store: LogStore, log: QuickLog, toasts: Toasts, language: Language) -> Self {
        let sender = Self {
            store,
            log,
            toasts,
            language,
            waiting: RwSignal::new(0),
            refused: RwSignal::new(None),
            under_way: StoredValue::new(Vec::new()),
        };
        // An effect runs in the browser only, where something may be kept.
        Effect::new(move |_| {
            sender.flush();
            let handle = window_event_listener(ev::online, move |_| sender.flush());
            on_cleanup(move || handle.remove());
        });
        sender
    }

    /// Takes a finished log over.
    pub fn send(self, draft: Draft) {
        self.store.keep_unsent(&draft);
        self.try_send(draft, true);
    }

    /// Tries everything again that waits.
    pub fn flush(self) {
        for draft in self.store.unsent() {
            self.try_send(draft, false);
        }
        self.count();
    }

    fn try_send(self, draft: Draft, is_first: bool) {
        let is_new = self.under_way.try_update_value(|ids| {
            let is_new = !ids.contains(&draft.id);
            if is_new {
                ids.push(draft.id);
            }
            is_new
        });
        if is_new != Some(true) {
            return;
        }
        spawn_local(async move {
            let answer = quick_log(draft.log()).await;
            self.under_way
                .try_update_value(|ids| ids.retain(|id| *id != draft.id));
            self.settle(draft, answer, is_first);
            self.count();
        });
    }

    fn settle(
        self,
        draft: Draft,
        answer: Answer<contract::dto::activities::Logged>,
        is_first: bool,
    ) {
        match answer {
            Ok(logged) => {
                self.store.sent(draft.id);
                self.log.has_logged();
                let text = self.done_text(&draft);
                self.toasts.show(
                    text,
                    lasting(move || self.undo(draft.clone(), logged.next_step)),
                );
            }
            Err(Failure::Unreached) if is_first => {
                let text = t!(self.language, activities.not_sent);
                self.toasts.fail_with(
                    text,
                    t!(self.language, common.retry),
                    lasting(move || self.flush()),
                );
            }
            Err(
                Failure::Unreached
                | Failure::Refused(
                    Refusal::SignIn | Refusal::TooMany { .. } | Refusal::Broken { .. },
                ),
            ) if !is_first => {}
            Err(Failure::Refused(Refusal::Invalid(problems))) => {
                self.store.sent(draft.id);
                self.store.keep(&draft);
                self.refused.set(Some((draft, problems)));
            }
            Err(
                failure @ Failure::Refused(
                    Refusal::SignIn | Refusal::TooMany { .. } | Refusal::Broken { .. },
                ),
            ) => {
                let text = failure_text(self.language, &failure);
                self.toasts.fail_with(
                    text,
                    t!(self.language, common.retry),
                    lasting(move || self.flush()),
                );
            }
            Err(failure) => {
                self.store.sent(draft.id);
                self.store.keep(&draft);
                let text = failure_text(self.language, &failure);
                self.refused.set(Some((draft, Vec::new())));
                self.toasts.fail(text);
            }
        }
    }

    fn done_text(self, draft: &Draft) -> String {
        match &draft.about {
            Some(about) if !about.title.is_empty() => {
                t!(self.language, activities.logged_for, name = about.title)
            }
            _ => t!(self.language, activities.logged).to_owned(),
        }
    }

    /// Takes a log back; its words are kept as an unfinished one under a new id, since the old one is in the bin.
    fn undo(self, draft: Draft, next_step: Option<Uuid>) {
        let words = Draft {
            id: Uuid::now_v7(),
            ..draft.clone()
        };
        self.store.keep(&words);
        spawn_local(async move {
            let mut answer = delete("activity".to_owned(), draft.id).await;
            if let (Ok(()), Some(step)) = (&answer, next_step) {
                answer = delete("activity".to_owned(), step).await;
            }
            match answer {
                Ok(()) => self.toasts.say(t!(self.language, activities.log_undone)),
                Err(failure) => self.toasts.fail(failure_text(self.language, &failure)),
            }
            self.log.has_logged();
        });
    }

    fn count(self) {
        self.waiting.try_set(self.store.unsent().len());
    }
}
