//! The page of a record: what is not being edited shows the new values, the timeline gets the new entry.

use contract::Refusal;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use uuid::Uuid;

use super::watch::may_ask_again;
use super::{Due, Watch};
use crate::api::Failure;
use crate::api::records::record;
use crate::records::page::Tab;
use crate::records::{OpenRecord, record_address};
use crate::shell::{use_catalogue, use_me};
use crate::ui::browser;

/// What the parts of a record's page are told.
#[derive(Clone, Copy)]
pub(crate) struct LiveRecord {
    /// Who else changed the record last; an empty name where no colleague did, but the house or oneself elsewhere.
    pub(crate) changed_by: RwSignal<Option<String>>,
    /// Deleted, or not to be seen any more.
    pub(crate) is_gone: RwSignal<bool>,
    /// The address of the record that this one became part of, while somebody was typing here.
    pub(crate) moved_to: RwSignal<Option<String>>,
    /// Counts what happened, for the timeline.
    pub(crate) happened: RwSignal<u32>,
}

/// Keeps the page of a record fresh, as long as the calling component is drawn; its parts find [`LiveRecord`] in their
/// context.
pub(crate) fn keep_record(open: OpenRecord) {
    let live = LiveRecord {
        changed_by: RwSignal::new(None),
        is_gone: RwSignal::new(false),
        moved_to: RwSignal::new(None),
        happened: RwSignal::new(0),
    };
    provide_context(live);
    let me = use_me().with_untracked(|me| me.id);
    let lead_on = leading_on(live);
    let shown = move || {
        open.page
            .try_with_untracked(|page| vec![(page.record.id, page.record.version)])
            .unwrap_or_default()
    };
    Watch::over(
        &open.object().key,
        shown,
        || false,
        move |watch, due| ask(open, live, me, lead_on, watch, due),
    );
}

/// Leads from a record that became part of another one to that one, by its object and id. Whoever is typing goes there
/// when they like.
fn leading_on(live: LiveRecord) -> Callback<(String, Uuid, Uuid)> {
    let (catalogue, navigate) = (use_catalogue(), use_navigate());
    Callback::new(move |(object, there, was): (String, Uuid, Uuid)| {
        let address = catalogue
            .try_with_untracked(|catalogue| record_address(catalogue, &object, there))
            .flatten();
        let Some(address) = address else {
            live.is_gone.try_set(true);
            return;
        };
        let address = format!("{address}?was={was}");
        if browser::has_modal() || browser::is_typing_now() {
            live.moved_to.try_set(Some(address));
            return;
        }
        let replacing = NavigateOptions {
            replace: true,
            ..NavigateOptions::default()
        };
        navigate(&address, replacing);
    })
}

fn ask(
    open: OpenRecord,
    live: LiveRecord,
    me: Uuid,
    lead_on: Callback<(String, Uuid, Uuid)>,
    watch: Watch,
    due: Due,
) {
    let id = open.id();
    let by = due.shown.get(&id).cloned();
    if by.is_none() && !due.all {
        return;
    }
    let object = open.object().key;
    spawn_local(async move {
        match record(object, id).await {
            Ok(page) => {
                let name = by.map(|(by, name)| if by == Some(me) { String::new() } else { name });
                live.changed_by.try_set(Some(name.unwrap_or_default()));
                live.is_gone.try_set(false);
                open.page.try_set(page);
                live.happened.try_update(|happened| *happened += 1);
                refresh_around(open);
            }
            Err(Failure::Refused(Refusal::NotFound)) if is_by_share(open) => {
                // What was seen by a grant is not seen one moment longer.
                open.around.first.refetch();
            }
            Err(Failure::Refused(Refusal::NotFound)) => {
                live.is_gone.try_set(true);
            }
            Err(Failure::Refused(Refusal::Moved { object, id: there })) => {
                lead_on.run((object, there, id));
            }
            Err(failure) if may_ask_again(&failure) => watch.later(due),
            Err(_) => {}
        }
    });
}

fn is_by_share(open: OpenRecord) -> bool {
    let through = open.page.try_with_untracked(|page| page.through.is_some());
    through.unwrap_or_default()
}

/// What stands around the record, except where somebody works in it.
fn refresh_around(open: OpenRecord) {
    let Some(tab) = open.around.tab.try_get_untracked() else {
        return;
    };
    open.around.counts.refetch();
    if !has_focus(".rec__rail") {
        open.around.rail.refetch();
    }
    if has_focus(".rec__panel") {
        return;
    }
    match tab {
        Tab::Files => open.around.files.refetch(),
        Tab::Consents => open.around.consents.refetch(),
        Tab::Related { .. } => open.around.related.refetch(),
        _ => {}
    }
}

fn has_focus(selector: &str) -> bool {
    browser::focused().is_some_and(|element| matches!(element.closest(selector), Ok(Some(_))))
}
