//! The board of deals: an order inside each stage, sums, and the reason of a loss.

use contract::dto::deals::Board as Loaded;
use contract::{Choice, Language, ListQuery, ObjectDef, StageOutcome};
use futures::FutureExt;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::deal_card::deal_face;
use super::freshness;
use super::lost_sheet::stage_sheet;
use super::moves::Mover;
use super::trip::Told;
use crate::api::asked;
use crate::api::deals::{board, board_column};
use crate::i18n::use_language;
use crate::records::board::brief::{brief, foremost};
use crate::records::board::pipelines::is_one_of_several;
use crate::records::board::sums::Sums;
use crate::records::board::{
    Board, BoardSkeleton, BoardState, Deeds, Follow, Lane, Lanes, Nature, keep_board, new_href,
};
use crate::records::list::{ListFailed, Listing, NothingThere};
use crate::shell::use_crumbs;
use crate::t;
use crate::ui::{at_once, failure_text, use_toasts};

/// Cards of deals stand in the order in which people put them, and tell money.
const NATURE: Nature = Nature {
    face: deal_face,
    is_stale: |state, deal, now| {
        freshness::of(deal, &state.choice(deal.text("stage")), now).is_rotten()
    },
    likely: second_sum,
    is_ordered: true,
};

/// The deals of the present list by their stages. `live` is told the sums of the open stages.
#[component]
pub fn Pipeline(live: RwSignal<Option<Sums>>) -> impl IntoView {
    let listing = expect_context::<Listing>();
    let crumbs = use_crumbs();
    let language = use_language();
    let asked = asked(
        move || listing.asked(),
        |(query, _): (ListQuery, u32)| async move { (query.clone(), board(query).await) },
    );
    on_cleanup(move || {
        live.try_set(None);
    });
    let on_sums = Callback::new(move |sums: Sums| {
        crumbs.count(t!(language, deals.open_count, count = sums.count));
        live.try_set(Some(sums));
    });
    let columns = move || {
        Suspend::new(async move {
            let (query, answer) = asked.await;
            let (retry, showing) = (
                Callback::new(move |()| listing.ask_again()),
                listing.showing,
            );
            match answer {
                Ok(found)
                    if found.columns.iter().all(|column| column.count == 0)
                        && !is_one_of_several(listing, "stage") =>
                {
                    view! { <NothingThere listing/> }.into_any()
                }
                Ok(loaded) => view! { <Stages listing query loaded on_sums/> }.into_any(),
                Err(failure) => view! { <ListFailed failure retry showing/> }.into_any(),
            }
        })
    };
    view! { <Transition fallback=|| view! { <BoardSkeleton/> }>{columns}</Transition> }
}

#[component]
fn Stages(
    listing: Listing,
    query: ListQuery,
    loaded: Loaded,
    on_sums: Callback<Sums>,
) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    listing.holds(Vec::new());
    let deal: ObjectDef = listing.object.get_value();
    let Some(stage) = deal.field("stage").cloned() else {
        return ().into_any();
    };
    let all = loaded.columns.into_iter().map(Lane::from).collect();
    let lanes = Lanes::new(all, stage.clone(), true);
    let state = BoardState::new(deal, stage, Vec::new(), NATURE, lanes);
    let mover = Mover::new(state, toasts, language);
    Effect::new(move |_| on_sums.run(state.open_sums()));
    let query = StoredValue::new(query);
    follow(state, mover, query);
    let more = move |lane: String| {
        let after = state
            .lanes
            .with_untracked(|lanes| lanes.lane(&lane)?.next.clone());
        let Some(after) = after else { return };
        state.loading.update(|loading| loading.push(lane.clone()));
        spawn_local(async move {
            match board_column(lane.clone(), query.get_value(), after).await {
                Ok(column) => {
                    state
                        .lanes
                        .try_update(|lanes| lanes.extend(&lane, column.cards, column.next));
                }
                Err(failure) => toasts.fail(failure_text(language, &failure)),
            }
            state
                .loading
                .try_update(|loading| loading.retain(|other| *other != lane));
        });
    };
    let deeds = Deeds {
        dropped: Callback::new(move |(id, place)| mover.drop_at(id, &place)),
        more: Callback::new(more),
    };
    at_once(view! {
        <Board state deeds label=t!(language, deals.pipeline) new_href=new_href(listing)/>
        {move || asking(state, mover)}
    })
    .into_any()
}

/// What colleagues do shows on the board, unless a card is in the air or a reason is being given.
fn follow(state: BoardState, mover: Mover, query: StoredValue<ListQuery>) {
    let asked = move || query.try_get_value().unwrap_or_default();
    let lanes = move || {
        let loaded = board(asked());
        async move {
            let columns = loaded.await.ok()?.columns;
            Some(columns.into_iter().map(Lane::from).collect())
        }
        .boxed_local()
    };
    let waits = move || mover.asking.try_with_untracked(Option::is_some) != Some(false);
    keep_board(
        state,
        Follow {
            query: Callback::new(move |()| asked()),
            lanes: Callback::new(move |()| lanes()),
            waits: Callback::new(move |()| waits()),
        },
    );
}

/// The weighted total; with the chance where every deal counts with that of the stage.
fn second_sum(stage: &Choice, sums: &Sums, home: &str, language: Language) -> String {
    let percent = stage.probability.unwrap_or_default();
    match stage.outcome.unwrap_or_default() {
        StageOutcome::Won => t!(language, deals.won_this_month).to_owned(),
        StageOutcome::Lost => t!(language, deals.lost_this_month).to_owned(),
        StageOutcome::Open if sums.weighted.is_empty() => String::new(),
        StageOutcome::Open => {
            let likely: Vec<_> = foremost(&sums.weighted, home)
                .into_iter()
                .cloned()
                .collect();
            let amount = brief(&likely, home, language);
            let even = sums.totals.len() == sums.weighted.len()
                && sums.totals.iter().zip(&sums.weighted).all(|(all, likely)| {
                    (all.parts / 100)
                        .saturating_mul(i64::from(percent))
                        .abs_diff(likely.parts)
                        < 10_000
                });
            match even {
                true => t!(language, deals.weighted_at, amount, percent),
                false => t!(language, deals.weighted, amount),
            }
        }
    }
}

/// The sheet of what a stage asks for: why a deal was lost, and fields that are empty.
fn asking(state: BoardState, mover: Mover) -> Option<AnyView> {
    let trip = mover.asking.get()?;
    let cancel = Callback::new(move |()| mover.give_up());
    let answer = Callback::new(move |told: Told| mover.answer(told));
    let stage = state.choice(&trip.stage);
    Some(stage_sheet(
        state.object,
        trip.before,
        &stage,
        trip.wanted,
        answer,
        cancel,
    ))
}
