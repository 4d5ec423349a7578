//! Sending a form: once, with nothing lost when it fails, and clashes settled field by field.

use contract::dto::records::Change;
use contract::refusal::Clash;
use contract::{FieldProblem, Record, Refusal};
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::Draft;
use crate::api::records::{create, update};
use crate::api::{Answer, Failure};
use crate::ui::unsaved::sending;

/// A stale edit: what stands there now, and the fields that both changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    pub current: Record,
    pub clashes: Vec<Clash>,
    pub changed_by: String,
}

/// A form on its way to the server.
#[derive(Clone, Copy)]
pub struct Saving {
    pub draft: Draft,
    /// The answer is awaited; a second press does nothing.
    pub busy: RwSignal<bool>,
    /// Why nothing was saved, where it belongs to no field.
    pub failure: RwSignal<Option<Failure>>,
    /// Problems of fields that are not in this form.
    pub homeless: RwSignal<Vec<FieldProblem>>,
    pub conflict: RwSignal<Option<Conflict>>,
    /// Key of the field to go to, after a check has failed.
    pub stuck: RwSignal<Option<String>>,
    new_id: StoredValue<Option<Uuid>>,
    saved: Callback<Record>,
    failed: StoredValue<Option<Callback<()>>>,
}

impl Saving {
    /// Sends a draft when asked to and tells `saved` what stands in the database then.
    #[must_use]
    pub fn new(draft: Draft, saved: Callback<Record>) -> Self {
        Self {
            draft,
            busy: RwSignal::new(false),
            failure: RwSignal::new(None),
            homeless: RwSignal::new(Vec::new()),
            conflict: RwSignal::new(None),
            stuck: RwSignal::new(None),
            new_id: StoredValue::new(None),
            saved,
            failed: StoredValue::new(None),
        }
    }

    /// Also tells somebody that nothing was saved, who may have shown it as saved already.
    #[must_use]
    pub fn or_else(self, failed: Callback<()>) -> Self {
        self.failed.set_value(Some(failed));
        self
    }

    /// Checks the form and sends it.
    pub fn submit(self) {
        if self.busy.get_untracked() {
            return;
        }
        self.stuck.set(self.draft.check());
        if self.stuck.get_untracked().is_none() {
            self.send();
        }
    }

    /// Takes the answers to a conflict, `true` for each field that keeps mine, and saves again.
    pub fn settle(self, conflict: &Conflict, mine: &[bool]) {
        self.conflict.set(None);
        self.draft.rebase(&conflict.current);
        for (clash, keeps_mine) in conflict.clashes.iter().zip(mine) {
            if let (Some((_, state)), false) = (self.draft.field(&clash.field), keeps_mine) {
                state.fill(clash.theirs.clone());
            }
        }
        if self.draft.changes().0.is_empty() {
            self.saved.run(conflict.current.clone());
        } else {
            self.send();
        }
    }

    fn send(self) {
        self.busy.set(true);
        self.failure.set(None);
        self.homeless.set(Vec::new());
        spawn_local(async move {
            let answer = sending(async {
                match self.draft.record() {
                    Some((id, version)) => self.change(id, version).await,
                    None => self.make().await,
                }
            })
            .await;
            // The form may have been closed meanwhile; then nobody is left to tell.
            if self.busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(record) => self.saved.run(record),
                Err(failure) => {
                    self.explain(failure);
                    if let Some(failed) = self.failed.get_value() {
                        failed.run(());
                    }
                }
            }
        });
    }

    /// Files are put on a record, so they follow when it is there.
    async fn make(self) -> Answer<Record> {
        let id = self.new_id.get_value().unwrap_or_else(Uuid::now_v7);
        self.new_id.set_value(Some(id));
        let record = create(self.draft.object(), id, self.draft.sent()).await?;
        if !self.draft.is_alive() || !self.draft.has_uploads() {
            return Ok(record);
        }
        self.draft.rebase(&record);
        self.change(record.id, record.version).await
    }

    async fn change(self, id: Uuid, version: i32) -> Answer<Record> {
        self.draft.send_uploads(id).await?;
        if !self.draft.is_alive() {
            return Err(Failure::Unreached);
        }
        let (values, base) = self.draft.changes();
        let object = self.draft.object();
        update(Change {
            object,
            id,
            version,
            values,
            base,
        })
        .await
    }

    fn explain(self, failure: Failure) {
        match failure {
            Failure::Refused(Refusal::Invalid(problems)) => {
                self.stuck
                    .set(problems.first().map(|problem| problem.field.clone()));
                self.homeless.set(self.draft.show(problems));
            }
            Failure::Refused(Refusal::Conflict {
                current,
                clashes,
                changed_by,
            }) => self.conflict.set(Some(Conflict {
                current: *current,
                clashes,
                changed_by,
            })),
            failure => self.failure.set(Some(failure)),
        }
    }
}
