//! What can be done with a record as a whole.

use contract::dto::records::Change;
use contract::{Link, Value};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use super::undo::lasting;
use super::{OpenRecord, use_open_record};
use crate::api::records::{delete, restore, update};
use crate::i18n::use_language;
use crate::records::inputs::PeopleBox;
use crate::shell::Overlay;
use crate::t;
use crate::ui::{
    Button, Dialog, DialogBody, DialogFoot, Field, Icon, Look, Menu, MenuItem, Suggested,
    failure_text, use_toasts,
};
use leptos::reactive::spawn_local_scoped;

/// Edit, hand over, delete with undo: as far as the person may.
#[component]
pub fn RecordMenu() -> impl IntoView {
    let language = use_language();
    let open = use_open_record();
    let handing_over = RwSignal::new(false);
    let drawer = Overlay::named("edit");
    let edit = Callback::new(move |()| drawer.open());
    let remove = Callback::new(move |()| remove(open));
    let items = move || {
        let rights = open.page.with(|page| page.record.rights);
        view! {
            {rights.edit.then(|| view! {
                <MenuItem label=t!(language, records.edit) icon="edit" key="E" on_pick=edit/>
            })}
            {rights.transfer.then(|| view! {
                <MenuItem
                    label=t!(language, records.hand_over)
                    icon="user"
                    on_pick=move |()| handing_over.set(true)
                />
            })}
            {rights.delete.then(|| view! {
                <MenuItem label=t!(language, records.delete) icon="trash" class="menu__item--bad" on_pick=remove/>
            })}
        }
    };
    let has_any = move || {
        let rights = open.page.with(|page| page.record.rights);
        rights.edit || rights.transfer || rights.delete
    };
    edit_key(open, edit);
    view! {
        <Show when=has_any>
            <Menu label=t!(language, records.more) trigger=|| view! { <Icon name="more"/> } class="btn btn--icon">
                {items}
            </Menu>
        </Show>
        {move || handing_over.get().then(|| view! {
            <HandOver open on_close=move |()| handing_over.set(false)/>
        })}
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
    let to = RwSignal::new(None::<Suggested>);
    let busy = RwSignal::new(false);
    let hand_over = move |()| {
        let Some(person) = to.get_untracked() else {
            return;
        };
        busy.set(true);
        let link = Link {
            id: person.key.parse().ok(),
            text: person.title,
        };
        give(
            open,
            Value::Link(link),
            Callback::new(move |()| {
                busy.set(false);
                on_close.run(());
            }),
        );
    };
    view! {
        <Dialog title=t!(language, records.hand_over) on_close>
            <DialogBody>
                <Field id="hand-over" label=t!(language, records.hand_over_to)>
                    <PeopleBox id="hand-over-box" value=to autofocus=true/>
                </Field>
            </DialogBody>
            <DialogFoot>
                <Button label=t!(language, common.cancel) look=Look::Ghost on_press=on_close/>
                <Button
                    label=t!(language, records.hand_over)
                    look=Look::Primary
                    busy
                    disabled=Signal::derive(move || to.with(Option::is_none))
                    on_press=hand_over
                />
            </DialogFoot>
        </Dialog>
    }
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
