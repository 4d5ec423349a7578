//! "Move to…": what dragging does, for everybody who does not drag.

use contract::{Choice, ObjectDef, StageOutcome};
use leptos::prelude::*;
use uuid::Uuid;

use super::board_geometry::focus_card;
use super::board_state::BoardState;
use super::moves::Mover;
use super::pipeline::Place;
use crate::i18n::use_language;
use crate::t;
use crate::ui::{Icon, Menu, MenuItem, MenuLabel, MenuLine, MenuLink};

/// The menu of a card: every other stage, up and down in its own, and the deal's page.
#[component]
pub fn MoveMenu(
    state: BoardState,
    mover: Mover,
    id: Uuid,
    #[prop(into)] name: Signal<String>,
) -> impl IntoView {
    let language = use_language();
    let now = move || {
        state
            .pipeline
            .with(|pipeline| pipeline.place(id))
            .unwrap_or_default()
    };
    let last = move || {
        let place = now();
        state.pipeline.with(|pipeline| {
            pipeline
                .column(&place.stage)
                .map_or(0, |column| column.cards.len())
        })
    };
    let to = move |place: Place| {
        mover.drop_at(id, &place);
        focus_card(id);
    };
    let up = move || {
        (now().index > 0).then(|| {
            let go = move |()| to(Place::new(&now().stage, now().index.saturating_sub(1)));
            view! { <MenuItem label=t!(language, deals.move_up) icon="arrowup" on_pick=go/> }
        })
    };
    let down = move || {
        (now().index + 1 < last()).then(|| {
            let go = move |()| to(Place::new(&now().stage, now().index + 2));
            view! { <MenuItem label=t!(language, deals.move_down) icon="arrowdown" on_pick=go/> }
        })
    };
    let stages = state.deal.with_value(stages);
    view! {
        <Menu
            label=Signal::derive(move || t!(language, deals.menu_of, name = name.get()))
            class="btn btn--ghost btn--icon btn--sm kcard__menu"
            trigger=move || view! { <Icon name="more"/> }
        >
            <MenuLabel text=t!(language, deals.move_to)/>
            {stages.iter().map(|stage| {
                let (key, here) = (stage.key.clone(), stage.key.clone());
                let is_here = Signal::derive(move || now().stage == here);
                let go = move |()| {
                    if !is_here.get_untracked() {
                        to(Place::new(&key, 0));
                    }
                };
                view! { <MenuItem label=stage.label.get(language).to_owned() checked=is_here on_pick=go/> }
            }).collect_view()}
            <MenuLine/>
            {up()}
            {down()}
            <MenuLink label=t!(language, deals.open) icon="arrowright" href=format!("/deals/{id}")/>
        </Menu>
    }
}

/// The stages in their order, won and lost at the end.
pub fn stages(deal: &ObjectDef) -> Vec<Choice> {
    let mut stages = deal
        .field("stage")
        .map(|field| field.choices.clone())
        .unwrap_or_default();
    stages.sort_by_key(|stage| match stage.outcome.unwrap_or_default() {
        StageOutcome::Open => 0,
        StageOutcome::Won => 1,
        StageOutcome::Lost => 2,
    });
    stages
}
