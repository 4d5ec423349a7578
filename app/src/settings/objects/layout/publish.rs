//! Publishing a plan, and what happens when a colleague was faster.

use contract::Refusal;
use contract::dto::defining::ObjectInfo;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::editor::Editor;
use crate::api::Failure;
use crate::api::describing::{change_object, described};
use crate::i18n::{Language, use_language};
use crate::t;
use crate::ui::unsaved::sending;
use crate::ui::{Toasts, failure_text, use_toasts};

/// What a colleague published meanwhile, and who.
#[derive(Clone, PartialEq)]
pub(super) struct Theirs {
    pub(super) by: String,
    pub(super) info: ObjectInfo,
}

/// A plan on its way to the server.
#[derive(Clone, Copy)]
pub struct Publishing {
    editor: Editor,
    toasts: Toasts,
    language: Language,
    pub(super) is_busy: RwSignal<bool>,
    pub(super) theirs: RwSignal<Option<Theirs>>,
}

impl Publishing {
    pub(super) fn new(editor: Editor) -> Self {
        Self {
            editor,
            toasts: use_toasts(),
            language: use_language(),
            is_busy: RwSignal::new(false),
            theirs: RwSignal::new(None),
        }
    }

    /// Sends the plan.
    pub(super) fn publish(self) {
        let Self {
            editor,
            toasts,
            language,
            ..
        } = self;
        if self.is_busy.get_untracked() || !untrack(|| editor.is_changed()) {
            return;
        }
        self.is_busy.set(true);
        let plan = editor.plan.get_untracked();
        let body = editor.object.with_untracked(|object| plan.body(object));
        let (key, version) = (editor.key.get_value(), editor.version.get_untracked());
        spawn_local(async move {
            let answer = sending(change_object(key, body, version)).await;
            let is_gone = self.is_busy.try_set(false).is_some();
            match answer {
                Ok(object) if is_gone => toasts.say(t!(
                    language,
                    describing.published,
                    name = object.label.get(language)
                )),
                Ok(object) => {
                    toasts.say(t!(
                        language,
                        describing.published,
                        name = object.label.get(language)
                    ));
                    editor.published(plan);
                    editor.described().took_anew(object);
                }
                Err(Failure::Refused(Refusal::Outdated { changed_by })) if !is_gone => {
                    self.ask(changed_by)
                }
                Err(failure) => toasts.fail(failure_text(language, &failure)),
            }
        });
    }

    /// Fetches what a colleague published. The plan stays until one chooses.
    fn ask(self, by: String) {
        let key = self.editor.key.get_value();
        spawn_local(async move {
            match described().await {
                Ok(infos) => {
                    let info = infos.into_iter().find(|info| info.object.key == key);
                    self.theirs.try_set(info.map(|info| Theirs { by, info }));
                }
                Err(failure) => self.toasts.fail(failure_text(self.language, &failure)),
            }
        });
    }

    /// Shows what the colleague published; mine comes back by one undo.
    pub(super) fn take_theirs(self) {
        if let Some(theirs) = self.theirs.get_untracked() {
            self.theirs.set(None);
            self.editor.take_theirs(&theirs.info);
        }
    }

    /// Publishes mine over what the colleague published.
    pub(super) fn keep_mine(self) {
        if let Some(theirs) = self.theirs.get_untracked() {
            self.theirs.set(None);
            self.editor.version.set(theirs.info.version);
            self.publish();
        }
    }
}
