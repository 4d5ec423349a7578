//! The way of a deal through the pipeline, as a row of arrows.

use contract::dto::deals::Stay;
use contract::{Choice, StageOutcome};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::freshness::moment;
use super::stage_move::StageMove;
use super::stages::stages;
use crate::api::deals::stays;
use crate::i18n::use_language;
use crate::records::OpenRecord;
use crate::t;
use crate::ui::{Icon, IconSize, browser, use_clock};

/// The open stages and won. A press moves the deal; arrows walk, Enter moves.
#[component]
pub fn StagePath(open: OpenRecord, moving: StageMove) -> impl IntoView {
    let language = use_language();
    let all = Memo::new(move |_| stages(&open.object(), &open.record()));
    let now = Memo::new(move |_| {
        let stage = moving.stage();
        let at = all.with(|all| all.iter().position(|choice| choice.key == stage));
        at.unwrap_or_default()
    });
    let is_lost = Memo::new(move |_| moving.outcome() == StageOutcome::Lost);
    let stays = stays_of(open);
    let shown = move || {
        let all = all.get().into_iter();
        let shown = all.filter(|stage| stage.outcome.unwrap_or_default() != StageOutcome::Lost);
        let step = |(number, stage)| view! { <Step open moving number stage now is_lost stays/> };
        shown.enumerate().map(step).collect_view()
    };
    let walk = move |event: KeyboardEvent| {
        let by = match event.key().as_str() {
            "ArrowRight" => 1,
            "ArrowLeft" => -1,
            _ => return,
        };
        event.prevent_default();
        browser::step_focus(&event, ".path", "button", by);
    };
    view! {
        <ol class="path" aria-label=t!(language, deals.stage_path) aria-busy=move || moving.is_busy().then_some("true") on:keydown=walk>
            {shown}
        </ol>
    }
}

/// Asks how long the deal stood in the stages behind it, again whenever it has moved.
fn stays_of(open: OpenRecord) -> RwSignal<Vec<Stay>> {
    let found = RwSignal::new(Vec::new());
    let since = Memo::new(move |_| moment(&open.record(), "stage_since"));
    Effect::new(move |_| {
        since.with(|_| ());
        let answer = stays(open.id());
        spawn_local(async move {
            // Where it fails the path stands without days.
            if let Ok(stays) = answer.await {
                found.try_set(stays);
            }
        });
    });
    found
}

#[component]
fn Step(
    open: OpenRecord,
    moving: StageMove,
    number: usize,
    stage: Choice,
    now: Memo<usize>,
    is_lost: Memo<bool>,
    stays: RwSignal<Vec<Stay>>,
) -> impl IntoView {
    let language = use_language();
    let clock = use_clock();
    let is_done = move || !is_lost.get() && number < now.get();
    let is_now = move || !is_lost.get() && number == now.get();
    let key = stage.key.clone();
    let days = move || {
        if moving.is_busy() {
            return None;
        }
        let count = match is_now() {
            true => (clock.now() - moment(&open.record(), "stage_since")?)
                .num_days()
                .max(0),
            false => stays.with(|stays| {
                let stay = stays.iter().find(|stay| stay.stage == key)?;
                Some(i64::from(stay.days))
            })?,
        };
        Some(t!(language, deals.days_short, count))
    };
    // One step of the row takes the Tab key: the present one, or the first of a lost deal.
    let tab = move || {
        if is_now() || (is_lost.get() && number == 0) {
            "0"
        } else {
            "-1"
        }
    };
    view! {
        <li class="path__step" data-done=move || is_done().then_some("") aria-current=move || is_now().then_some("step")>
            <button
                type="button"
                class="path__button"
                tabindex=tab
                aria-disabled=move || (!moving.may()).then_some("true")
                on:click=move |_| moving.to(&stage.key)
            >
                {move || is_done().then(|| view! { <Icon name="check" size=IconSize::Small/> })}
                {stage.label.get(language).to_owned()}
                {move || days().map(|days| view! { <span class="n">{days}</span> })}
            </button>
        </li>
    }
}
