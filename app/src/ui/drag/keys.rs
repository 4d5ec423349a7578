//! Carrying by keyboard: arrows go from thing to thing; Space lifts one, arrows carry it, Space drops it, Escape puts
//! it back.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::geometry::{Zone, focus_item};
use super::{Drag, Hand, Lift, Spot};
use crate::t;
use crate::ui::browser;

/// Which way an arrow points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Back,
    On,
    Up,
    Down,
}

impl Way {
    fn of_key(key: &str) -> Option<Self> {
        match key {
            "ArrowLeft" => Some(Self::Back),
            "ArrowRight" => Some(Self::On),
            "ArrowUp" => Some(Self::Up),
            "ArrowDown" => Some(Self::Down),
            _ => None,
        }
    }

    fn is_back(self) -> bool {
        matches!(self, Self::Back | Self::Up)
    }
}

impl Drag {
    /// A key was pressed while a thing had the focus. Answers whether it meant carrying or walking.
    pub fn key(self, event: &KeyboardEvent, id: &str) -> bool {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return false;
        }
        let key = event.key();
        let taken = match self.is_carrying(id) {
            true => self.carry(&key, id),
            false => self.walk(&key, id),
        };
        if taken {
            event.prevent_default();
            event.stop_propagation();
        }
        taken
    }

    /// The focus went elsewhere: the thing goes back.
    pub fn left(self, id: &str) {
        if self.is_carrying(id) {
            self.put_back(id);
        }
    }

    fn is_carrying(self, id: &str) -> bool {
        // The page may be gone by now.
        let held = self.lift.try_with_untracked(|lift| {
            lift.as_ref()
                .is_some_and(|lift| lift.id == id && lift.hand == Hand::Keyboard)
        });
        held.unwrap_or_default()
    }

    fn walk(self, key: &str, id: &str) -> bool {
        if key == " " {
            self.raise(id);
            return true;
        }
        let Some(way) = Way::of_key(key) else {
            return false;
        };
        let stops = self.stops();
        let focused = browser::focused();
        let here = stops.iter().position(|stop| {
            focused
                .as_ref()
                .is_some_and(|own| stop.is_same_node(Some(own)))
        });
        let next = here.and_then(|here| match way.is_back() {
            true => here.checked_sub(1),
            false => Some(here + 1),
        });
        if let Some(next) = next.and_then(|next| stops.get(next)) {
            browser::focus(next);
        }
        here.is_some()
    }

    fn carry(self, key: &str, id: &str) -> bool {
        match key {
            " " | "Enter" => self.drop_here(id),
            "Escape" => self.put_back(id),
            _ => match Way::of_key(key) {
                Some(way) => self.step(id, way),
                None => return false,
            },
        }
        true
    }

    fn raise(self, id: &str) {
        let (Some(element), Some(home)) = (self.item(id), self.home(id)) else {
            return;
        };
        let rect = element.get_bounding_client_rect();
        self.at.set((rect.left() + 10.0, rect.top() - 6.0));
        let place = self.words(id, &home);
        self.lift.set(Some(Lift {
            id: id.to_owned(),
            hand: Hand::Keyboard,
            over: home.clone(),
            from: home,
            size: (rect.width(), rect.height()),
        }));
        let name = self.name(id);
        self.said
            .set(t!(self.language, common.said_lifted, name, place));
    }

    fn step(self, id: &str, way: Way) {
        let Some(lift) = self.lift.get_untracked() else {
            return;
        };
        match next_spot(&self.zones_for(id), &lift, way) {
            Some(spot) => {
                self.said.set(self.words(id, &spot));
                self.hover(spot);
                self.follow_slot();
            }
            None => self
                .said
                .set(t!(self.language, common.said_edge).to_owned()),
        }
    }

    fn drop_here(self, id: &str) {
        let over = self
            .lift
            .with_untracked(|lift| lift.as_ref().map(|lift| lift.over.clone()));
        let Some(spot) = over else { return };
        let place = self.words(id, &spot);
        match self.land() {
            Some(drop) => {
                let name = self.name(id);
                self.said
                    .set(t!(self.language, common.said_dropped, name, place));
                self.rules.dropped.run(drop);
                focus_item(id);
            }
            None => self.say_back(id),
        }
    }

    fn put_back(self, id: &str) {
        self.lift.set(None);
        self.say_back(id);
    }

    fn say_back(self, id: &str) {
        let name = self.name(id);
        self.said.set(t!(self.language, common.said_back, name));
    }

    fn name(self, id: &str) -> String {
        self.rules.named.run(id.to_owned())
    }

    fn words(self, id: &str, spot: &Spot) -> String {
        self.rules.placed.run((id.to_owned(), spot.clone()))
    }
}

/// Where an arrow carries a thing: one place on, one row on, or into the zone beside.
fn next_spot(zones: &[Zone], lift: &Lift, way: Way) -> Option<Spot> {
    let Some(here) = zones.iter().position(|zone| zone.name == lift.over.zone) else {
        let zone = if way.is_back() {
            zones.last()
        } else {
            zones.first()
        };
        return zone.map(|zone| Spot::new(&zone.name, 0));
    };
    let zone = &zones[here];
    let own = (zone.name == lift.from.zone).then_some(lift.from.index);
    let others = zone.items.len() - usize::from(own.is_some());
    let by = match way {
        Way::Back | Way::On => 1,
        Way::Up | Way::Down => zone.columns(),
    };
    let rank = rank_of(lift.over.index, own);
    let next = match way.is_back() {
        true => rank.checked_sub(by),
        false => Some(rank + by).filter(|rank| *rank <= others),
    };
    // A short last row is reached too.
    let next = next.or_else(|| (!way.is_back() && rank < others).then_some(others));
    if let Some(rank) = next {
        return Some(Spot::new(&zone.name, index_of(rank, own)));
    }
    let beside = match way.is_back() {
        true => zones.get(here.checked_sub(1)?)?,
        false => zones.get(here + 1)?,
    };
    let own = (beside.name == lift.from.zone).then_some(lift.from.index);
    let others = beside.items.len() - usize::from(own.is_some());
    let rank = if way.is_back() { others } else { 0 };
    Some(Spot::new(&beside.name, index_of(rank, own)))
}

/// The position among the others, of an index that counts the thing itself.
fn rank_of(index: usize, own: Option<usize>) -> usize {
    match own {
        Some(own) if index > own => index - 1,
        _ => index,
    }
}

/// The index that a position among the others has, the thing itself counted.
fn index_of(rank: usize, own: Option<usize>) -> usize {
    match own {
        Some(own) if rank > own => rank + 1,
        _ => rank,
    }
}

#[cfg(test)]
mod tests {
    use super::{index_of, rank_of};

    #[test]
    fn a_position_among_the_others_leads_back_to_its_index() {
        for own in [None, Some(0), Some(2), Some(4)] {
            for rank in 0..5 {
                assert_eq!(rank_of(index_of(rank, own), own), rank, "{own:?}");
            }
        }
    }
}
