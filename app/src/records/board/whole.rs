//! The board itself: lanes side by side, and the card that is in the air.

use contract::Choice;
use leptos::ev;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use uuid::Uuid;

use super::bar::LaneBar;
use super::column::{BoardColumn, Hands};
use super::geometry;
use super::keys::Keys;
use super::lanes::Place;
use super::pointer::Pointer;
use super::state::{BoardState, Deeds, Lift};
use crate::i18n::use_language;
use crate::records::marks::record_address;
use crate::shell::use_catalogue;
use crate::t;
use crate::ui::drag::Hand;

/// Lanes of cards that can be moved by mouse, finger, keyboard and menu.
#[component]
pub fn Board(
    state: BoardState,
    deeds: Deeds,
    #[prop(into)] label: String,
    /// Where a new record of a lane is made; nothing where the person may not make one.
    new_href: Callback<String, Option<String>>,
) -> impl IntoView {
    let language = use_language();
    let hands = hands(state, deeds);
    cancel_on_escape(state);
    let lanes: Vec<Choice> = state.lanes.with_untracked(|lanes| {
        let choices = lanes.all.iter();
        choices.map(|lane| state.choice(&lane.key)).collect()
    });
    let column = move |choice: Choice| {
        let key = choice.key.clone();
        let href = Signal::derive(move || new_href.run(key.clone()));
        view! { <BoardColumn state hands choice new_href=href/> }
    };
    view! {
        <p class="sr" id="board-help">{t!(language, lists.board_help)}</p>
        <p class="sr" role="status">{move || state.said.get()}</p>
        <LaneBar state lanes=lanes.clone()/>
        <div
            class="kanban"
            role="group"
            aria-label=label
            data-board=""
            data-lifted=move || state.lift.with(Option::is_some).then_some("")
            on:scroll=move |_| show_centred(state)
            on:touchmove=move |event| if hands.pointer.is_busy() && event.cancelable() { event.prevent_default() }
            on:contextmenu=move |event| if hands.pointer.is_busy() { event.prevent_default() }
        >
            {lanes.into_iter().map(column).collect_view()}
        </div>
        {move || state.lift.with(Option::is_some).then(|| view! { <Lifted state/> })}
    }
}

fn hands(state: BoardState, deeds: Deeds) -> Hands {
    let language = use_language();
    let catalogue = use_catalogue();
    let navigate = StoredValue::new(use_navigate());
    let opened = Callback::new(move |id: Uuid| {
        let key = state.object.with_value(|object| object.key.clone());
        let address = catalogue.with_untracked(|catalogue| record_address(catalogue, &key, id));
        if let Some(address) = address {
            navigate.with_value(|go| go(&address, Default::default()));
        }
    });
    let swiped = Callback::new(move |id: Uuid| {
        let next = state.lanes.with_untracked(|lanes| {
            let may = lanes.card(id).is_some_and(|card| card.rights.edit);
            let place = lanes.place(id).filter(|_| may)?;
            lanes.beside(&place.lane, 1).map(|lane| Place::new(lane, 0))
        });
        if let Some(place) = next {
            deeds.dropped.run((id, place));
        }
    });
    Hands {
        pointer: Pointer::new(state, deeds.dropped, swiped),
        keys: Keys {
            state,
            language,
            dropped: deeds.dropped,
            opened,
        },
        deeds,
    }
}

/// Tells the bar of lanes which one is in view.
fn show_centred(state: BoardState) {
    if let Some(lane) = geometry::centred()
        && state.shown.with_untracked(|shown| *shown != lane)
    {
        geometry::reveal(&lane);
        state.shown.set(lane);
    }
}

/// Escape puts back what a pointer holds; what the keyboard holds has the focus and hears of it itself.
fn cancel_on_escape(state: BoardState) {
    Effect::new(move |_| {
        let handle = window_event_listener(ev::keydown, move |event| {
            let held = state.lift.with_untracked(|lift| {
                lift.as_ref().is_some_and(|lift| lift.hand == Hand::Pointer)
            });
            if held && event.key() == "Escape" {
                event.prevent_default();
                state.lift.set(None);
            }
        });
        on_cleanup(move || handle.remove());
    });
}

/// The copy under the pointer, and a line that says where it would go.
#[component]
fn Lifted(state: BoardState) -> impl IntoView {
    let language = use_language();
    let card = Memo::new(move |_| {
        let id = state.lift.with(|lift| lift.as_ref().map(|lift| lift.id));
        id.and_then(|id| state.lanes.with(|lanes| lanes.card(id).cloned()))
            .unwrap_or_default()
    });
    let lift = move |read: fn(&Lift) -> String| {
        state
            .lift
            .with(|lift| lift.as_ref().map(read).unwrap_or_default())
    };
    let width = state
        .lift
        .with_untracked(|lift| lift.as_ref().map_or(0.0, |lift| lift.size.0));
    let by_keys = state.lift.with_untracked(|lift| {
        lift.as_ref()
            .is_some_and(|lift| lift.hand == Hand::Keyboard)
    });
    let place = move || {
        state
            .at
            .with(|(x, y)| format!("--x:{x:.0}px;--y:{y:.0}px;--width:{width:.0}px"))
    };
    let way = move || {
        let name = card.with(|card| state.title(card));
        let from = state.label(&lift(|lift| lift.from.lane.clone()), language);
        let to = state.label(&lift(|lift| lift.over.lane.clone()), language);
        match from == to {
            true => t!(language, lists.moving_within, name, lane = to),
            false => t!(language, lists.moving, name, from, to),
        }
    };
    let keys = by_keys.then(|| {
        view! {
            <span class="flex hide-m hint">
                <kbd>"←"</kbd><kbd>"→"</kbd>{t!(language, lists.key_move)}" "
                <kbd>{t!(language, lists.key_space)}</kbd>{t!(language, lists.key_drop)}" "
                <kbd>"Esc"</kbd>{t!(language, lists.key_cancel)}
            </span>
        }
    });
    view! {
        <div class="lift" style=place aria-hidden="true">
            <div class="kcard" data-drag="">{(state.nature.face)(state, card.into(), None)}</div>
        </div>
        <div class="toasts board__way" aria-hidden="true"><div class="toast"><span>{way}</span>{keys}</div></div>
    }
}
