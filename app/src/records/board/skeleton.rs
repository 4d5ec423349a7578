//! The board while it loads.

use leptos::prelude::*;

use crate::i18n::use_language;
use crate::t;

/// The board's shape while it loads.
#[component]
pub fn BoardSkeleton() -> impl IntoView {
    let card = |width: u8| {
        view! {
            <div class="kcard"><span class="skel" style="--w:40%"></span><span class="skel" style=format!("--w:{width}%")></span><span class="skel" style="--w:30%"></span></div>
        }
    };
    let column = move |cards: usize| {
        view! {
            <div class="kcol">
                <div class="kcol__head"><span class="skel" style="--w:50%"></span><span class="skel" style="--w:70%"></span></div>
                <div class="kcol__list">{(0..cards).map(|i| card(if i % 2 == 0 { 75 } else { 55 })).collect_view()}</div>
            </div>
        }
    };
    view! {
        <div class="kanban" aria-busy="true"><span class="sr">{t!(use_language(), lists.loading_board)}</span>
            {[4, 3, 3, 2, 2, 1].into_iter().map(column).collect_view()}
        </div>
    }
}
