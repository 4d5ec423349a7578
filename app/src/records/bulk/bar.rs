//! The bar over a list in which rows are chosen: how many, and what can be done with them.

use contract::Action;
use contract::dto::bulk::Deed;
use contract::query::Total;
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::begin::begin;
use super::edit_drawer::EditDrawer;
use super::hand_over::HandOverMany;
use super::share_many::{ShareMany, is_shareable};
use super::tag_dialog::{TagDialog, several};
use crate::api::lists::count_all;
use crate::i18n::use_language;
use crate::records::list::{Listing, count_text};
use crate::records::merge::merge_address;
use crate::shell::may;
use crate::t;
use crate::ui::{Button, IconButton, LinkButton, Look, browser};

/// What is asked before a deed begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asking {
    Edit,
    HandOver,
    Tag,
    Share,
}

/// The bar. Escape lets all rows go.
#[component]
pub(crate) fn BulkBar(listing: Listing) -> impl IntoView {
    let picked = listing.picked;
    let asking = RwSignal::new(None::<Asking>);
    let_go_on_escape(listing);
    let close = Callback::new(move |()| asking.set(None));
    let dialog = move || {
        asking.get().map(|asking| match asking {
            Asking::Edit => view! { <EditDrawer listing on_close=close/> }.into_any(),
            Asking::HandOver => view! { <HandOverMany listing on_close=close/> }.into_any(),
            Asking::Share => view! { <ShareMany listing on_close=close/> }.into_any(),
            Asking::Tag => view! { <TagDialog listing on_close=close/> }.into_any(),
        })
    };
    let is_any = Memo::new(move |_| picked.is_any());
    view! {
        <Show when=move || is_any.get()>
            <Bar listing asking/>
        </Show>
        {dialog}
    }
}

#[component]
fn Bar(listing: Listing, asking: RwSignal<Option<Asking>>) -> impl IntoView {
    let language = use_language();
    let picked = listing.picked;
    let key = listing.key();
    let (may_edit, may_delete) = (may(&key, Action::Edit), may(&key, Action::Delete));
    let has_owner = may(&key, Action::Transfer)
        && listing.object.with_value(|object| {
            object
                .field("owner")
                .is_some_and(contract::FieldDef::is_typed)
        });
    let has_several = may_edit
        && listing
            .object
            .with_value(|object| several(object).next().is_some());
    let may_share = may_edit && listing.object.with_value(is_shareable);
    let start = begin();
    let delete = move |()| {
        let selection = picked.selection(listing.key());
        let done = Callback::new(move |answer: Result<(), _>| {
            if answer.is_ok() {
                picked.clear();
            }
        });
        start(selection, Deed::Delete, done);
    };
    let number = move || t!(language, lists.picked, number = count_text(picked.count()));
    let act = move |label: &'static str, icon: &'static str, what: Asking| {
        view! { <Button label icon look=Look::Ghost on_press=move |()| asking.set(Some(what))/> }
    };
    view! {
        <div class="bulk" role="toolbar" aria-label=t!(language, lists.many)>
            <span class="bulk__n" role="status">{number}</span>
            <AllOffer listing/>
            <span class="sep"></span>
            {may_edit.then(|| act(t!(language, lists.edit_fields), "edit", Asking::Edit))}
            {has_owner.then(|| act(t!(language, records.hand_over), "user", Asking::HandOver))}
            {may_share.then(|| act(t!(language, sharing.share), "link", Asking::Share))}
            {has_several.then(|| act(t!(language, lists.tag), "tag", Asking::Tag))}
            {(may_edit && may_delete).then(|| view! { <MergeLink listing/> })}
            {may_delete.then(|| view! {
                <Button label=t!(language, records.delete) icon="trash" look=Look::Ghost on_press=delete/>
            })}
            <span class="sep"></span>
            <IconButton label=t!(language, lists.pick_none) icon="x" on_press=move |()| picked.clear()/>
        </div>
    }
}

/// A few records that one has chosen may be the same one.
#[component]
fn MergeLink(listing: Listing) -> impl IntoView {
    let language = use_language();
    let picked = listing.picked;
    let href = move || {
        let ids = (!picked.is_all()).then(|| picked.named())?;
        let is_few = (2..=contract::dto::merging::MOST_MERGED).contains(&ids.len());
        is_few.then(|| merge_address(&listing.key(), &ids))
    };
    move || {
        href().map(|href| {
            let label = t!(language, lists.merge);
            view! { <LinkButton label href icon="merge" look=Look::Ghost/> }
        })
    }
}

/// As soon as all rows on the page are chosen: everything that matches, however many pages that is.
#[component]
fn AllOffer(listing: Listing) -> impl IntoView {
    let language = use_language();
    let picked = listing.picked;
    let busy = RwSignal::new(false);
    let more = Memo::new(move |_| {
        let loaded = listing.loaded();
        let total = listing.total.get()?;
        let is_all_loaded = !loaded.is_empty() && loaded.iter().all(|id| picked.has(*id));
        let has_more = total.or_more || total.count > loaded.len() as u64;
        (is_all_loaded && has_more && !picked.is_all()).then_some(total)
    });
    // Counted to the last one: the number is what the person decides upon.
    let take_all = move |known: Total| {
        let query = untrack(|| listing.query());
        busy.set(true);
        spawn_local(async move {
            let total = match known.or_more {
                true => count_all(query.clone()).await.unwrap_or(known),
                false => known,
            };
            if busy.try_set(false).is_none() {
                picked.take_all(query, total);
            }
        });
    };
    move || {
        more.get().map(|total| {
            let label = t!(language, lists.pick_matching, number = count_text(total));
            view! { <Button label look=Look::Ghost busy on_press=move |()| take_all(total)/> }
        })
    }
}

fn let_go_on_escape(listing: Listing) {
    Effect::new(move |_| {
        let handle = window_event_listener(ev::keydown, move |event| {
            let is_ours = event.key() == "Escape"
                && !event.default_prevented()
                && !browser::is_typing(&event)
                && !browser::has_modal()
                && !has_popover();
            if is_ours && untrack(|| listing.picked.is_any()) {
                listing.picked.clear();
            }
        });
        on_cleanup(move || handle.remove());
    });
}

fn has_popover() -> bool {
    document()
        .query_selector(".menu:popover-open")
        .ok()
        .flatten()
        .is_some()
}
