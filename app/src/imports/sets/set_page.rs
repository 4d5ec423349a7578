//! `/import/set/:id`: files that belong together, from what they are to how they went in.

use contract::Refusal;
use contract::dto::import_sets::ImportSet;
use contract::dto::imports::ImportState;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use uuid::Uuid;

use super::super::counts::counts_line;
use super::super::import_page::NotOpened;
use super::super::steps::{Step, StepBar};
use super::super::trouble::failure_words;
use super::acts::SetActs;
use super::follower::SetFollower;
use super::part_row::PartRow;
use crate::api::import_sets::import_set;
use crate::api::{Answer, Asked, Failure, asked};
use crate::i18n::use_language;
use crate::shell::{catalogue_refresher, use_crumbs};
use crate::t;
use crate::ui::{Banner, BannerLook, Icon, SkeletonRows};

/// The page of a set.
#[component]
pub fn ImportSetPage() -> impl IntoView {
    let params = use_params_map();
    let wanted = move || {
        let id = params.read().get("id");
        id.and_then(|id| Uuid::parse_str(&id).ok())
    };
    let opening = asked(wanted, open);
    view! { <Opening opening/> }
}

async fn open(id: Option<Uuid>) -> Answer<ImportSet> {
    import_set(id.ok_or(Failure::Refused(Refusal::NotFound))?).await
}

#[component]
fn Opening(opening: Asked<Answer<ImportSet>>) -> impl IntoView {
    let language = use_language();
    use_crumbs()
        .title(t!(language, imports.set_title))
        .above(t!(language, imports.title), "/import");
    let reopen = Callback::new(move |()| opening.refetch());
    view! {
        <Transition fallback=|| view! { <SkeletonRows count=8/> }>
            {move || Suspend::new(async move {
                match opening.await {
                    Ok(set) => view! { <Opened set/> }.into_any(),
                    Err(failure) => view! { <NotOpened failure reopen/> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Opened(set: ImportSet) -> impl IntoView {
    let follower = SetFollower::of(set);
    let state = follower.state();
    let refresh = catalogue_refresher();
    Effect::new(move |_| follower.follow());
    Effect::new(move |before: Option<ImportState>| {
        let now = state.get();
        // What the import made, such as choices, is known everywhere from now on.
        if now == ImportState::Done && before.is_some_and(|before| before != now) {
            refresh.run(());
        }
        now
    });
    let bar = move || {
        view! { <StepBar step=step(state.get())><SetActs follower/></StepBar> }
    };
    view! {
        {bar}
        <div class="center stack import import--wide">
            <Notices follower/>
            <Head follower/>
            <Parts follower/>
        </div>
    }
}

fn step(state: ImportState) -> Step {
    match state {
        ImportState::Draft => Step::Fields,
        ImportState::Checking | ImportState::Checked => Step::Check,
        _ => Step::Run,
    }
}

#[component]
fn Notices(follower: SetFollower) -> impl IntoView {
    let language = use_language();
    let failed = move || {
        let text = follower.trouble.get()?;
        Some(view! { <Banner look=BannerLook::Bad text/> })
    };
    let refused = move || {
        let failure = Failure::Refused(follower.refusal.get()?);
        Some(view! { <Banner look=BannerLook::Bad text=failure_words(language, &failure, None)/> })
    };
    let lost = move || {
        follower.is_lost.get().then(|| view! { <Banner look=BannerLook::Warn icon="wifioff" text=t!(language, imports.lost)/> })
    };
    view! {
        {failed}
        {refused}
        {lost}
    }
}

/// How many files, where they stand together, and what came of them so far.
#[component]
fn Head(follower: SetFollower) -> impl IntoView {
    let language = use_language();
    let title = move || {
        follower
            .set
            .with(|set| match (set.is_one_sheet, set.parts.first()) {
                (true, Some(part)) => part.file_name.clone(),
                _ => t!(language, imports.n_files, count = set.parts.len()),
            })
    };
    let facts = move || {
        follower.set.with(|set| {
            let state = match set.state {
                ImportState::Draft => Some(t!(language, imports.set_draft)),
                ImportState::Checking => Some(t!(language, imports.checking_hint)),
                ImportState::Running | ImportState::Undoing => {
                    Some(t!(language, imports.may_leave))
                }
                ImportState::Checked => Some(t!(language, imports.set_checked)),
                ImportState::Done => Some(t!(language, imports.set_done)),
                ImportState::Stopped => Some(t!(language, imports.stopped)),
                ImportState::Undone => Some(t!(language, imports.undone_hint)),
            };
            let counts = counts_line(language, set.state, &set.counts);
            let words = state.map(str::to_owned).into_iter().chain(counts);
            words.collect::<Vec<_>>().join(" · ")
        })
    };
    view! {
        <div class="flex import__file">
            <span class="tl__icon tl__icon--ok"><Icon name="layers"/></span>
            <div class="grow">
                <h2 class="h2">{title}</h2>
                <p class="sm muted num" role="status">{facts}</p>
            </div>
        </div>
    }
}

/// The parts in the order in which they go in.
#[component]
fn Parts(follower: SetFollower) -> impl IntoView {
    let language = use_language();
    let imports = Memo::new(move |_| {
        let imports =
            |set: &ImportSet| set.parts.iter().map(|part| part.import).collect::<Vec<_>>();
        follower.set.with(imports)
    });
    let is_empty = Memo::new(move |_| imports.with(Vec::is_empty));
    view! {
        <section class="card" aria-labelledby="set-parts">
            <div class="card__head">
                <h3 class="h4 grow" id="set-parts">{t!(language, imports.set_order)}</h3>
            </div>
            <p class="card__body sm muted">{t!(language, imports.set_order_hint)}</p>
            {move || is_empty.get().then(|| view! { <p class="card__body sm muted">{t!(language, imports.set_empty)}</p> })}
            <ol class="rows" role="list">
                <For each=move || imports.get() key=|import| *import let:import>
                    <PartRow import follower/>
                </For>
            </ol>
        </section>
    }
}
