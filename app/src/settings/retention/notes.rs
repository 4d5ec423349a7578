//! Why a run passed records over.

use contract::Language;
use contract::dto::retention::{RetentionNote, Stays};
use leptos::prelude::*;
use uuid::Uuid;

use super::words::held_words;
use crate::api::Answer;
use crate::api::retention::retention_notes;
use crate::i18n::use_language;
use crate::records::record_address;
use crate::shell::use_catalogue;
use crate::t;
use crate::ui::{Clock, SkeletonRows, failure_text, refusal_text, use_clock};

/// Asked for when it is opened.
#[component]
pub fn Notes(run: Uuid) -> impl IntoView {
    let language = use_language();
    let is_open = RwSignal::new(false);
    let notes: LocalResource<Option<Answer<Vec<RetentionNote>>>> =
        LocalResource::new(move || async move {
            match is_open.get() {
                true => Some(retention_notes(run).await),
                false => None,
            }
        });
    let list = move || match (is_open.get(), notes.get().flatten()) {
        (false, _) => ().into_any(),
        (true, None) => view! { <SkeletonRows count=2/> }.into_any(),
        (true, Some(Ok(notes))) => view! { <Lines notes/> }.into_any(),
        (true, Some(Err(failure))) => {
            view! { <p class="sm">{failure_text(language, &failure)}</p> }.into_any()
        }
    };
    view! {
        <details on:toggle=move |_| is_open.set(true)>
            <summary class="sm settings__fold">{t!(language, retention.why)}</summary>
            {list}
        </details>
    }
}

#[component]
fn Lines(notes: Vec<RetentionNote>) -> impl IntoView {
    let language = use_language();
    let catalogue = use_catalogue();
    let clock = use_clock();
    let line = move |note: RetentionNote| {
        let why = words(language, &clock, &note.why);
        let name = match note.title.is_empty() {
            true => view! { <span class="muted">{t!(language, retention.gone)}</span> }.into_any(),
            false => {
                let href = catalogue.with_untracked(|catalogue| {
                    record_address(catalogue, &note.object, note.record)
                });
                view! { <a class="link" href=href>{note.title}</a> }.into_any()
            }
        };
        view! { <li>{name}": "{why}</li> }
    };
    view! { <ul class="stack sm" role="list">{notes.into_iter().map(line).collect_view()}</ul> }
}

fn words(language: Language, clock: &Clock, why: &Stays) -> String {
    match why {
        Stays::Failed(refusal) => refusal_text(language, refusal),
        Stays::Held { why, until: None } => held_words(language, *why).to_owned(),
        Stays::Held {
            why,
            until: Some(until),
        } => {
            let day = untrack(|| clock.full_day(*until));
            let until = t!(language, retention.until, day);
            format!("{} {until}", held_words(language, *why))
        }
    }
}
