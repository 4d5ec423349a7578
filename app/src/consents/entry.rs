//! One entry of the history.

use contract::dto::consents::{ConsentEntry, ConsentSource};
use leptos::prelude::*;

use super::words::{channel_words, source_words, state_words};
use crate::i18n::use_language;
use crate::t;
use crate::ui::{Icon, Moment, MomentLook, Tag, use_clock};

/// What was said, when and how, what proves it, and who recorded it.
#[component]
pub fn EntryRow(entry: ConsentEntry, purpose: String) -> impl IntoView {
    let language = use_language();
    let clock = use_clock();
    let (label, look) = state_words(language, entry.state);
    let channel = channel_words(language, entry.channel);
    let on = entry.on;
    let mut facts = vec![source_words(language, entry.source).to_owned()];
    if let Some(version) = entry.wording {
        facts.push(t!(language, consents.wording_version, version));
    }
    let facts = facts.join(" · ");
    let note = match entry.source {
        ConsentSource::Erased => t!(language, consents.erased_note).to_owned(),
        ConsentSource::Joined => {
            let day = entry.note.parse().map(|day| untrack(|| clock.day(day)));
            t!(
                language,
                consents.joined_note,
                day = day.unwrap_or_default()
            )
        }
        _ => entry.note,
    };
    let note = (!note.is_empty()).then(|| view! { <span class="row__sub">{note}</span> });
    let proof = entry.file.map(|(id, name)| {
        let href = format!("/files/{id}");
        view! {
            <a class="link sm" href=href target="_blank" rel="noopener external"><Icon name="clip"/>" "{name}</a>
        }
    });
    let by = (!entry.by.is_empty()).then(|| {
        view! { <span class="row__sub">{entry.by} " · " <Moment at=entry.recorded_at look=MomentLook::Exact/></span> }
    });
    view! {
        <li class="row">
            <span class="row__main">
                <span class="row__title">{purpose}" · "{channel}</span>
                <span class="row__sub">{move || clock.day(on)}" · "{facts}</span>
                {note}
                {proof}
                {by}
            </span>
            <span class="row__end"><Tag label look/></span>
        </li>
    }
}
