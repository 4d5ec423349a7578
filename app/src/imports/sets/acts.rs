//! What can be done with a set, by where it stands.

use contract::dto::import_sets::{ImportSet, SetPart};
use contract::dto::imports::ImportState;
use leptos::prelude::*;

use super::super::counts::going_in;
use super::follower::SetFollower;
use super::undo::UndoSet;
use crate::api::import_sets::{import_set_check, import_set_start};
use crate::i18n::use_language;
use crate::t;
use crate::ui::{Button, LinkButton, Look};

/// The buttons at the top.
#[component]
pub(super) fn SetActs(follower: SetFollower) -> impl IntoView {
    let language = use_language();
    let state = follower.state();
    let id = follower.set.with_untracked(|set| set.id);
    let check = Callback::new(move |()| follower.run(import_set_check(id)));
    let start = Callback::new(move |()| follower.run(import_set_start(id)));
    let count = Memo::new(move |_| follower.set.with(|set| going_in(&set.counts)));
    let has_none = Memo::new(move |_| follower.set.with(|set| !set.parts.iter().any(goes_in)));
    let others = move || {
        view! { <LinkButton label=t!(language, imports.another) href="/import" icon="upload"/> }
    };
    let start_button = move || {
        view! {
            <Button
                label=move || t!(language, imports.start, count = count.get())
                look=Look::Primary
                busy=follower.is_busy
                disabled=Signal::derive(move || count.get() == 0)
                on_press=start
            />
        }
    };
    let resume = move || {
        view! {
            <Button label=t!(language, imports.resume) look=Look::Primary icon="play" busy=follower.is_busy on_press=start/>
        }
    };
    move || match state.get() {
        ImportState::Draft => view! {
            <LinkButton label=t!(language, imports.back) href="/import"/>
            <Button
                label=t!(language, imports.check_all)
                look=Look::Primary
                busy=follower.is_busy
                disabled=has_none
                on_press=check
            />
        }
        .into_any(),
        ImportState::Checked => view! {
            <Button label=t!(language, imports.check_again) busy=follower.is_busy on_press=check/>
            {start_button()}
        }
        .into_any(),
        ImportState::Stopped => view! {
            <UndoSet follower/>
            {resume()}
        }
        .into_any(),
        ImportState::Done => view! {
            {others()}
            <UndoSet follower/>
        }
        .into_any(),
        ImportState::Undone => others().into_any(),
        ImportState::Checking | ImportState::Running | ImportState::Undoing => ().into_any(),
    }
}

fn goes_in(part: &SetPart) -> bool {
    !part.is_left_out && part.trouble.is_none()
}

/// What a set would take back, or has brought in.
pub(super) fn brought(set: &ImportSet) -> (u64, u64) {
    (set.counts.created, set.counts.updated)
}
