//! What can be done with a record as a whole.

use contract::dto::records::Change;
use contract::dto::search::Hit;
use contract::dto::sharing::Subject;
use contract::objects::{has_cards, is_person};
use contract::{Action, Value};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use super::undo::lasting;
use super::{OpenRecord, use_open_record};
use crate::api::records::{delete, restore, update};
use crate::api::search::is_starred;
use crate::i18n::use_language;
use crate::records::hand_over::HandOverDialog;
use crate::records::merge::MergeWith;
use crate::records::who::{WhoHost, WhoItem};
use crate::search::mark;
use crate::settings::privacy::{EraseDialog, EverythingItems};
use crate::sharing::ShareDrawer;
use crate::shell::{Overlay, may, use_me};
use crate::t;
use crate::ui::{Icon, Menu, MenuItem, failure_text, use_toasts};
use leptos::reactive::spawn_local_scoped;

/// Edit, hand over, merge, delete with undo: as far as the person may.
#[component]
pub fn RecordMenu() -> impl IntoView {
    let language = use_language();
    let open = use_open_record();
    let handing_over = RwSignal::new(false);
    let merging = RwSignal::new(false);
    let asking_who = RwSignal::new(false);
    let sharing = RwSignal::new(false);
    let may_share = open.object().line_of.is_none();
    let erasing = RwSignal::new(false);
    let me = use_me();
    let is_of_person = is_person(&open.object().key);
    let may_erase = Memo::new(move |_| is_of_person && me.with(|me| me.is_administrator()));
    let may_merge = open.object().line_of.is_none() && may(&open.object().key, Action::Delete);
    let has_card = has_cards(&open.object().key) && may(&open.object().key, Action::Export);
    let drawer = Overlay::named("edit");
    let edit = Callback::new(move |()| drawer.open());
    let remove = Callback::new(move |()| remove(open));
    let items = move || {
        let rights = open.page.with(|page| page.record.rights);
        view! {
            <StarItem open/>
            {rights.edit.then(|| view! {
                <MenuItem label=t!(language, records.edit) icon="edit" key="E" on_pick=edit/>
            })}
            {(rights.edit && may_share).then(|| view! {
                <MenuItem
                    label=t!(language, sharing.share)
                    icon="link"
                    on_pick=move |()| sharing.set(true)
                />
            })}
            {rights.transfer.then(|| view! {
                <MenuItem
                    label=t!(language, records.hand_over)
                    icon="user"
                    on_pick=move |()| handing_over.set(true)
                />
            })}
            {(rights.edit && may_merge).then(|| view! {
                <MenuItem
                    label=t!(language, merging.merge_with)
                    icon="merge"
                    on_pick=move |()| merging.set(true)
                />
            })}
            {has_card.then(|| view! { <CardItem open/> })}
            <WhoItem open asked=asking_who/>
            {rights.delete.then(|| view! {
                <MenuItem label=t!(language, records.delete) icon="trash" class="menu__item--bad" on_pick=remove/>
            })}
            {may_erase.get().then(|| view! {
                <EverythingItems object=open.object().key id=open.id()/>
                <MenuItem
                    label=t!(language, privacy.menu)
                    icon="shieldc"
                    class="menu__item--bad"
                    on_pick=move |()| erasing.set(true)
                />
            })}
        }
    };
    edit_key(open, edit);
    view! {
        <Menu label=t!(language, records.more) trigger=|| view! { <Icon name="more"/> } class="btn btn--icon">
            {items}
        </Menu>
        {move || handing_over.get().then(|| view! {
            <HandOver open on_close=move |()| handing_over.set(false)/>
        })}
        {move || sharing.get().then(|| view! {
            <ShareRecord open on_close=move |()| sharing.set(false)/>
        })}
        <WhoHost open asked=asking_who/>
        {move || merging.get().then(|| view! {
            <MergeWith open on_close=move |()| merging.set(false)/>
        })}
        {move || erasing.get().then(|| {
            let on_close = Callback::new(move |()| erasing.set(false));
            view! { <EraseDialog object=open.object().key id=open.id() on_close/> }
        })}
    }
}

/// Shares the record.
#[component]
fn ShareRecord(open: OpenRecord, #[prop(into)] on_close: Callback<()>) -> impl IntoView {
    let subject = Subject::Record(open.id());
    let title = untrack(|| open.title());
    view! { <ShareDrawer object=open.object().key subject title on_close/> }
}

/// Marks the record for oneself, or takes the mark from it. Asked when the menu is opened.
#[component]
fn StarItem(open: OpenRecord) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let hit = Hit {
        object: open.object().key,
        id: open.id(),
        title: untrack(|| open.title()),
        ..Hit::default()
    };
    let starred = RwSignal::new(false);
    let (object, id) = (hit.object.clone(), hit.id);
    Effect::new(move |_| {
        let asked = is_starred(object.clone(), id);
        spawn_local_scoped(async move {
            starred.try_set(asked.await.unwrap_or_default());
        });
    });
    let label = move || match starred.get() {
        true => t!(language, search.unstar),
        false => t!(language, search.star),
    };
    let toggle = move |()| mark(hit.clone(), !starred.get_untracked(), language, toasts);
    view! { <MenuItem label icon="star" on_pick=toggle/> }
}

/// The record as a card for a telephone. A file is no page: the router of the app leaves its address to the browser.
#[component]
fn CardItem(open: OpenRecord) -> impl IntoView {
    let language = use_language();
    let address = format!("/export/{}/{}.vcf", open.object().key, open.id());
    view! {
        <a class="menu__item" role="menuitem" tabindex="-1" href=address rel="external" download="">
            <Icon name="download"/>
            <span class="trunc">{t!(language, records.save_card)}</span>
        </a>
    }
}

/// The key E opens the form, as long as the record is drawn.
fn edit_key(open: OpenRecord, edit: Callback<()>) {
    Effect::new(move |_| {
        let handle = window_event_listener(leptos::ev::keydown, move |event| {
            let may = open.page.with_untracked(|page| page.record.rights.edit);
            if may && crate::records::list::is_letter(&event, "e") {
                event.prevent_default();
                edit.run(());
            }
        });
        on_cleanup(move || handle.remove());
    });
}

/// Puts the record into the bin and goes to its list; the undo brings it back and goes to it.
fn remove(open: OpenRecord) {
    let language = use_language();
    let toasts = use_toasts();
    let navigate = use_navigate();
    let object = open.object();
    let (id, title) = (open.id(), untrack(|| open.title()));
    let list = format!("/{}", object.path);
    let page = format!("{list}/{id}");
    let key = object.key;
    spawn_local_scoped(async move {
        if let Err(failure) = delete(key.clone(), id).await {
            toasts.fail(failure_text(language, &failure));
            return;
        }
        navigate(&list, Default::default());
        let undo = lasting(move || {
            let (key, page, navigate) = (key.clone(), page.clone(), navigate.clone());
            leptos::task::spawn_local(async move {
                match restore(key, id).await {
                    Ok(_) => navigate(&page, Default::default()),
                    Err(failure) => toasts.fail(failure_text(language, &failure)),
                }
            });
        });
        toasts.show(t!(language, records.deleted, title), undo);
    });
}

/// Gives the record to a colleague.
#[component]
fn HandOver(open: OpenRecord, #[prop(into)] on_close: Callback<()>) -> impl IntoView {
    let language = use_language();
    let busy = RwSignal::new(false);
    let done = Callback::new(move |()| {
        busy.set(false);
        on_close.run(());
    });
    let hand_over = move |owner| give(open, owner, done);
    view! { <HandOverDialog title=t!(language, records.hand_over) busy on_pick=hand_over on_close/> }
}

/// Changes the owner; the undo gives the record back.
fn give(open: OpenRecord, to: Value, done: Callback<()>) {
    let language = use_language();
    let toasts = use_toasts();
    let record = untrack(|| open.record());
    let before = record.value("owner").clone();
    let name = match &to {
        Value::Link(link) => link.text.clone(),
        _ => String::new(),
    };
    let change = move |version: i32, from: Value, to: Value| Change {
        object: record.object.clone(),
        id: record.id,
        version,
        values: [("owner".to_owned(), to)].into(),
        base: [("owner".to_owned(), from)].into(),
    };
    let sent = update(change(record.version, before.clone(), to.clone()));
    spawn_local_scoped(async move {
        let answer = sent.await;
        done.try_run(());
        match answer {
            Ok(record) => {
                let version = record.version;
                open.put(record);
                open.happened();
                let undo = lasting(move || {
                    let back = update(change(version, to.clone(), before.clone()));
                    leptos::task::spawn_local(async move {
                        match back.await {
                            Ok(record) => {
                                open.put(record);
                                open.happened();
                            }
                            Err(failure) => toasts.fail(failure_text(language, &failure)),
                        }
                    });
                });
                toasts.show(t!(language, records.handed_over, name), undo);
            }
            Err(failure) => toasts.fail(failure_text(language, &failure)),
        }
    });
}
