//! Walking over the board by keyboard. A rank is a position among the cards other than the lifted one: unlike
//! the index of a [`Place`], each rank looks different on the screen.

use uuid::Uuid;

use super::lanes::{Lanes, Place};

/// One press of an arrow key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Left,
    Right,
    Up,
    Down,
}

impl Step {
    /// The step of a key, as browsers name it.
    pub fn of_key(key: &str) -> Option<Self> {
        match key {
            "ArrowLeft" => Some(Self::Left),
            "ArrowRight" => Some(Self::Right),
            "ArrowUp" => Some(Self::Up),
            "ArrowDown" => Some(Self::Down),
            _ => None,
        }
    }
}

impl Lanes {
    /// The rank a card would have at a place.
    pub fn rank(&self, id: Uuid, place: &Place) -> usize {
        let own = self.place(id).filter(|now| now.lane == place.lane);
        place.index - usize::from(own.is_some_and(|now| place.index > now.index))
    }

    /// The last rank a card may have among the loaded cards of a lane.
    fn last_rank(&self, id: Uuid, lane: &str) -> usize {
        let cards = self.lane(lane).map_or(0, |lane| lane.cards.len());
        let own = self.place(id).is_some_and(|now| now.lane == lane);
        cards - usize::from(own)
    }

    fn at_rank(&self, id: Uuid, lane: &str, rank: usize) -> Place {
        let rank = rank.min(self.last_rank(id, lane));
        let own = self.place(id).filter(|now| now.lane == lane);
        Place::new(
            lane,
            rank + usize::from(own.is_some_and(|now| rank > now.index)),
        )
    }

    /// Where a lifted card goes by one step; `None` at the edge of the board.
    pub fn step(&self, id: Uuid, over: &Place, step: Step) -> Option<Place> {
        let rank = self.rank(id, over);
        match step {
            Step::Up => Some(self.at_rank(id, &over.lane, rank.checked_sub(1)?)),
            Step::Down => (rank < self.last_rank(id, &over.lane))
                .then(|| self.at_rank(id, &over.lane, rank + 1)),
            Step::Left => Some(self.at_rank(id, self.beside(&over.lane, -1)?, rank)),
            Step::Right => Some(self.at_rank(id, self.beside(&over.lane, 1)?, rank)),
        }
    }

    /// The card that the focus goes to from another one.
    pub fn neighbour(&self, id: Uuid, step: Step) -> Option<Uuid> {
        let place = self.place(id)?;
        let cards = &self.lane(&place.lane)?.cards;
        match step {
            Step::Up => cards.get(place.index.checked_sub(1)?).map(|card| card.id),
            Step::Down => cards.get(place.index + 1).map(|card| card.id),
            Step::Left => self.across(&place, -1),
            Step::Right => self.across(&place, 1),
        }
    }

    /// The lane next to another one, `by` lanes to the right.
    pub fn beside(&self, lane: &str, by: isize) -> Option<&str> {
        let number = self.number(lane)?.checked_add_signed(by)?;
        self.all.get(number).map(|lane| lane.key.as_str())
    }

    /// The nearest card in the next lane that has any.
    fn across(&self, place: &Place, by: isize) -> Option<Uuid> {
        let mut lane = self.beside(&place.lane, by)?;
        loop {
            let cards = &self.lane(lane)?.cards;
            if let Some(card) = cards.get(place.index).or_else(|| cards.last()) {
                return Some(card.id);
            }
            lane = self.beside(lane, by)?;
        }
    }
}
