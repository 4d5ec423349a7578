//! The page that the one-time link of the console opens.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::begin_step::BeginStep;
use super::closed::{Closed, NoLink};
use super::language_step::LanguageStep;
use super::organisation_step::OrganisationStep;
use super::steps::{Step, StepList};
use crate::api::asked;
use crate::api::setup::setup_open;
use crate::i18n::use_language;
use crate::sign_in::LanguageLinks;
use crate::t;
use crate::ui::{Brand, Empty, EmptyLook, SkeletonRows, unread_text};

/// Three steps; a link that is wrong or used up says so.
#[component]
pub fn SetupPage() -> impl IntoView {
    let language = use_language();
    let query = use_query_map();
    let token = Memo::new(move |_| query.read().get("token").unwrap_or_default());
    let first = match query.read_untracked().get("step").as_deref() {
        Some("2") => Step::Organisation,
        _ => Step::Language,
    };
    let step = RwSignal::new(first);
    let is_open = asked(
        move || token.get(),
        |token| async move {
            match token.is_empty() {
                true => Ok(false),
                false => setup_open(token).await,
            }
        },
    );
    view! {
        <Title text=format!("{} · Rapport", t!(language, setup.title))/>
        <main class="page--plain setup" id="main">
            <header class="flex setup__head">
                <Brand class="brand--lg"/>
                <span class="h2">"Rapport"</span>
                // Another language loads the page anew; what is typed in a later step would be gone.
                <Show when=move || step.get() == Step::Language><LanguageLinks/></Show>
            </header>
            <Suspense fallback=|| view! { <SkeletonRows count=4/> }>
                {move || Suspend::new(async move {
                    let has_token = token.with_untracked(|token| !token.is_empty());
                    match is_open.await {
                        Ok(true) => view! { <Steps token=token.get_untracked() step/> }.into_any(),
                        Ok(false) if has_token => view! { <Closed/> }.into_any(),
                        Ok(false) => view! { <NoLink/> }.into_any(),
                        Err(failure) => {
                            let title = unread_text(language, &failure);
                            view! { <Empty icon="alertc" look=EmptyLook::Bad title/> }.into_any()
                        }
                    }
                })}
            </Suspense>
        </main>
    }
    .into_any()
}

#[component]
fn Steps(token: String, step: RwSignal<Step>) -> impl IntoView {
    let token = StoredValue::new(token);
    let card = move || match step.get() {
        Step::Language => {
            view! { <LanguageStep on_done=move |()| step.set(Step::Organisation)/> }.into_any()
        }
        Step::Organisation => view! {
            <OrganisationStep
                token=token.get_value()
                on_back=move |()| step.set(Step::Language)
                on_done=move |()| step.set(Step::Begin)
            />
        }
        .into_any(),
        Step::Begin => view! { <BeginStep/> }.into_any(),
    };
    view! { <StepList step/><div class="setup__steps"><div class="setup__list"><super::steps::Todo step/></div>{card}</div> }
}
