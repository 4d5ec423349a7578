//! One lane of the board: its head, its cards, the place kept free for a hovering one.

use contract::Choice;
use leptos::prelude::*;
use uuid::Uuid;

use super::brief::{brief, in_full};
use super::keys::Keys;
use super::menu::MoveMenu;
use super::more::MoreCards;
use super::pointer::Pointer;
use super::state::{BoardState, Deeds};
use crate::i18n::use_language;
use crate::records::cells::choice_mark;
use crate::shell::use_me;
use crate::t;
use crate::ui::{Icon, format, use_clock};

/// The hands that work on a board.
#[derive(Clone, Copy)]
pub struct Hands {
    pub pointer: Pointer,
    pub keys: Keys,
    pub deeds: Deeds,
}

/// A lane.
#[component]
pub fn BoardColumn(
    state: BoardState,
    hands: Hands,
    choice: Choice,
    #[prop(into)] new_href: Signal<Option<String>>,
) -> impl IntoView {
    let key = StoredValue::new(choice.key.clone());
    let is_over = Memo::new(move |_| {
        state
            .hovering
            .with(|over| key.with_value(|key| over.as_ref().is_some_and(|(_, lane)| lane == key)))
    });
    let ids = Memo::new(move |_| {
        state.lanes.with(|lanes| {
            let lane = key.with_value(|key| lanes.lane(key));
            let cards = lane.map(|lane| lane.cards.iter().map(|card| card.id));
            cards
                .map(Iterator::collect::<Vec<Uuid>>)
                .unwrap_or_default()
        })
    });
    let heading = format!("lane-{}", choice.key);
    let labelled = heading.clone();
    let lane = choice.key.clone();
    view! {
        <section class="kcol" data-lane=lane data-drop=move || is_over.get().then_some("") aria-labelledby=labelled>
            <Head state choice heading new_href/>
            <ul class="kcol__list" role="list" tabindex="-1" style=move || slot_style(state, is_over.get())>
                <For each=move || ids.get() key=|id| *id let:id>
                    <Card state hands id key is_over/>
                </For>
                <li class="slot" aria-hidden="true" hidden=move || !is_over.get() || is_home(state)></li>
                <MoreCards state deeds=hands.deeds lane=key/>
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
    state
        .lift
        .with(|lift| lift.as_ref().is_none_or(|lift| state.is_home(lift)))
}

#[component]
fn Head(
    state: BoardState,
    choice: Choice,
    heading: String,
    #[prop(into)] new_href: Signal<Option<String>>,
) -> impl IntoView {
    let language = use_language();
    let clock = use_clock();
    let label = choice.label.get(language).to_owned();
    let key = StoredValue::new(choice.key.clone());
    let sums = Memo::new(move |_| key.with_value(|key| state.sums(key)));
    let or_more = move || {
        let lane = |lanes: &super::lanes::Lanes| {
            key.with_value(|key| lanes.lane(key).is_some_and(|lane| lane.or_more))
        };
        if state.lanes.with(lane) { "+" } else { "" }
    };
    let count = move || {
        let count = i64::try_from(sums.with(|sums| sums.count)).unwrap_or(i64::MAX);
        format!("{}{}", format::number(count), or_more())
    };
    let add = move || {
        let label = t!(language, lists.new_in, lane = label.clone());
        new_href.get().map(|href| view! {
            <a class="btn btn--ghost btn--icon btn--sm end kcol__add" href=href aria-label=label.clone() data-tip=label>
                <Icon name="plus"/>
            </a>
        })
    };
    let name = match choice.key.is_empty() {
        true => view! { <span class="stage muted">{choice.label.get(language).to_owned()}</span> }
            .into_any(),
        false => choice_mark(&choice, clock),
    };
    let tells_money = state.lanes.with_untracked(super::lanes::Lanes::tells_money);
    view! {
        <header class="kcol__head">
            <div class="flex">
                <h2 id=heading>{name}</h2>
                <span class="n">{count}</span>
                {add}
            </div>
            {tells_money.then(|| view! { <Amounts state choice sums/> })}
        </header>
    }
}

/// What the cards of a lane sum up to.
#[component]
fn Amounts(state: BoardState, choice: Choice, sums: Memo<super::sums::Sums>) -> impl IntoView {
    let language = use_language();
    let home = StoredValue::new(use_me().with_untracked(|me| me.currency.clone()));
    let all = move || sums.with(|sums| in_full(&sums.totals, language));
    let total =
        move || sums.with(|sums| home.with_value(|home| brief(&sums.totals, home, language)));
    let likely = move || {
        sums.with(|sums| {
            home.with_value(|home| (state.nature.likely)(&choice, sums, home, language))
        })
    };
    view! {
        <div class="kcol__sum">
            <b title=all>{total}</b>
            <span>{likely}</span>
        </div>
    }
}

#[component]
fn Card(
    state: BoardState,
    hands: Hands,
    id: Uuid,
    key: StoredValue<String>,
    is_over: Memo<bool>,
) -> impl IntoView {
    let language = use_language();
    let card = Memo::new(move |_| {
        state
            .lanes
            .with(|lanes| lanes.card(id).cloned())
            .unwrap_or_default()
    });
    let name = Signal::derive(move || card.with(|card| state.title(card)));
    let is_lifted = Memo::new(move |_| {
        state
            .lift
            .with(|lift| lift.as_ref().is_some_and(|lift| lift.id == id))
    });
    let gives_way = Memo::new(move |_| is_over.get() && gives_way(state, id));
    let stale = {
        let clock = use_clock();
        move || {
            card.with(|card| (state.nature.is_stale)(state, card, clock.now()))
                .then_some("")
        }
    };
    let swipe = move || hands.pointer.swipe.get().filter(|swipe| swipe.id == id);
    let menu = view! { <MoveMenu state deeds=hands.deeds id key name/> }.into_any();
    view! {
        <li data-card=id.to_string() data-yields=move || gives_way.get().then_some("") data-lifted=move || is_lifted.get().then_some("")>
            {move || swipe().map(|_| view! { <SwipeHint state id/> })}
            <article
                class="kcard"
                tabindex="0"
                data-rot=stale
                aria-roledescription=t!(language, lists.card)
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
                {(state.nature.face)(state, card.into(), Some(menu))}
            </article>
        </li>
    }
}

/// Whether a card makes room for the one that hovers over its lane.
fn gives_way(state: BoardState, id: Uuid) -> bool {
    state.lift.with(|lift| {
        let Some(lift) = lift.as_ref().filter(|lift| lift.id != id) else {
            return false;
        };
        let below = |lanes: &super::lanes::Lanes| {
            lanes
                .place(id)
                .is_some_and(|place| place.lane == lift.over.lane && place.index >= lift.over.index)
        };
        !state.is_home(lift) && state.lanes.with(below)
    })
}

/// What a swipe leads to, under the card.
#[component]
fn SwipeHint(state: BoardState, id: Uuid) -> impl IntoView {
    let language = use_language();
    let next = state.lanes.with_untracked(|lanes| {
        let place = lanes.place(id)?;
        lanes.beside(&place.lane, 1).map(ToOwned::to_owned)
    });
    next.map(|lane| {
        let label = state.label(&lane, language);
        view! { <div class="kcard__under" aria-hidden="true"><Icon name="arrowright"/>{label}</div> }
    })
}
