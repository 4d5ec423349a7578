//! What a deed on many records passed over, and why.

use contract::dto::bulk::BulkNote;
use leptos::prelude::*;
use uuid::Uuid;

use super::problems::why;
use crate::api::bulk::{bulk_notes, bulk_status};
use crate::i18n::use_language;
use crate::records::marks::record_address;
use crate::shell::use_catalogue;
use crate::t;
use crate::ui::{
    Banner, BannerLook, Button, Dialog, DialogBody, DialogWidth, Look, SkeletonRows, failure_text,
};

/// The first records that were passed over, each with its reason and a way to it.
#[component]
pub fn NotesDialog(job: Uuid, #[prop(into)] on_close: Callback<()>) -> impl IntoView {
    let language = use_language();
    let found = LocalResource::new(move || async move {
        let status = bulk_status(job).await?;
        let notes = bulk_notes(job).await?;
        Ok((status, notes))
    });
    let body = move || {
        let answer: Option<crate::api::Answer<_>> = found.get();
        match answer {
            None => view! { <SkeletonRows count=4/> }.into_any(),
            Some(Ok((status, notes))) => {
                let left = status.refused.saturating_sub(notes.len() as u64);
                view! { <Notes object=status.object notes left/> }.into_any()
            }
            Some(Err(failure)) => view! {
                <Banner text=failure_text(language, &failure) look=BannerLook::Bad>
                    <Button label=t!(language, common.retry) look=Look::Plain on_press=move |()| found.refetch()/>
                </Banner>
            }
            .into_any(),
        }
    };
    view! {
        <Dialog title=t!(language, lists.passed_over) on_close width=DialogWidth::Wide>
            <DialogBody>{body}</DialogBody>
        </Dialog>
    }
}

#[component]
fn Notes(object: String, notes: Vec<BulkNote>, left: u64) -> impl IntoView {
    view! {
        <ul class="stack lists__notes" role="list"><NoteLines object notes/></ul>
        <MoreNotes left/>
    }
}

/// So many more were passed over than are shown.
#[component]
pub(crate) fn MoreNotes(left: u64) -> impl IntoView {
    let language = use_language();
    (left > 0)
        .then(|| view! { <p class="faint sm">{t!(language, lists.more_notes, count = left)}</p> })
}

/// Records of one object that were passed over, as lines of a list.
#[component]
pub(crate) fn NoteLines(object: String, notes: Vec<BulkNote>) -> impl IntoView {
    let language = use_language();
    let catalogue = use_catalogue();
    let described = catalogue.with_untracked(|catalogue| catalogue.object(&object).cloned());
    let line = |note: BulkNote| {
        let href =
            catalogue.with_untracked(|catalogue| record_address(catalogue, &object, note.record));
        let title = match note.title.is_empty() {
            true => t!(language, lists.nameless).to_owned(),
            false => note.title.clone(),
        };
        let why = why(described.as_ref(), &note.refusal, language);
        view! {
            <li class="row">
                <div class="grow">
                    <a class="records__name" href=href>{title}</a>
                    <div class="sm muted">{why}</div>
                </div>
            </li>
        }
    };
    notes.into_iter().map(line).collect_view()
}
