//! The cards of a lane that are not loaded yet.

use leptos::prelude::*;

use super::state::{BoardState, Deeds};
use crate::i18n::use_language;
use crate::t;
use crate::ui::{Button, ButtonSize, Look};

/// A button below the cards, as long as there are more.
#[component]
pub fn MoreCards(state: BoardState, deeds: Deeds, lane: StoredValue<String>) -> impl IntoView {
    let language = use_language();
    let left = Memo::new(move |_| {
        state.lanes.with(|lanes| {
            let lane = lane.with_value(|key| lanes.lane(key))?;
            lane.next.as_ref()?;
            let left = lane.count.saturating_sub(lane.cards.len() as u64);
            Some((left, lane.or_more))
        })
    });
    let busy = Signal::derive(move || {
        state
            .loading
            .with(|loading| lane.with_value(|key| loading.contains(key)))
    });
    let load = move |()| {
        if !busy.get_untracked() {
            deeds.more.run(lane.get_value());
        }
    };
    move || {
        left.get().map(|(count, or_more)| {
            let label = match or_more {
                true => t!(language, records.load_more).to_owned(),
                false => t!(language, lists.more_cards, count),
            };
            view! {
                <li class="kcol__more">
                    <Button label look=Look::Ghost size=ButtonSize::Small busy on_press=load/>
                </li>
            }
        })
    }
}
