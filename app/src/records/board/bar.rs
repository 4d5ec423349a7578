//! The lanes of a phone's board, where one fills the screen: a tap brings a lane, scrolling the board marks the one in
//! view.

use contract::Choice;
use leptos::prelude::*;

use super::geometry;
use super::state::BoardState;
use crate::i18n::use_language;
use crate::records::cells::stage_pie;
use crate::t;
use crate::ui::format;

/// One button per lane. Shown on phones only.
#[component]
pub fn LaneBar(state: BoardState, lanes: Vec<Choice>) -> impl IntoView {
    let language = use_language();
    let button = move |choice: Choice| {
        let key = StoredValue::new(choice.key.clone());
        let of = choice.key.clone();
        let label = choice.label.get(language).to_owned();
        let count = move || key.with_value(|key| state.sums(key).count);
        let is_shown = move || key.with_value(|key| state.shown.with(|shown| shown == key));
        view! {
            <button type="button" class="stagebar__stage" data-of=of aria-current=move || is_shown().then_some("true") on:click=move |_| key.with_value(|key| geometry::bring(key))>
                {stage_pie(&choice)}
                {label}
                <b>{move || format::number(i64::try_from(count()).unwrap_or(i64::MAX))}</b>
            </button>
        }
    };
    view! {
        <nav class="stagebar only-m" aria-label=t!(language, lists.lanes)>
            {lanes.into_iter().map(button).collect_view()}
        </nav>
    }
}
