//! "Move to…": what dragging does, for everybody who does not drag.

use leptos::prelude::*;
use uuid::Uuid;

use super::geometry::focus_card;
use super::lanes::Place;
use super::state::{BoardState, Deeds};
use crate::i18n::use_language;
use crate::records::marks::record_address;
use crate::shell::use_catalogue;
use crate::t;
use crate::ui::{Icon, Menu, MenuItem, MenuLabel, MenuLine, MenuLink};

/// The menu of a card: every lane, up and down in its own where that has an order, and the page of the record.
#[component]
pub fn MoveMenu(
    state: BoardState,
    deeds: Deeds,
    id: Uuid,
    /// The lane that the card stands in.
    key: StoredValue<String>,
    #[prop(into)] name: Signal<String>,
) -> impl IntoView {
    let language = use_language();
    let may = move || {
        let may = |lanes: &super::lanes::Lanes| lanes.card(id).is_some_and(|card| card.rights.edit);
        state.lanes.with(may)
    };
    let open = Signal::derive(move || {
        let object = state.object.with_value(|object| object.key.clone());
        let address = |catalogue: &contract::Catalogue| record_address(catalogue, &object, id);
        use_catalogue().with_untracked(address).unwrap_or_default()
    });
    let items = move || {
        may().then(|| {
            view! {
                <MenuLabel text=t!(language, lists.move_to)/>
                {lanes(state, deeds, id, key)}
                <MenuLine/>
                {state.nature.is_ordered.then(|| up_and_down(state, deeds, id))}
            }
        })
    };
    view! {
        <Menu
            label=Signal::derive(move || t!(language, lists.menu_of, name = name.get()))
            class="btn btn--ghost btn--icon btn--sm kcard__menu"
            trigger=move || view! { <Icon name="more"/> }
        >
            {items}
            <MenuLink label=t!(language, lists.open_record) icon="arrowright" href=open.get()/>
        </Menu>
    }
}

fn go(deeds: Deeds, id: Uuid, place: Place) {
    deeds.dropped.run((id, place));
    focus_card(id);
}

fn lanes(state: BoardState, deeds: Deeds, id: Uuid, key: StoredValue<String>) -> AnyView {
    let language = use_language();
    let keys: Vec<String> = state.lanes.with_untracked(|lanes| {
        let all = lanes.all.iter();
        all.map(|lane| lane.key.clone()).collect()
    });
    let item = move |lane: String| {
        let label = state.label(&lane, language);
        let is_here = key.with_value(|key| *key == lane);
        let pick = move |()| {
            if !is_here {
                go(deeds, id, Place::new(&lane, 0));
            }
        };
        view! { <MenuItem label checked=is_here on_pick=pick/> }
    };
    keys.into_iter().map(item).collect_view().into_any()
}

fn up_and_down(state: BoardState, deeds: Deeds, id: Uuid) -> AnyView {
    let language = use_language();
    let found = state.lanes.with_untracked(|lanes| {
        let place = lanes.place(id)?;
        let count = lanes.lane(&place.lane).map_or(0, |lane| lane.cards.len());
        Some((place, count))
    });
    let Some((now, count)) = found else {
        return ().into_any();
    };
    let to = move |index: usize| {
        let place = Place::new(&now.lane, index);
        move |()| go(deeds, id, place.clone())
    };
    let index = now_index(state, id);
    let up = (index > 0).then(|| {
        let pick = to(index.saturating_sub(1));
        view! { <MenuItem label=t!(language, lists.move_up) icon="arrowup" on_pick=pick/> }
    });
    let down = (index + 1 < count).then(|| {
        let pick = to(index + 2);
        view! { <MenuItem label=t!(language, lists.move_down) icon="arrowdown" on_pick=pick/> }
    });
    view! { {up} {down} }.into_any()
}

fn now_index(state: BoardState, id: Uuid) -> usize {
    let place = state.lanes.with_untracked(|lanes| lanes.place(id));
    place.map_or(0, |place| place.index)
}
