//! Taking a whole import back. Since that cannot be undone itself, the consequences are named first.

use contract::dto::imports::ImportState;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::follow::Follower;
use super::trouble::failure_words;
use crate::api::imports::import_undo;
use crate::i18n::use_language;
use crate::t;
use crate::ui::{
    Banner, BannerLook, Button, ButtonSize, Dialog, DialogBody, DialogButtons, DialogFoot, Icon,
    IconSize, Look,
};

/// Asks whether the import is to be undone, with what that means in numbers, and begins it.
#[component]
pub(super) fn UndoDialog(follower: Follower, on_close: Callback<()>) -> impl IntoView {
    let language = use_language();
    let status = follower.status.get_untracked();
    let trouble = RwSignal::new(None::<String>);
    let is_busy = RwSignal::new(false);
    let id = status.id;
    let undo = Callback::new(move |()| {
        is_busy.set(true);
        spawn_local(async move {
            let answer = import_undo(id).await;
            is_busy.try_set(false);
            match answer {
                Ok(status) => {
                    on_close.run(());
                    follower.set(status);
                }
                Err(failure) => {
                    trouble.try_set(Some(failure_words(language, &failure, None)));
                }
            }
        });
    });
    let consequence = |icon: &'static str, words: String| {
        view! { <li class="flex"><Icon name=icon size=IconSize::Small/><span>{words}</span></li> }
    };
    let (created, updated) = (status.counts.created, status.counts.updated);
    let failed = move || {
        trouble
            .get()
            .map(|text| view! { <Banner look=BannerLook::Bad text/> })
    };
    view! {
        <Dialog title=t!(language, imports.undo_ask, name = status.file_name) on_close>
            <DialogBody>
                <ul class="stack sm import__consequences">
                    {(created > 0).then(|| consequence("trash", t!(language, imports.undo_created, count = created)))}
                    {(created > 0).then(|| consequence("link", t!(language, imports.undo_links).to_owned()))}
                    {(updated > 0).then(|| consequence("history", t!(language, imports.undo_updated, count = updated)))}
                </ul>
                <p class="sm muted">{t!(language, imports.undo_once)}</p>
                {failed}
            </DialogBody>
            <DialogFoot>
                <DialogButtons act=t!(language, imports.undo) look=Look::Danger busy=is_busy on_act=undo on_close/>
            </DialogFoot>
        </Dialog>
    }
}

/// The button that opens the dialog, where this import can be taken back.
#[component]
pub(super) fn UndoButton(
    follower: Follower,
    #[prop(optional)] look: Look,
    #[prop(optional)] size: ButtonSize,
) -> impl IntoView {
    let language = use_language();
    let is_asking = RwSignal::new(false);
    let may = move || {
        follower.status.with(|status| {
            status.may_undo && matches!(status.state, ImportState::Done | ImportState::Stopped)
        })
    };
    let button = move || {
        may().then(|| {
            let ask = Callback::new(move |()| is_asking.set(true));
            view! { <Button label=t!(language, imports.undo) look size icon="undo" on_press=ask/> }
        })
    };
    let dialog = move || {
        is_asking.get().then(|| {
            view! { <UndoDialog follower on_close=Callback::new(move |()| is_asking.set(false))/> }
        })
    };
    view! {
        {button}
        {dialog}
    }
}
