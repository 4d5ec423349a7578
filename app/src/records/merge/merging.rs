//! The choices on their way to the server.

use contract::dto::merging::{MergeProposal, Merged};
use contract::{FieldProblem, ObjectDef, Refusal};
use leptos::prelude::*;
use leptos::reactive::spawn_local_scoped;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use uuid::Uuid;

use super::merge_address;
use super::plan::Plan;
use crate::api::Failure;
use crate::api::merging::{merge, propose_merge, undo_merge};
use crate::i18n::use_language;
use crate::records::lasting;
use crate::t;
use crate::ui::{failure_text, use_toasts};

/// Records side by side, with what was chosen of them.
#[derive(Clone, Copy)]
pub struct Merging {
    pub(super) object: StoredValue<ObjectDef>,
    pub(super) proposal: RwSignal<MergeProposal>,
    /// Held by the page, so that it outlives a record that is taken out.
    pub(super) plan: RwSignal<Plan>,
    pub(super) busy: RwSignal<bool>,
    /// Problems of the chosen values.
    pub(super) problems: RwSignal<Vec<FieldProblem>>,
    /// Who changed one of the records meanwhile; may be empty.
    pub(super) outdated: RwSignal<Option<String>>,
    pub(super) failure: RwSignal<Option<Failure>>,
    /// Names the merge, so that a second try after a lost answer is the same one.
    id: StoredValue<Uuid>,
}

impl Merging {
    pub(super) fn new(object: ObjectDef, proposal: MergeProposal, plan: RwSignal<Plan>) -> Self {
        Self {
            object: StoredValue::new(object),
            proposal: RwSignal::new(proposal),
            plan,
            busy: RwSignal::new(false),
            problems: RwSignal::new(Vec::new()),
            outdated: RwSignal::new(None),
            failure: RwSignal::new(None),
            id: StoredValue::new(Uuid::now_v7()),
        }
    }

    /// The record that stays, tracked.
    pub(super) fn staying(self) -> Uuid {
        self.proposal
            .with(|proposal| self.plan.with(|plan| plan.staying(proposal)))
    }

    /// The name of a record, tracked.
    pub(super) fn name(self, id: Uuid) -> String {
        let title = self.object.with_value(|object| object.title.clone());
        self.proposal.with(|proposal| {
            let side = super::plan::side(proposal, id);
            let name = side.map(|side| side.record.text(&title).to_owned());
            name.unwrap_or_default()
        })
    }

    /// What makes the records one, goes to it, and offers to part them again.
    pub(super) fn sender(self) -> Callback<()> {
        let navigate = use_navigate();
        let done = self.told();
        Callback::new(move |()| {
            if self.busy.get_untracked() {
                return;
            }
            self.busy.set(true);
            self.failure.set(None);
            let asked = self.proposal.with_untracked(|proposal| {
                self.object.with_value(|object| {
                    self.plan
                        .with_untracked(|plan| plan.asked(self.id.get_value(), object, proposal))
                })
            });
            let path = self.object.with_value(|object| object.path.clone());
            let navigate = navigate.clone();
            spawn_local_scoped(async move {
                match merge(asked).await {
                    Ok(merged) => {
                        let page = format!("/{path}/{}", merged.into);
                        // First, since what says so goes with the page.
                        done.run(merged);
                        navigate(&page, replacing());
                    }
                    Err(failure) => self.explain(failure).await,
                }
                self.busy.try_set(false);
            });
        })
    }

    /// Says that records became one. The undo leads back to where they stand side by side.
    fn told(self) -> Callback<Merged> {
        let language = use_language();
        let toasts = use_toasts();
        let navigate = use_navigate();
        Callback::new(move |merged: Merged| {
            let ids: Vec<Uuid> = std::iter::once(merged.into)
                .chain(merged.others.iter().copied())
                .collect();
            let back = merge_address(&merged.object, &ids);
            let navigate = navigate.clone();
            let undo = lasting(move || {
                let (back, navigate) = (back.clone(), navigate.clone());
                leptos::task::spawn_local(async move {
                    match undo_merge(merged.id).await {
                        Ok(_) => {
                            navigate(&back, NavigateOptions::default());
                            toasts.say(t!(language, merging.parted));
                        }
                        Err(failure) => toasts.fail(failure_text(language, &failure)),
                    }
                });
            });
            toasts.show(t!(language, merging.became_one, count = ids.len()), undo);
        })
    }

    async fn explain(self, failure: Failure) {
        match failure {
            Failure::Refused(Refusal::Invalid(problems)) => {
                self.problems.try_set(problems);
            }
            Failure::Refused(Refusal::Outdated { changed_by }) => {
                // Said once it is true: whoever presses again sends what is shown.
                if self.look_again().await {
                    self.outdated.try_set(Some(changed_by));
                }
            }
            failure => {
                self.failure.try_set(Some(failure));
            }
        }
    }

    /// Reads the records anew; what was chosen stays chosen. Answers whether they came.
    async fn look_again(self) -> bool {
        let asked = self.proposal.try_with_untracked(|proposal| {
            let ids = proposal.records.iter().map(|side| side.record.id);
            (proposal.object.clone(), ids.collect())
        });
        let Some((object, ids)) = asked else {
            return false;
        };
        match propose_merge(object, ids).await {
            Ok(proposal) => {
                self.proposal.try_set(proposal);
                true
            }
            Err(failure) => {
                self.outdated.try_set(None);
                self.failure.try_set(Some(failure));
                false
            }
        }
    }
}

pub(super) fn replacing() -> NavigateOptions {
    NavigateOptions {
        replace: true,
        ..NavigateOptions::default()
    }
}
