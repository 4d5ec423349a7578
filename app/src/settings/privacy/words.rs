//! The words of what is erased and kept.

use contract::Language;
use contract::dto::privacy::{Counts, Elsewhere, ErasureReason, Kept, Named, Place};
use leptos::prelude::*;

use crate::i18n::use_language;
use crate::shell::use_catalogue;
use crate::t;
use crate::ui::format::number;
use crate::ui::use_clock;

pub(super) fn place_words(language: Language, place: Place) -> &'static str {
    match place {
        Place::Records => t!(language, privacy.records),
        Place::Activities => t!(language, privacy.activities),
        Place::Emptied => t!(language, privacy.emptied),
        Place::Members => t!(language, privacy.members),
        Place::Related => t!(language, privacy.related),
        Place::Files => t!(language, privacy.files),
        Place::Events => t!(language, privacy.events),
        Place::Mails => t!(language, privacy.mails),
        Place::Marks => t!(language, privacy.marks),
        Place::Likenesses => t!(language, privacy.likenesses),
        Place::Words => t!(language, privacy.words),
        Place::Journals => t!(language, privacy.journals),
        Place::ImportNotes => t!(language, privacy.import_notes),
        Place::ImportFiles => t!(language, privacy.import_files),
        Place::Answers => t!(language, privacy.answers),
        Place::Views => t!(language, privacy.views),
        Place::Plans => t!(language, privacy.plans),
        Place::Shares => t!(language, privacy.shares),
        Place::Consents => t!(language, consents.place),
    }
}

pub(super) fn reason_words(language: Language, reason: ErasureReason) -> &'static str {
    match reason {
        ErasureReason::Asked => t!(language, privacy.asked),
        ErasureReason::ConsentWithdrawn => t!(language, privacy.consent_withdrawn),
        ErasureReason::NoPurpose => t!(language, privacy.no_purpose),
        ErasureReason::Unlawful => t!(language, privacy.unlawful),
        ErasureReason::Rule => t!(language, privacy.by_rule),
    }
}

/// What of the configuration names the person, and where it is changed.
pub(super) fn elsewhere_words(
    language: Language,
    place: Elsewhere,
) -> (&'static str, &'static str) {
    match place {
        Elsewhere::Choices => (t!(language, privacy.in_choices), "/settings/objects"),
        Elsewhere::Objects => (t!(language, privacy.in_objects), "/settings/objects"),
        Elsewhere::Fields => (t!(language, privacy.in_fields), "/settings/objects"),
        Elsewhere::Roles => (t!(language, privacy.in_roles), "/settings/roles"),
        Elsewhere::Teams => (t!(language, privacy.in_teams), "/settings/teams"),
        Elsewhere::ApiKeys => (t!(language, privacy.in_api_keys), "/settings/api-keys"),
        Elsewhere::Settings => (t!(language, privacy.in_settings), "/settings"),
        Elsewhere::Alerts => (t!(language, privacy.in_alerts), "/settings/alerts"),
        Elsewhere::Retention => (t!(language, retention.title), "/settings/retention"),
        Elsewhere::Users => (t!(language, privacy.in_users), "/settings/users"),
    }
}

/// What an object is called, one or several of it.
pub(super) fn object_words(language: Language, key: &str, count: u64) -> String {
    use_catalogue().with_untracked(|catalogue| match catalogue.object(key) {
        Some(object) if count == 1 => object.label.get(language).to_owned(),
        Some(object) => object.plural.get(language).to_owned(),
        None => key.to_owned(),
    })
}

/// How much stands where, a line each.
#[component]
pub(super) fn CountLines(counts: Counts) -> impl IntoView {
    let language = use_language();
    let lines = counts.into_iter().map(|(place, count)| {
        let count = number(i64::try_from(count).unwrap_or(i64::MAX));
        view! {
            <li class="flex">
                <span class="grow">{place_words(language, place)}</span>
                <span class="num">{count}</span>
            </li>
        }
    });
    view! { <ul class="stack sm" role="list">{lines.collect_view()}</ul> }
}

/// What the law asks to keep, and until when.
#[component]
pub(super) fn KeptLines(kept: Vec<Kept>) -> impl IntoView {
    let language = use_language();
    let clock = use_clock();
    let lines = kept.into_iter().map(move |kept| {
        let what = object_words(language, &kept.object, kept.count);
        let until = untrack(|| clock.day(kept.until));
        view! { <li>{t!(language, privacy.kept_line, count = kept.count, what, until)}</li> }
    });
    view! { <ul class="stack sm" role="list">{lines.collect_view()}</ul> }
}

/// What is to be changed by hand, with the page where.
#[component]
pub(super) fn NamedLines(named: Vec<Named>) -> impl IntoView {
    let language = use_language();
    let lines = named.into_iter().map(move |named| {
        let (what, address) = elsewhere_words(language, named.place);
        view! { <li><a class="link" href=address>{what}</a>": "{named.names.join(", ")}</li> }
    });
    view! {
        <p class="sm">{t!(language, privacy.by_hand)}</p>
        <ul class="stack sm" role="list">{lines.collect_view()}</ul>
    }
}
