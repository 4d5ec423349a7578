//! Files that went in together before.

use contract::dto::import_sets::ImportSet;
use contract::dto::imports::ImportState;
use leptos::prelude::*;

use super::super::counts::{counts_line, set_words};
use super::super::in_set::set_address;
use super::super::trouble::failure_words;
use crate::api::{Answer, Asked};
use crate::i18n::use_language;
use crate::t;
use crate::ui::{Banner, BannerLook, Button, Icon, Moment, Tag};

/// The list of earlier sets; nothing where there are none.
#[component]
pub(in crate::imports) fn EarlierSets(sets: Asked<Answer<Vec<ImportSet>>>) -> impl IntoView {
    let language = use_language();
    let list = move |answer: Answer<Vec<ImportSet>>| match answer {
        Ok(sets) => {
            // One that never got a file is of no use to anybody.
            let sets: Vec<_> = sets
                .into_iter()
                .filter(|set| !set.parts.is_empty())
                .collect();
            match sets.is_empty() {
                true => ().into_any(),
                false => view! { <Sets sets/> }.into_any(),
            }
        }
        Err(failure) => view! {
            <Banner look=BannerLook::Bad text=failure_words(language, &failure, None)>
                <Button label=t!(language, common.retry) on_press=move |()| sets.refetch()/>
            </Banner>
        }
        .into_any(),
    };
    view! {
        <Transition>
            {move || Suspend::new(async move { list(sets.await) })}
        </Transition>
    }
}

#[component]
fn Sets(sets: Vec<ImportSet>) -> impl IntoView {
    let language = use_language();
    let rows = sets
        .into_iter()
        .map(|set| view! { <SetRow set/> })
        .collect_view();
    view! {
        <section class="card" aria-labelledby="import-sets">
            <h2 class="card__head" id="import-sets">{t!(language, imports.earlier_sets)}</h2>
            <div class="rows">{rows}</div>
        </section>
    }
}

#[component]
fn SetRow(set: ImportSet) -> impl IntoView {
    let language = use_language();
    let names: Vec<&str> = match set.is_one_sheet {
        true => set
            .parts
            .iter()
            .take(1)
            .map(|part| part.file_name.as_str())
            .collect(),
        false => set
            .parts
            .iter()
            .map(|part| part.file_name.as_str())
            .collect(),
    };
    let title = names.join(match language {
        contract::Language::Chinese => "、",
        contract::Language::English => ", ",
    });
    let mut facts = vec![t!(language, imports.n_files, count = set.parts.len())];
    if set.state != ImportState::Draft {
        facts.extend(counts_line(language, set.state, &set.counts));
    }
    let (words, look) = set_words(language, set.state);
    view! {
        <div class="row import__earlier">
            <span class="tl__icon"><Icon name="layers"/></span>
            <a class="row__main" href=set_address(set.id)>
                <span class="row__title">{title}</span>
                <span class="row__sub num">
                    {facts.join(" · ")} " · " {t!(language, imports.by, name = set.started_by)} " · " <Moment at=set.started_at/>
                </span>
            </a>
            <span class="row__end"><Tag label=words look/></span>
        </div>
    }
}
