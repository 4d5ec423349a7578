//! One erasure of the list.

use contract::dto::privacy::Erasure;
use leptos::prelude::*;

use super::allow::Again;
use super::words::{CountLines, KeptLines, object_words, reason_words};
use crate::i18n::use_language;
use crate::t;
use crate::ui::{Icon, Moment, MomentLook, Tag, TagLook};

/// When, why and by whom; what was erased and what is kept; its certificate in both forms.
#[component]
pub fn ErasureRow(erasure: Erasure) -> impl IntoView {
    let language = use_language();
    let (id, at) = (erasure.id, erasure.at);
    let what = object_words(language, &erasure.object, 1);
    let why = match &erasure.rule {
        Some(rule) => format!("{}: {rule}", reason_words(language, erasure.reason)),
        None => reason_words(language, erasure.reason).to_owned(),
    };
    let is_done = erasure.ended_at.is_some();
    let again =
        (erasure.replays > 0).then(|| t!(language, privacy.replayed, count = erasure.replays));
    let mark = match is_done {
        true => view! { <Tag label=t!(language, privacy.done) look=TagLook::Ok/> },
        false => view! { <Tag label=t!(language, privacy.at_work) look=TagLook::default()/> },
    };
    let held_up = is_done.then(|| {
        let erasure = erasure.clone();
        view! { <Again erasure/> }
    });
    let kept = (!erasure.kept.is_empty()).then(|| {
        let kept = erasure.kept.clone();
        view! {
            <p class="sm muted">{t!(language, privacy.kept_why)}</p>
            <KeptLines kept/>
        }
    });
    let form = move |file: &'static str, label: &'static str| {
        let address = format!("/erasures/{id}/{file}");
        view! {
            <a class="btn btn--ghost btn--sm" href=address download rel="external">
                <Icon name="download"/>
                {label}
            </a>
        }
    };
    let forms = is_done.then(|| {
        view! {
            {form("certificate.pdf", t!(language, privacy.as_pdf))}
            {form("certificate.json", t!(language, privacy.as_json))}
        }
    });
    view! {
        <li class="row">
            <span class="tl__icon"><Icon name="shieldc"/></span>
            <span class="row__main">
                <span class="row__title">{what}" · "<Moment at look=MomentLook::Exact/></span>
                <span class="row__sub">{why}" · "{erasure.by}</span>
                <span class="row__sub">{mark}" "{again}</span>
                {held_up}
                <details>
                    <summary class="sm settings__fold">{t!(language, privacy.what)}</summary>
                    <CountLines counts=erasure.counts/>
                    {kept}
                </details>
            </span>
            <span class="row__end flex wrap">{forms}</span>
        </li>
    }
}
