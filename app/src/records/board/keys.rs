//! The board by keyboard: arrows go from card to card; Space lifts one, arrows carry it, Space drops it, Escape
//! puts it back. Every step is said aloud.

use contract::Language;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use uuid::Uuid;

use super::geometry::{card, corner, focus_card, top};
use super::lanes::Place;
use super::state::BoardState;
use super::steps::Step;
use crate::t;
use crate::ui::drag::Hand;

/// The keyboard's part of a board.
#[derive(Clone, Copy)]
pub struct Keys {
    pub state: BoardState,
    pub language: Language,
    pub dropped: Callback<(Uuid, Place)>,
    pub opened: Callback<Uuid>,
}

impl Keys {
    /// A key was pressed while a card had the focus.
    pub fn pressed(self, event: &KeyboardEvent, id: Uuid) {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let taken = match self.is_carrying(id) {
            true => self.carry(&event.key(), id),
            false => self.walk(&event.key(), id),
        };
        if taken {
            event.prevent_default();
            event.stop_propagation();
        }
    }

    /// The focus went elsewhere: the card goes back.
    pub fn left(self, id: Uuid) {
        if self.is_carrying(id) {
            self.put_back();
        }
    }

    fn is_carrying(self, id: Uuid) -> bool {
        self.state.lift.with_untracked(|lift| {
            lift.as_ref()
                .is_some_and(|l| l.id == id && l.hand == Hand::Keyboard)
        })
    }

    fn walk(self, key: &str, id: Uuid) -> bool {
        match key {
            " " => self.lift(id),
            "Enter" => self.opened.run(id),
            _ => match Step::of_key(key) {
                Some(step) => {
                    if let Some(next) = self
                        .state
                        .lanes
                        .with_untracked(|lanes| lanes.neighbour(id, step))
                    {
                        focus_card(next);
                    }
                }
                None => return false,
            },
        }
        true
    }

    fn carry(self, key: &str, id: Uuid) -> bool {
        match key {
            " " | "Enter" => self.drop_card(id),
            "Escape" => self.put_back(),
            _ => match Step::of_key(key) {
                Some(step) => self.step(id, step),
                None => return false,
            },
        }
        true
    }

    fn lift(self, id: Uuid) {
        let Some(element) = card(id) else { return };
        let rect = element.get_bounding_client_rect();
        self.state.at.set((rect.left(), rect.top()));
        self.state
            .raise(id, Hand::Keyboard, (rect.width(), rect.height()));
        let Some(place) = self.state.lanes.with_untracked(|lanes| lanes.place(id)) else {
            return;
        };
        let (name, where_to) = (self.name(id), self.position(id, &place));
        self.state.said.set(t!(
            self.language,
            common.said_lifted,
            name,
            place = where_to
        ));
    }

    fn step(self, id: Uuid, step: Step) {
        let Some(lift) = self.state.lift.get_untracked() else {
            return;
        };
        let next = self
            .state
            .lanes
            .with_untracked(|lanes| lanes.step(id, &lift.over, step));
        let Some(place) = next else {
            return self
                .state
                .said
                .set(t!(self.language, common.said_edge).to_owned());
        };
        let from_top = top(&place);
        let (x, y) = corner(&place, from_top, lift.size.1);
        self.state.hover(place.clone(), from_top);
        self.state.at.set((x + 10.0, y - 6.0));
        self.state.said.set(self.position(id, &place));
    }

    fn drop_card(self, id: Uuid) {
        let over = self
            .state
            .lift
            .with_untracked(|lift| lift.as_ref().map(|lift| lift.over.clone()));
        let Some(place) = over else { return };
        let said = self.position(id, &place);
        match self.state.land() {
            Some(drop) => {
                self.state.said.set(t!(
                    self.language,
                    common.said_dropped,
                    name = self.name(id),
                    place = said
                ));
                self.dropped.run(drop);
                focus_card(id);
            }
            None => self.say_put_back(id),
        }
    }

    fn put_back(self) {
        let id = self
            .state
            .lift
            .with_untracked(|lift| lift.as_ref().map(|lift| lift.id));
        self.state.lift.set(None);
        if let Some(id) = id {
            self.say_put_back(id);
        }
    }

    fn say_put_back(self, id: Uuid) {
        self.state
            .said
            .set(t!(self.language, common.said_back, name = self.name(id)));
    }

    fn name(self, id: Uuid) -> String {
        let card = self
            .state
            .lanes
            .with_untracked(|lanes| lanes.card(id).cloned());
        card.map(|card| self.state.title(&card)).unwrap_or_default()
    }

    /// "Proposal, position 2 of 6".
    fn position(self, id: Uuid, place: &Place) -> String {
        let lane = self.state.label(&place.lane, self.language);
        if !self.state.nature.is_ordered {
            return lane;
        }
        let (position, count) = self.state.lanes.with_untracked(|lanes| {
            let own = lanes.place(id).is_some_and(|now| now.lane == place.lane);
            let count = lanes.lane(&place.lane).map_or(0, |lane| lane.count) + u64::from(!own);
            (lanes.rank(id, place) + 1, count)
        });
        t!(self.language, lists.position, lane, position, of = count)
    }
}
