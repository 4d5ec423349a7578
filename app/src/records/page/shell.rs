//! What all record pages share: loading, not found, tabs, rail, and the drawer for editing.

use contract::dto::records::RecordPage as Page;
use contract::{ObjectDef, Record, Refusal};
use leptos::prelude::*;
use uuid::Uuid;

use super::open::Around;
use super::related::MakeRelated;
use super::{NotHere, OpenRecord, RecordRail, RecordTabs, use_open_record};
use crate::api::Failure;
use crate::i18n::use_language;
use crate::live::{RecordGone, keep_record};
use crate::records::form::RecordDrawer;
use crate::records::merge::{MergedNote, Moved};
use crate::sharing::SharedNote;
use crate::shell::{Overlay, use_crumbs, use_quick_log};
use crate::t;
use crate::ui::{Button, Empty, EmptyLook, Look, SkeletonRows, unread_text, use_toasts};

/// Loads a record, draws `head` for it, and tabs and rail below.
#[component]
pub fn RecordShell(
    object: ObjectDef,
    #[prop(into)] id: Signal<Option<Uuid>>,
    /// Draws what stands above the tabs.
    head: fn(OpenRecord) -> AnyView,
) -> impl IntoView {
    let object = StoredValue::new(object);
    // Another record has a page of its own: what still comes for the one before finds nothing to be drawn in.
    move || view! { <Shell object=object.get_value() id=id.get() head/> }
}

#[component]
fn Shell(object: ObjectDef, id: Option<Uuid>, head: fn(OpenRecord) -> AnyView) -> impl IntoView {
    let language = use_language();
    let crumbs = use_crumbs();
    let around = Around::new(&object, id);
    let above = (
        object.plural.get(language).to_owned(),
        format!("/{}", object.path),
    );
    crumbs.title("").above(above.0.clone(), above.1.clone());
    let object = StoredValue::new(object);
    let loaded = move || {
        let above = above.clone();
        Suspend::new(async move {
            match around.first.await {
                Ok(page) => {
                    let name = page
                        .record
                        .text(&object.with_value(|object| object.title.clone()))
                        .to_owned();
                    crumbs.title(name).above(above.0, above.1);
                    view! { <Loaded object=object.get_value() page around head/> }.into_any()
                }
                Err(Failure::Refused(Refusal::NotFound)) => {
                    view! { <NotHere object=object.get_value() asked=id/> }.into_any()
                }
                Err(Failure::Refused(Refusal::Moved { object, id: there })) => {
                    view! { <Moved object id=there was=id/> }.into_any()
                }
                Err(failure) => view! { <Failed failure around/> }.into_any(),
            }
        })
    };
    view! { <Suspense fallback=|| view! { <Waiting/> }>{loaded}</Suspense> }
}

#[component]
fn Loaded(
    object: ObjectDef,
    page: Page,
    around: Around,
    head: fn(OpenRecord) -> AnyView,
) -> impl IntoView {
    let open = OpenRecord::new(object, page, around);
    provide_context(open);
    keep_record(open);
    let quick_log = use_quick_log();
    Effect::new(move |before: Option<u32>| {
        let logged = quick_log.logged();
        if before.is_some_and(|before| before != logged) {
            open.happened();
        }
        logged
    });
    view! {
        <RecordGone/>
        <MergedNote/>
        <SharedNote open/>
        {head(open)}
        <div class="rec__body">
            <div class="rec__main"><RecordTabs/></div>
            <RecordRail/>
        </div>
        <EditDrawer/>
        <MakeRelated/>
    }
}

/// The drawer that `?edit=1` opens.
#[component]
fn EditDrawer() -> impl IntoView {
    let language = use_language();
    let open = use_open_record();
    let drawer = Overlay::named("edit");
    let toasts = use_toasts();
    let close = Callback::new(move |()| drawer.close());
    let saved = Callback::new(move |record: Record| {
        open.put(record);
        open.happened();
        toasts.say(t!(language, common.saved));
        close.run(());
    });
    move || {
        let may_edit = open.page.with_untracked(|page| page.record.rights.edit);
        (drawer.is_open() && may_edit).then(|| {
            let record = untrack(|| open.record());
            view! { <RecordDrawer object=open.object() record overlay=drawer on_close=close on_saved=saved/> }
        })
    }
}

#[component]
fn Waiting() -> impl IntoView {
    view! {
        <div class="rec__head" aria-busy="true">
            <span class="skel skel--round records__mark"></span>
            <div class="rec__id stack"><span class="skel" style="--w:14rem"></span><span class="skel" style="--w:9rem"></span></div>
        </div>
        <SkeletonRows count=8/>
    }
}

#[component]
fn Failed(failure: Failure, around: Around) -> impl IntoView {
    let language = use_language();
    let retry = move |()| around.first.refetch();
    view! {
        <Empty
            icon="alertc"
            look=EmptyLook::Bad
            title=t!(language, records.not_opened)
            text=unread_text(language, &failure)
        >
            <Button label=t!(language, common.retry) look=Look::Primary icon="refresh" on_press=retry/>
        </Empty>
    }
}
