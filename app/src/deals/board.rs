//! The board itself: columns side by side, and the card that is in the air.

use contract::dto::deals::Board as Loaded;
use contract::{Choice, ObjectDef};
use leptos::ev;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use uuid::Uuid;

use super::board_column::{BoardColumn, Hands};
use super::board_geometry;
use super::board_keys::Keys;
use super::board_pointer::Pointer;
use super::board_state::{BoardState, Hand, Lift};
use super::deal_card::DealFace;
use super::lost_sheet::LostSheet;
use super::moves::Mover;
use super::pipeline::{Pipeline, Place};
use super::stage_bar::StageBar;
use super::sums::Sums;
use crate::i18n::use_language;
use crate::t;
use crate::ui::use_toasts;

/// The pipeline as columns of cards that can be moved by mouse, finger, keyboard and menu.
#[component]
pub fn Board(
    deal: ObjectDef,
    loaded: Loaded,
    /// Told the sums of the open stages whenever they change.
    on_sums: Callback<Sums>,
    /// Where a new deal of a stage is made.
    new_href: Callback<String, Option<String>>,
) -> impl IntoView {
    let language = use_language();
    let pipeline = Pipeline::new(loaded, deal.field("stage").cloned());
    let columns: Vec<Choice> = pipeline
        .columns
        .iter()
        .filter_map(|column| choice(&deal, &column.stage))
        .collect();
    let state = BoardState::new(deal, pipeline);
    let mover = Mover::new(state, use_toasts(), language);
    let hands = hands(state, mover);
    Effect::new(move |_| on_sums.run(state.open_sums()));
    cancel_on_escape(state);
    let column = move |stage: Choice| {
        let key = stage.key.clone();
        let href = Signal::derive(move || new_href.run(key.clone()));
        view! { <BoardColumn state hands stage new_href=href/> }
    };
    view! {
        <p class="sr" id="board-help">{t!(language, deals.board_help)}</p>
        <p class="sr" role="status">{move || state.said.get()}</p>
        <StageBar state stages=columns.clone()/>
        <div
            class="kanban"
            role="group"
            aria-label=t!(language, deals.pipeline)
            data-board=""
            data-lifted=move || state.lift.with(Option::is_some).then_some("")
            on:scroll=move |_| show_centred(state)
            on:touchmove=move |event| if hands.pointer.is_busy() && event.cancelable() { event.prevent_default() }
            on:contextmenu=move |event| if hands.pointer.is_busy() { event.prevent_default() }
        >
            {columns.clone().into_iter().map(column).collect_view()}
        </div>
        {move || state.lift.with(Option::is_some).then(|| view! { <Lifted state/> })}
        {move || asking(state, mover)}
    }
}

fn choice(deal: &ObjectDef, stage: &str) -> Option<Choice> {
    deal.field("stage")?.choice(stage).cloned()
}

fn hands(state: BoardState, mover: Mover) -> Hands {
    let language = use_language();
    let navigate = StoredValue::new(use_navigate());
    let dropped = Callback::new(move |(id, place): (Uuid, Place)| mover.drop_at(id, &place));
    let opened = Callback::new(move |id: Uuid| {
        navigate.with_value(|go| go(&format!("/deals/{id}"), Default::default()))
    });
    let swiped = Callback::new(move |id: Uuid| {
        let next = state.pipeline.with_untracked(|pipeline| {
            let place = pipeline.place(id)?;
            pipeline
                .beside(&place.stage, 1)
                .map(|stage| Place::new(stage, 0))
        });
        if let Some(place) = next {
            mover.drop_at(id, &place);
        }
    });
    Hands {
        pointer: Pointer::new(state, dropped, swiped),
        keys: Keys {
            state,
            language,
            dropped,
            opened,
        },
        mover,
    }
}

/// Tells the bar of stages which column is in view.
fn show_centred(state: BoardState) {
    if let Some(stage) = board_geometry::centred()
        && state.shown.with_untracked(|shown| *shown != stage)
    {
        board_geometry::reveal(&stage);
        state.shown.set(stage);
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
    let deal = Memo::new(move |_| {
        let id = state.lift.with(|lift| lift.as_ref().map(|lift| lift.id));
        id.and_then(|id| state.pipeline.with(|pipeline| pipeline.card(id).cloned()))
            .unwrap_or_default()
    });
    let outcome = Signal::derive(move || {
        state.pipeline.with(|pipeline| {
            pipeline.outcome(deal.with(|deal| deal.text("stage").to_owned()).as_str())
        })
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
        let name = deal.with(|deal| deal.text("name").to_owned());
        let from = state.stage_label(&lift(|lift| lift.from.stage.clone()), language);
        let to = state.stage_label(&lift(|lift| lift.over.stage.clone()), language);
        match from == to {
            true => t!(language, deals.moving_within, name, stage = to),
            false => t!(language, deals.moving, name, from, to),
        }
    };
    let keys = by_keys.then(|| {
        view! {
            <span class="flex hide-m hint">
                <kbd>"←"</kbd><kbd>"→"</kbd>{t!(language, deals.key_move)}" "
                <kbd>{t!(language, deals.key_space)}</kbd>{t!(language, deals.key_drop)}" "
                <kbd>"Esc"</kbd>{t!(language, deals.key_cancel)}
            </span>
        }
    });
    view! {
        <div class="lift" style=place aria-hidden="true">
            <div class="kcard" data-drag=""><DealFace deal outcome/></div>
        </div>
        <div class="toasts board__way" aria-hidden="true"><div class="toast"><span>{way}</span>{keys}</div></div>
    }
}

/// The sheet that asks why a deal was lost.
fn asking(state: BoardState, mover: Mover) -> Option<AnyView> {
    let trip = state.asking.get()?;
    let name = trip.before.text("name").to_owned();
    let answer = move |because| mover.answer(because);
    let cancel = move |()| mover.give_up();
    Some(view! { <LostSheet deal=state.deal name on_answer=answer on_cancel=cancel/> }.into_any())
}
