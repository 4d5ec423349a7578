//! What was imported before, with its result and a way back.

use contract::dto::import_sets::ImportSet;
use contract::dto::imports::ImportStatus;
use leptos::prelude::*;

use super::counts::{counts_line, state_words};
use super::follow::Follower;
use super::trouble::failure_words;
use super::undo::UndoButton;
use crate::api::{Answer, Asked};
use crate::i18n::use_language;
use crate::shell::use_catalogue;
use crate::t;
use crate::ui::{
    Banner, BannerLook, Button, ButtonSize, Empty, Icon, Look, Moment, SkeletonRows, Tag,
};

/// The list of earlier imports.
#[component]
pub(super) fn Earlier(
    recent: Asked<Answer<Vec<ImportStatus>>>,
    sets: Asked<Answer<Vec<ImportSet>>>,
) -> impl IntoView {
    let language = use_language();
    let list = move |answer: Answer<Vec<ImportStatus>>| {
        match answer {
        Ok(imports) if imports.is_empty() => view! {
            <Empty
                icon="history"
                title=t!(language, imports.earlier_none)
                text=t!(language, imports.earlier_none_hint)
            />
        }
        .into_any(),
        Ok(imports) => {
            let rows = imports.into_iter().map(|status| view! { <EarlierRow status/> }).collect_view();
            view! { <div class="rows">{rows}</div> }.into_any()
        }
        Err(failure) => view! {
            <div class="card__body">
                <Banner look=BannerLook::Bad text=failure_words(language, &failure, None)>
                    <Button label=t!(language, common.retry) on_press=Callback::new(move |()| recent.refetch())/>
                </Banner>
            </div>
        }
        .into_any(),
    }
    };
    view! {
        <section class="card" aria-labelledby="import-earlier">
            <h2 class="card__head" id="import-earlier">{t!(language, imports.earlier)}</h2>
            <Transition fallback=|| view! { <SkeletonRows count=3/> }>
                {move || Suspend::new(async move {
                    let sets = sets.await.unwrap_or_default();
                    list(recent.await.map(|recent| alone(recent, &sets)))
                })}
            </Transition>
        </section>
    }
}

/// The imports that are no part of a set, which is listed as a whole.
fn alone(imports: Vec<ImportStatus>, sets: &[ImportSet]) -> Vec<ImportStatus> {
    let is_part = |status: &ImportStatus| {
        let mut parts = sets.iter().flat_map(|set| &set.parts);
        parts.any(|part| part.import == status.id)
    };
    imports
        .into_iter()
        .filter(|status| !is_part(status))
        .collect()
}

#[component]
fn EarlierRow(status: ImportStatus) -> impl IntoView {
    let language = use_language();
    let catalogue = use_catalogue();
    let follower = Follower::of(status.clone());
    Effect::new(move |_| follower.follow());
    let object = catalogue.with_untracked(|catalogue| catalogue.object(&status.object).cloned());
    let icon = object
        .as_ref()
        .map_or_else(|| "table".to_owned(), |object| object.icon.clone());
    let plural = object
        .map(|object| object.plural.get(language).to_owned())
        .unwrap_or_default();
    let facts = move || {
        let counts = follower
            .status
            .with(|status| counts_line(language, status.state, &status.counts));
        std::iter::once(plural.clone())
            .chain(counts)
            .collect::<Vec<_>>()
            .join(" · ")
    };
    let tag = move || {
        let (words, look) = follower.status.with(|status| state_words(language, status));
        view! { <Tag label=words look/> }
    };
    view! {
        <div class="row import__earlier">
            <span class="tl__icon"><Icon name=icon/></span>
            <a class="row__main" href=format!("/import/{}", status.id)>
                <span class="row__title">{status.file_name}</span>
                <span class="row__sub num">
                    {facts} " · " {t!(language, imports.by, name = status.started_by)} " · " <Moment at=status.started_at/>
                </span>
            </a>
            <span class="row__end">{tag}</span>
            <UndoButton follower look=Look::Ghost size=ButtonSize::Small/>
        </div>
    }
}
