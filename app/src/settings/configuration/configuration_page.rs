//! The page: this configuration as a file, and a file compared with it.

use leptos::prelude::*;

use super::choose_file::ChooseFile;
use super::comparing::{Comparing, Stage};
use super::differences::Differences;
use super::download::Download;
use crate::i18n::use_language;
use crate::t;
use crate::ui::{Banner, BannerLook, Button, SkeletonRows};

/// Download, compare, apply.
#[component]
pub fn ConfigurationPage() -> impl IntoView {
    let language = use_language();
    let comparing = Comparing::new();
    view! {
        <div class="stack configuration">
            <div>
                <h2 class="h2">{t!(language, merging.configuration)}</h2>
                <p class="muted">{t!(language, merging.configuration_hint)}</p>
            </div>
            <Download/>
            {move || match comparing.stage.get() {
                Stage::Waiting => view! { <Choose comparing/> }.into_any(),
                Stage::Comparing => view! { <Waiting comparing/> }.into_any(),
                Stage::Compared(comparison) => {
                    view! { <Differences comparing comparison/> }.into_any()
                }
                Stage::Failed(words) => view! {
                    <Choose comparing/>
                    <Failed comparing words/>
                }
                .into_any(),
            }}
        </div>
    }
}

#[component]
fn Choose(comparing: Comparing) -> impl IntoView {
    let language = use_language();
    view! {
        <section class="card" aria-labelledby="configuration-compare">
            <h3 class="card__head" id="configuration-compare">{t!(language, merging.compare_title)}</h3>
            <div class="card__body stack">
                <p class="sm muted">{t!(language, merging.compare_hint)}</p>
                <ChooseFile comparing/>
            </div>
        </section>
    }
}

#[component]
fn Waiting(comparing: Comparing) -> impl IntoView {
    let language = use_language();
    let name = comparing.name.get_untracked();
    view! {
        <section class="card">
            <p class="sm muted pad" role="status">{t!(language, merging.reading, name)}</p>
            <SkeletonRows count=4/>
        </section>
    }
}

#[component]
fn Failed(comparing: Comparing, words: String) -> impl IntoView {
    let language = use_language();
    let again = move || {
        comparing.has_text().then(|| {
            let compare = move |()| comparing.compare();
            view! { <Button label=t!(language, merging.compare_again) icon="refresh" on_press=compare/> }
        })
    };
    view! { <Banner text=words look=BannerLook::Bad>{again}</Banner> }
}
