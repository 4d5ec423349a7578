//! One stage of the board: its head with the sums, its cards, the place kept free for a hovering one.

use contract::{Choice, Money, Record, StageOutcome};
use leptos::prelude::*;
use uuid::Uuid;

use super::board_keys::Keys;
use super::board_more::MoreCards;
use super::board_pointer::Pointer;
use super::board_state::BoardState;
use super::brief::{brief, foremost, in_full};
use super::deal_card::DealFace;
use super::move_menu::MoveMenu;
use super::moves::Mover;
use super::stage_mark::StageMark;
use super::sums::Sums;
use crate::i18n::{Language, use_language};
use crate::shell::use_me;
use crate::t;
use crate::ui::{Icon, format};

/// The hands that work on a board.
#[derive(Clone, Copy)]
pub struct Hands {
    pub pointer: Pointer,
    pub keys: Keys,
    pub mover: Mover,
}

/// A column.
#[component]
pub fn BoardColumn(
    state: BoardState,
    hands: Hands,
    stage: Choice,
    /// Where a new deal of a stage is made; nothing where the person may not make one.
    #[prop(into)]
    new_href: Signal<Option<String>>,
) -> impl IntoView {
    let key = StoredValue::new(stage.key.clone());
    let is_over = Memo::new(move |_| {
        state
            .hovering
            .with(|over| key.with_value(|key| over.as_ref().is_some_and(|(_, stage)| stage == key)))
    });
    let ids = Memo::new(move |_| {
        state.pipeline.with(|pipeline| {
            let column = key.with_value(|key| pipeline.column(key));
            column
                .map(|column| {
                    column
                        .cards
                        .iter()
                        .map(|card| card.id)
                        .collect::<Vec<Uuid>>()
                })
                .unwrap_or_default()
        })
    });
    let heading = format!("stage-{}", stage.key);
    let stage_key = stage.key.clone();
    view! {
        <section class="kcol" data-stage=stage_key data-drop=move || is_over.get().then_some("") aria-labelledby=heading.clone()>
            <Head state stage=stage.clone() heading=heading.clone() new_href/>
            <ul class="kcol__list" role="list" tabindex="-1" style=move || slot_style(state, is_over.get())>
                <For each=move || ids.get() key=|id| *id let:id>
                    <Card state hands id stage=stage.clone() is_over/>
                </For>
                <li class="slot" aria-hidden="true" hidden=move || !is_over.get() || is_home(state)></li>
                <MoreCards state stage=key/>
            </ul>
        </section>
    }
}

/// Where the free place is and how high: read by the style of the list and of its cards.
fn slot_style(state: BoardState, is_over: bool) -> Option<String> {
    if !is_over {
        return None;
    }
    state.lift.with(|lift| {
        lift.as_ref().map(|lift| {
            format!(
                "--slot-top:{:.0}px;--slot-height:{:.0}px",
                lift.top, lift.size.1
            )
        })
    })
}

fn is_home(state: BoardState) -> bool {
    state.lift.with(|lift| {
        lift.as_ref()
            .is_none_or(|lift| state.pipeline.with(|pipeline| lift.is_home(pipeline)))
    })
}

#[component]
fn Head(
    state: BoardState,
    stage: Choice,
    heading: String,
    #[prop(into)] new_href: Signal<Option<String>>,
) -> impl IntoView {
    let language = use_language();
    let outcome = stage.outcome.unwrap_or_default();
    let label = stage.label.get(language).to_owned();
    let key = stage.key.clone();
    let percent = stage.probability.unwrap_or_default();
    let sums = Memo::new(move |_| state.sums(&key));
    let home = StoredValue::new(use_me().with_untracked(|me| me.currency.clone()));
    let all = move || sums.with(|sums| in_full(&sums.totals, language));
    let total =
        move || sums.with(|sums| home.with_value(|home| brief(&sums.totals, home, language)));
    let likely = move || {
        sums.with(|sums| {
            home.with_value(|home| second_sum(sums, (outcome, percent), home, language))
        })
    };
    let add = move || {
        let label = t!(language, deals.new_in, stage = label.clone());
        new_href.get().map(|href| view! {
            <a class="btn btn--ghost btn--icon btn--sm end kcol__add" href=href aria-label=label.clone() data-tip=label>
                <Icon name="plus"/>
            </a>
        })
    };
    view! {
        <header class="kcol__head">
            <div class="flex">
                <h2 id=heading><StageMark stage language/></h2>
                <span class="n">{move || format::number(i64::try_from(sums.with(|sums| sums.count)).unwrap_or(i64::MAX))}</span>
                {add}
            </div>
            <div class="kcol__sum">
                <b title=all>{total}</b>
                <span>{likely}</span>
            </div>
        </header>
    }
}

/// The weighted total; with the chance where every deal counts with that of the stage.
fn second_sum(
    sums: &Sums,
    (outcome, percent): (StageOutcome, u8),
    home: &str,
    language: Language,
) -> String {
    match outcome {
        StageOutcome::Won => t!(language, deals.won_this_month).to_owned(),
        StageOutcome::Lost => t!(language, deals.lost_this_month).to_owned(),
        StageOutcome::Open if sums.weighted.is_empty() => String::new(),
        StageOutcome::Open => {
            let likely = foremost(&sums.weighted, home).into_iter();
            let likely: Vec<Money> = likely.cloned().collect();
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

#[component]
fn Card(
    state: BoardState,
    hands: Hands,
    id: Uuid,
    stage: Choice,
    is_over: Memo<bool>,
) -> impl IntoView {
    let language = use_language();
    let deal = Memo::new(move |_| {
        state
            .pipeline
            .with(|pipeline| pipeline.card(id).cloned())
            .unwrap_or_default()
    });
    let name = Signal::derive(move || deal.with(|deal: &Record| deal.text("name").to_owned()));
    let outcome = stage.outcome.unwrap_or_default();
    let is_lifted = Memo::new(move |_| {
        state
            .lift
            .with(|lift| lift.as_ref().is_some_and(|lift| lift.id == id))
    });
    let gives_way = Memo::new(move |_| {
        is_over.get()
            && state.lift.with(|lift| {
                lift.as_ref().is_some_and(|lift| {
                    lift.id != id
                        && state.pipeline.with(|p| {
                            !lift.is_home(p)
                                && p.place(id).is_some_and(|place| {
                                    place.stage == lift.over.stage && place.index >= lift.over.index
                                })
                        })
                })
            })
    });
    let rotten = {
        let clock = crate::ui::use_clock();
        move || {
            deal.with(|deal| super::freshness::of(deal, outcome, clock.now()).is_rotten())
                .then_some("")
        }
    };
    let swipe = move || hands.pointer.swipe.get().filter(|swipe| swipe.id == id);
    let menu = view! { <MoveMenu state mover=hands.mover id name/> }.into_any();
    view! {
        <li data-card=id.to_string() data-yields=move || gives_way.get().then_some("") data-lifted=move || is_lifted.get().then_some("")>
            {move || swipe().map(|_| view! { <SwipeHint state id/> })}
            <article
                class="kcard"
                tabindex="0"
                data-rot=rotten
                aria-roledescription=t!(language, deals.card)
                aria-label=move || name.get()
                aria-describedby="board-help"
                style=move || swipe().map(|swipe| format!("--swipe:{:.0}px", swipe.shift()))
                data-swiped=move || swipe().map(|_| "")
                on:pointerdown=move |event| hands.pointer.pressed(&event, id)
                on:keydown=move |event| if event.target() == event.current_target() { hands.keys.pressed(&event, id) }
                on:blur=move |_| hands.keys.left(id)
                on:click=move |event| if hands.pointer.was_carrying() { event.prevent_default() }
                on:dragstart=move |event| event.prevent_default()
            >
                <DealFace deal outcome menu/>
            </article>
        </li>
    }
}

/// What a swipe leads to, under the card.
#[component]
fn SwipeHint(state: BoardState, id: Uuid) -> impl IntoView {
    let language = use_language();
    let next = state.pipeline.with_untracked(|pipeline| {
        let place = pipeline.place(id)?;
        pipeline.beside(&place.stage, 1).map(ToOwned::to_owned)
    });
    next.map(|stage| {
        let label = state.stage_label(&stage, language);
        view! { <div class="kcard__under" aria-hidden="true"><Icon name="arrowright"/>{label}</div> }
    })
}
