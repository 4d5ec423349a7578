//! A file on its way from being chosen to being applied.

use contract::dto::configuration::Comparison;
use contract::{FieldProblem, Language, Problem, Refusal};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::Failure;
use crate::api::describing::{apply_configuration, compare_configuration};
use crate::i18n::use_language;
use crate::shell::{catalogue_refresher, with_proof};
use crate::t;
use crate::ui::{failure_text, use_toasts};

/// How far a file got.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Stage {
    Waiting,
    Comparing,
    Compared(Comparison),
    /// It was not compared; in words.
    Failed(String),
}

/// The chosen file with what it would do.
#[derive(Clone, Copy)]
pub struct Comparing {
    pub(super) stage: RwSignal<Stage>,
    pub(super) name: RwSignal<String>,
    text: RwSignal<String>,
    pub(super) is_applying: RwSignal<bool>,
    /// Somebody changed the configuration while the comparison was read.
    pub(super) is_new: RwSignal<bool>,
    /// Why it was not applied.
    pub(super) trouble: RwSignal<Option<String>>,
    /// Kept, since answers arrive where there is no context.
    pub(super) language: Language,
}

impl Comparing {
    pub(super) fn new() -> Self {
        Self {
            stage: RwSignal::new(Stage::Waiting),
            name: RwSignal::new(String::new()),
            text: RwSignal::new(String::new()),
            is_applying: RwSignal::new(false),
            is_new: RwSignal::new(false),
            trouble: RwSignal::new(None),
            language: use_language(),
        }
    }

    /// Takes a file that was read.
    pub(super) fn take(self, name: String, text: String) {
        self.name.set(name);
        self.text.set(text);
        self.is_new.set(false);
        self.trouble.set(None);
        self.compare();
    }

    /// Says why a file was not even read.
    pub(super) fn fail(self, name: String, words: String) {
        self.name.set(name);
        self.text.set(String::new());
        self.stage.set(Stage::Failed(words));
    }

    pub(super) fn has_text(self) -> bool {
        self.text.with(|text| !text.is_empty())
    }

    pub(super) fn forget(self) {
        self.trouble.set(None);
        self.is_new.set(false);
        self.text.set(String::new());
        self.stage.set(Stage::Waiting);
    }

    /// Asks what the file would do to the configuration as it is now.
    pub(super) fn compare(self) {
        let language = self.language;
        self.stage.set(Stage::Comparing);
        let sent = compare_configuration(self.text.get_untracked());
        let name = self.name.get_untracked();
        spawn_local(async move {
            let stage = match sent.await {
                Ok(comparison) => Stage::Compared(comparison),
                Err(failure) if is_no_configuration(&failure) => {
                    Stage::Failed(t!(language, merging.not_a_configuration, name))
                }
                Err(failure) => Stage::Failed(failure_text(language, &failure)),
            };
            self.stage.try_set(stage);
        });
    }

    /// What applies the file as it was compared, then calls back.
    pub(super) fn applier(self, done: Callback<()>) -> Callback<()> {
        let language = self.language;
        let toasts = use_toasts();
        let refresh = catalogue_refresher();
        Callback::new(move |()| {
            let Stage::Compared(comparison) = self.stage.get_untracked() else {
                return;
            };
            self.is_applying.set(true);
            self.trouble.set(None);
            let text = self.text.get_untracked();
            spawn_local(async move {
                let apply = || apply_configuration(text.clone(), comparison.state.clone());
                let answer = with_proof(apply).await;
                if self.is_applying.try_set(false).is_some() {
                    return;
                }
                if answer.is_ok() {
                    toasts.say(t!(language, merging.applied));
                    // First, since it goes with what calling back closes.
                    refresh.run(());
                }
                done.run(());
                match answer {
                    Ok(()) => self.forget(),
                    Err(Failure::Refused(Refusal::Outdated { .. })) => {
                        self.is_new.set(true);
                        self.compare();
                    }
                    Err(failure) => self.trouble.set(Some(failure_text(language, &failure))),
                }
            });
        })
    }
}

fn is_no_configuration(failure: &Failure) -> bool {
    let Failure::Refused(Refusal::Invalid(problems)) = failure else {
        return false;
    };
    *problems == [FieldProblem::new("file", Problem::WrongKind)]
}
