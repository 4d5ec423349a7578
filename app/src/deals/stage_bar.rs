//! The stages of a phone's board, where one column fills the screen: a tap brings a column, scrolling the
//! board marks the one in view.

use contract::Choice;
use leptos::prelude::*;

use super::board_geometry;
use super::board_state::BoardState;
use super::stage_mark::StagePie;
use crate::i18n::use_language;
use crate::t;
use crate::ui::format;

/// One button per stage. Shown on phones only.
#[component]
pub fn StageBar(state: BoardState, stages: Vec<Choice>) -> impl IntoView {
    let language = use_language();
    let button = move |stage: Choice| {
        let key = StoredValue::new(stage.key.clone());
        let of = stage.key.clone();
        let label = stage.label.get(language).to_owned();
        let count = move || {
            state.pipeline.with(|pipeline| {
                key.with_value(|key| pipeline.column(key).map_or(0, |column| column.count))
            })
        };
        let is_shown = move || key.with_value(|key| state.shown.with(|shown| shown == key));
        view! {
            <button type="button" class="stagebar__stage" data-of=of aria-current=move || is_shown().then_some("true") on:click=move |_| key.with_value(|key| board_geometry::bring(key))>
                <StagePie stage/>
                {label}
                <b>{move || format::number(i64::try_from(count()).unwrap_or(i64::MAX))}</b>
            </button>
        }
    };
    view! {
        <nav class="stagebar only-m" aria-label=t!(language, deals.stages)>
            {stages.into_iter().map(button).collect_view()}
        </nav>
    }
}
