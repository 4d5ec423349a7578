//! Taking a whole set back, after its consequences are named.

use leptos::prelude::*;

use super::acts::brought;
use super::follower::SetFollower;
use crate::api::import_sets::import_set_undo;
use crate::i18n::use_language;
use crate::t;
use crate::ui::{Button, Dialog, DialogBody, DialogButtons, DialogFoot, Icon, IconSize, Look};

/// The button that asks first, where the set can be taken back.
#[component]
pub(super) fn UndoSet(follower: SetFollower) -> impl IntoView {
    let language = use_language();
    let is_asking = RwSignal::new(false);
    let may = Memo::new(move |_| follower.set.with(|set| set.may_undo));
    let button = move || {
        may.get().then(|| {
            let ask = move |()| is_asking.set(true);
            view! { <Button label=t!(language, imports.undo_all) icon="undo" busy=follower.is_busy on_press=ask/> }
        })
    };
    let dialog = move || {
        is_asking
            .get()
            .then(|| view! { <Asking follower on_close=move |()| is_asking.set(false)/> })
    };
    view! {
        {button}
        {dialog}
    }
}

#[component]
fn Asking(follower: SetFollower, #[prop(into)] on_close: Callback<()>) -> impl IntoView {
    let language = use_language();
    let (id, files, (created, updated)) = follower
        .set
        .with_untracked(|set| (set.id, set.parts.len(), brought(set)));
    let undo = move |()| {
        follower.run(import_set_undo(id));
        on_close.run(());
    };
    let consequence = |icon: &'static str, words: String| {
        view! { <li class="flex"><Icon name=icon size=IconSize::Small/><span>{words}</span></li> }
    };
    view! {
        <Dialog title=t!(language, imports.undo_all_ask, count = files) on_close>
            <DialogBody>
                <ul class="stack sm import__consequences">
                    {(created > 0).then(|| consequence("trash", t!(language, imports.undo_created, count = created)))}
                    {(created > 0).then(|| consequence("link", t!(language, imports.undo_links).to_owned()))}
                    {(updated > 0).then(|| consequence("history", t!(language, imports.undo_updated, count = updated)))}
                </ul>
                <p class="sm muted">{t!(language, imports.undo_once)}</p>
            </DialogBody>
            <DialogFoot>
                <DialogButtons act=t!(language, imports.undo_all) look=Look::Danger on_act=undo on_close/>
            </DialogFoot>
        </Dialog>
    }
}
