//! The cards of a column that are not loaded yet.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::board_state::BoardState;
use crate::api::deals::board_column;
use crate::i18n::use_language;
use crate::records::use_list_address;
use crate::t;
use crate::ui::{Button, ButtonSize, Look, failure_text, use_toasts};

/// A button below the cards, as long as there are more.
#[component]
pub fn MoreCards(state: BoardState, stage: StoredValue<String>) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let address = use_list_address();
    let is_busy = RwSignal::new(false);
    let left = Memo::new(move |_| {
        state.pipeline.with(|pipeline| {
            let column = stage.with_value(|stage| pipeline.column(stage))?;
            let next = column.next.clone()?;
            Some((next, column.count.saturating_sub(column.cards.len() as u64)))
        })
    });
    let load = move |()| {
        let Some((after, _)) = left.get_untracked() else {
            return;
        };
        let filters = address.with_untracked(|address| address.filters.clone());
        is_busy.set(true);
        spawn_local(async move {
            match board_column(stage.get_value(), filters, after).await {
                Ok(column) => state.pipeline.update(|pipeline| pipeline.extend(column)),
                Err(failure) => toasts.fail(failure_text(language, &failure)),
            }
            is_busy.set(false);
        });
    };
    move || {
        left.get().map(|(_, count)| view! {
            <li class="kcol__more">
                <Button label=t!(language, deals.more_cards, count) look=Look::Ghost size=ButtonSize::Small busy=is_busy on_press=load/>
            </li>
        })
    }
}
