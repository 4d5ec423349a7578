//! Sending a field, and going on from what somebody else made of it meanwhile.

use contract::dto::defining::FieldChange;
use contract::{ObjectDef, Refusal};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Draft;
use crate::api::Failure;
use crate::api::describing::{described_field, save_field};
use crate::i18n::use_language;
use crate::settings::objects::described::use_described;
use crate::t;
use crate::ui::unsaved::sending;
use crate::ui::{Problems, browser, failure_text, use_toasts};

/// The parts of a description at which a problem can stand.
const PARTS: [&str; 13] = [
    "label",
    "choices",
    "within",
    "relation",
    "unique",
    "required",
    "default",
    "max_chars",
    "kind",
    "derived",
    "derived.object",
    "derived.by",
    "derived.of",
];

/// What the parts of the dialog share.
#[derive(Clone, Copy)]
pub struct Editing {
    pub(super) draft: Draft,
    pub(super) object: StoredValue<String>,
    pub(super) problems: Problems,
    pub(super) is_busy: RwSignal<bool>,
    pub(super) outdated: RwSignal<Option<String>>,
    pub(super) on_saved: Callback<ObjectDef>,
}

/// Sends the field; what is wrong with it stands at its part then.
pub(super) fn send(editing: Editing) {
    let language = use_language();
    let described = use_described();
    let toasts = use_toasts();
    let Editing {
        draft,
        problems,
        is_busy,
        ..
    } = editing;
    if is_busy.get_untracked() {
        return;
    }
    problems.clear_all();
    is_busy.set(true);
    let change = FieldChange {
        object: editing.object.get_value(),
        field: draft.field.get_untracked(),
        version: draft.version.get_untracked(),
    };
    let name = change.field.label.get(language).to_owned();
    spawn_local(async move {
        let answer = sending(save_field(change)).await;
        if is_busy.try_set(false).is_some() {
            return;
        }
        match answer {
            Ok(object) => {
                toasts.say(t!(language, describing.field_saved, name));
                described.took(object.clone());
                editing.on_saved.run(object);
            }
            Err(Failure::Refused(Refusal::Outdated { changed_by })) => {
                editing.outdated.set(Some(changed_by))
            }
            Err(failure) => {
                problems.take(&failure, &PARTS);
                browser::focus_invalid();
            }
        }
    });
}

/// Goes on from what stands on the server now; what was changed here stays.
pub(super) fn load_again(editing: Editing) {
    let language = use_language();
    let toasts = use_toasts();
    let key = editing
        .draft
        .field
        .with_untracked(|field| field.key.clone());
    spawn_local(async move {
        match described_field(editing.object.get_value(), key).await {
            Ok(info) if editing.outdated.try_get_untracked().is_some() => {
                editing.draft.rebase(info);
                editing.outdated.set(None);
            }
            Ok(_) => {}
            Err(failure) => toasts.fail(failure_text(language, &failure)),
        }
    });
}
