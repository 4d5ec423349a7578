//! What can be done with a checked file: start it, or first check the cells that were mended.

use contract::dto::import_sets::PartChoice;
use contract::dto::imports::{ImportCounts, ImportPlan, MOST_MENDS};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::counts::going_in;
use super::follow::Follower;
use super::in_set::{set_address, set_of_address};
use super::mends::Mends;
use super::trouble::failure_words;
use crate::api::import_sets::{import_set_check, import_set_part};
use crate::api::imports::{import_check, import_start};
use crate::i18n::use_language;
use crate::t;
use crate::ui::{Banner, Button, LinkButton, Look};

/// The buttons at the top of a check. What was typed is checked before anything goes in.
#[component]
pub(super) fn StartActs(
    plan: StoredValue<ImportPlan>,
    counts: ImportCounts,
    follower: Follower,
    mends: Mends,
    trouble: RwSignal<Option<String>>,
) -> impl IntoView {
    let language = use_language();
    let is_busy = RwSignal::new(false);
    let count = going_in(&counts);
    let id = follower.status.with_untracked(|status| status.id);
    let set = set_of_address();
    let start = Callback::new(move |()| {
        is_busy.set(true);
        trouble.set(None);
        spawn_local(async move {
            match import_start(id).await {
                // It stays busy: the next step is on its way.
                Ok(status) => follower.set(status),
                Err(failure) => {
                    is_busy.try_set(false);
                    trouble.try_set(Some(failure_words(language, &failure, None)));
                }
            }
        });
    });
    let checker = checker(follower, mends, is_busy, trouble);
    let recheck = move |()| checker.run(mends.onto(&plan.get_value()));
    let typed = Memo::new(move |_| mends.count());
    let back = set.is_none().then(|| {
        view! { <LinkButton label=t!(language, imports.back) href="?step=fields"/> }
    });
    let acts = move || match (typed.get(), set) {
        (0, Some(_)) => ().into_any(),
        (0, None) => view! {
            <Button
                label=t!(language, imports.start, count)
                look=Look::Primary
                busy=is_busy
                disabled=count == 0
                on_press=start
            />
        }
        .into_any(),
        (_, _) => view! {
            <Button label=t!(language, imports.forget_mends) on_press=move |()| mends.forget()/>
            <Button
                label=move || t!(language, imports.check_mends, count = typed.get())
                look=Look::Primary
                busy=is_busy
                on_press=recheck
            />
        }
        .into_any(),
    };
    view! {
        {back}
        {acts}
    }
}

/// How many cells the plan has mended, and the way back to the file as it is.
#[component]
pub(super) fn Mended(
    plan: StoredValue<ImportPlan>,
    follower: Follower,
    mends: Mends,
    trouble: RwSignal<Option<String>>,
) -> impl IntoView {
    let language = use_language();
    let count = plan.with_value(|plan| plan.mends.len());
    let is_busy = RwSignal::new(false);
    let checker = checker(follower, mends, is_busy, trouble);
    let forget = Callback::new(move |()| {
        let mut plan = plan.get_value();
        plan.mends.clear();
        checker.run(plan);
    });
    (count > 0).then(|| {
        view! {
            <div class="import__mended">
                <Banner text=t!(language, imports.mended, count) icon="check">
                    <Button label=t!(language, imports.mends_back) look=Look::Ghost busy=is_busy on_press=forget/>
                </Banner>
            </div>
        }
    })
}

/// Checks the file anew under a plan; as a part of a set, together with the others.
fn checker(
    follower: Follower,
    mends: Mends,
    is_busy: RwSignal<bool>,
    trouble: RwSignal<Option<String>>,
) -> Callback<ImportPlan> {
    let language = use_language();
    let set = set_of_address();
    let navigate = StoredValue::new(use_navigate());
    let id = follower.status.with_untracked(|status| status.id);
    Callback::new(move |plan: ImportPlan| {
        if plan.mends.len() > MOST_MENDS {
            let words = t!(language, imports.too_many_mends, count = MOST_MENDS);
            return trouble.set(Some(words));
        }
        is_busy.set(true);
        trouble.set(None);
        spawn_local(async move {
            let answer = match set {
                None => import_check(id, plan).await.map(Some),
                Some(set) => {
                    let choice = PartChoice {
                        plan: Some(plan),
                        ..PartChoice::default()
                    };
                    match import_set_part(set, id, choice).await {
                        Ok(_) => import_set_check(set).await.map(|_| None),
                        Err(failure) => Err(failure),
                    }
                }
            };
            match answer {
                // It stays busy: the next step is on its way.
                Ok(status) => {
                    mends.forget();
                    match (status, set) {
                        (Some(status), _) => follower.set(status),
                        (None, Some(set)) => {
                            navigate.try_with_value(|navigate| {
                                navigate(&set_address(set), NavigateOptions::default());
                            });
                        }
                        (None, None) => {}
                    }
                }
                Err(failure) => {
                    is_busy.try_set(false);
                    trouble.try_set(Some(failure_words(language, &failure, None)));
                }
            }
        });
    })
}
