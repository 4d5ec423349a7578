//! On a record's page: what became part of it, and the way back.

use contract::dto::merging::Merged;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_query_map;

use crate::api::merging::{merges, undo_merge};
use crate::i18n::use_language;
use crate::records::page::{OpenRecord, use_open_record};
use crate::t;
use crate::ui::{
    Banner, Button, ButtonSize, Icon, IconSize, Look, failure_text, use_clock, use_toasts,
};

/// The most merges that are told of.
const MOST: usize = 3;

/// Tells of the merges that made a record what it is, and that an old address led here.
#[component]
pub fn MergedNote() -> impl IntoView {
    let language = use_language();
    let open = use_open_record();
    let query = use_query_map();
    let known = merges_of(open);
    // The address outlives an undo, the sentence does not.
    let was_undone = move |was: &str| {
        known.with(|known| {
            let mut with_it = known
                .iter()
                .filter(|merged| merged.others.iter().any(|other| other.to_string() == was));
            with_it.next().is_some_and(|newest| newest.is_undone)
        })
    };
    let arrived = move || {
        let was = query.with(|query| query.get("was"))?;
        (!was_undone(&was)).then(|| {
            let text = t!(language, merging.became_part_of, name = open.title());
            view! { <div class="merge__arrived"><Banner text icon="merge"/></div> }
        })
    };
    let notes = move || {
        let merges = known.get().into_iter().filter(|merged| !merged.is_undone);
        let merges = merges.take(MOST);
        merges
            .map(|merged| view! { <Note open merged known/> })
            .collect_view()
    };
    view! {
        {arrived}
        {notes}
    }
}

/// The merges of the open record, asked for once its page is there and whenever something happened with it.
fn merges_of(open: OpenRecord) -> RwSignal<Vec<Merged>> {
    let known = RwSignal::new(Vec::new());
    Effect::new(move |_| {
        open.around.news.track();
        let (object, id) = (open.object().key, open.id());
        spawn_local(async move {
            // Without an answer nothing is missing on the page.
            if let Ok(found) = merges(object, id).await {
                known.try_set(found);
            }
        });
    });
    known
}

#[component]
fn Note(open: OpenRecord, merged: Merged, known: RwSignal<Vec<Merged>>) -> impl IntoView {
    let language = use_language();
    let clock = use_clock();
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let id = merged.id;
    let undo = Callback::new(move |()| {
        busy.set(true);
        spawn_local(async move {
            let answer = undo_merge(id).await;
            busy.try_set(false);
            match answer {
                Ok(parted) => {
                    known.try_update(|known| {
                        for merged in known.iter_mut().filter(|merged| merged.id == id) {
                            *merged = parted.clone();
                        }
                    });
                    toasts.say(t!(language, merging.parted));
                    open.happened();
                }
                Err(failure) => toasts.fail(failure_text(language, &failure)),
            }
        });
    });
    let (count, by, at) = (merged.others.len(), merged.by.clone(), merged.at);
    let text = move || {
        let when = clock.date(at);
        t!(
            language,
            merging.merged_here,
            count,
            when,
            name = by.clone()
        )
    };
    view! {
        <div class="merge__note sm muted" role="note">
            <Icon name="merge" size=IconSize::Small/>
            <span>{text}</span>
            {merged.may_undo.then(|| view! {
                <Button
                    label=t!(language, common.undo)
                    look=Look::Ghost
                    size=ButtonSize::Small
                    icon="undo"
                    busy
                    on_press=undo
                />
            })}
        </div>
    }
}
