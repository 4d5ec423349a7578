//! The lanes of a board as they stand on the screen, moves that are not confirmed yet included.

use contract::dto::{deals, lists};
use contract::{Choice, FieldDef, Filter, Money, Record, StageOutcome, Value};
use uuid::Uuid;

use super::sums::{Sums, chance};

/// A place on the board: before the card that stands at `index` now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Key of the choice; empty for cards without one.
    pub lane: String,
    pub index: usize,
}

impl Place {
    pub fn new(lane: &str, index: usize) -> Self {
        Self {
            lane: lane.to_owned(),
            index,
        }
    }
}

/// One lane: the cards that are loaded, and what the server counted of all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lane {
    pub key: String,
    pub count: u64,
    /// There are more than were counted.
    pub or_more: bool,
    /// Totals by currency, where the board tells money.
    pub totals: Vec<Money>,
    pub weighted: Vec<Money>,
    pub cards: Vec<Record>,
    /// Where the next cards begin.
    pub next: Option<String>,
    /// What narrows the list to it.
    pub filters: Vec<Filter>,
}

impl From<deals::Column> for Lane {
    fn from(column: deals::Column) -> Self {
        Self {
            key: column.stage,
            count: column.count,
            totals: column.totals,
            weighted: column.weighted,
            cards: column.cards,
            next: column.next,
            ..Self::default()
        }
    }
}

impl From<lists::Lane> for Lane {
    fn from(lane: lists::Lane) -> Self {
        Self {
            key: lane.group.key,
            count: lane.group.total.count,
            or_more: lane.group.total.or_more,
            cards: lane.cards,
            next: lane.next,
            filters: lane.group.filters,
            ..Self::default()
        }
    }
}

/// The lanes, with what their choices mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Lanes {
    pub all: Vec<Lane>,
    /// The field whose choices they are.
    by: FieldDef,
    /// They tell money, and a card counts with the chance of its lane.
    tells_money: bool,
}

impl Lanes {
    pub fn new(all: Vec<Lane>, by: FieldDef, tells_money: bool) -> Self {
        Self {
            all,
            by,
            tells_money,
        }
    }

    /// The field whose choices the lanes are.
    pub fn by(&self) -> &FieldDef {
        &self.by
    }

    pub fn tells_money(&self) -> bool {
        self.tells_money
    }

    pub fn lane(&self, key: &str) -> Option<&Lane> {
        self.all.iter().find(|lane| lane.key == key)
    }

    fn lane_mut(&mut self, key: &str) -> Option<&mut Lane> {
        self.all.iter_mut().find(|lane| lane.key == key)
    }

    /// The number of a lane, from the left.
    pub fn number(&self, key: &str) -> Option<usize> {
        self.all.iter().position(|lane| lane.key == key)
    }

    /// How what stands in a lane ends.
    pub fn outcome(&self, key: &str) -> StageOutcome {
        self.choice(key)
            .and_then(|choice| choice.outcome)
            .unwrap_or_default()
    }

    /// The chance to win in a lane, in whole percent.
    pub fn chance(&self, key: &str) -> i64 {
        self.choice(key)
            .and_then(|choice| choice.probability)
            .map_or(0, i64::from)
    }

    fn choice(&self, key: &str) -> Option<&Choice> {
        self.by.choice(key)
    }

    /// The lane that a card says it stands in.
    pub(super) fn home_of(&self, card: &Record) -> String {
        card.text(&self.by.key).to_owned()
    }

    /// Where a card stands.
    pub fn place(&self, id: Uuid) -> Option<Place> {
        self.all.iter().find_map(|lane| {
            let index = lane.cards.iter().position(|card| card.id == id)?;
            Some(Place::new(&lane.key, index))
        })
    }

    pub fn card(&self, id: Uuid) -> Option<&Record> {
        self.all
            .iter()
            .flat_map(|lane| &lane.cards)
            .find(|card| card.id == id)
    }

    /// The card that `id` would stand under at a place; `None` for the top.
    pub fn above(&self, id: Uuid, place: &Place) -> Option<Uuid> {
        let cards = &self.lane(&place.lane)?.cards;
        let mut before = cards.iter().take(place.index).rev();
        before.find(|card| card.id != id).map(|card| card.id)
    }

    /// Whether a card dropped at that place would stand where it stands now.
    pub fn is_at(&self, id: Uuid, place: &Place) -> bool {
        self.place(id).is_some_and(|now| {
            now.lane == place.lane && (now.index == place.index || now.index + 1 == place.index)
        })
    }

    /// Moves a card; the sums go with it. In another lane it counts with that lane's chance.
    pub fn put(&mut self, id: Uuid, place: &Place) {
        let Some(from) = self.place(id) else { return };
        let Some(mut card) = self.take(id) else {
            return;
        };
        let slides = from.lane == place.lane && from.index < place.index;
        if from.lane != place.lane {
            let value = match place.lane.as_str() {
                "" => Value::Empty,
                key => key.into(),
            };
            card.values.insert(self.by.key.clone(), value);
            if self.tells_money {
                let chance = Value::Integer(self.chance(&place.lane));
                card.values.insert("probability".into(), chance);
            }
        }
        let index = place.index - usize::from(slides);
        self.insert(card, &Place::new(&place.lane, index));
    }

    /// Takes what the server says of a card: a change in its place, or a move to the top of its lane. A card whose
    /// lane is not shown leaves.
    pub fn refresh(&mut self, card: Record) {
        let lane = self.home_of(&card);
        let index = self
            .place(card.id)
            .filter(|now| now.lane == lane)
            .map_or(0, |now| now.index);
        self.take(card.id);
        self.insert(card, &Place { lane, index });
    }

    /// Puts a card back where it was and as it was.
    pub fn put_back(&mut self, card: Record, place: &Place) {
        self.take(card.id);
        self.insert(card, place);
    }

    /// The version that the next move of a card is made against.
    pub fn set_version(&mut self, id: Uuid, version: i32) {
        let mut cards = self.all.iter_mut().flat_map(|lane| &mut lane.cards);
        if let Some(card) = cards.find(|card| card.id == id) {
            card.version = version;
        }
    }

    /// Takes a card off the board.
    pub fn take(&mut self, id: Uuid) -> Option<Record> {
        let from = self.place(id)?;
        let (of_lane, tells_money) = (self.chance(&from.lane), self.tells_money);
        let lane = self.lane_mut(&from.lane)?;
        let card = lane.cards.remove(from.index);
        let sums = Sums::of(lane);
        match tells_money {
            true => sums.without(&card, chance(&card, of_lane)),
            false => sums.with_one_less(),
        }
        .into_lane(lane);
        Some(card)
    }

    /// Adds the next cards of a lane, without those that are there already.
    pub fn extend(&mut self, key: &str, cards: Vec<Record>, next: Option<String>) {
        let known: Vec<Uuid> = self
            .all
            .iter()
            .flat_map(|lane| &lane.cards)
            .map(|card| card.id)
            .collect();
        let Some(lane) = self.lane_mut(key) else {
            return;
        };
        lane.next = next;
        let new = cards.into_iter().filter(|card| !known.contains(&card.id));
        lane.cards.extend(new);
    }

    fn insert(&mut self, card: Record, place: &Place) {
        let (of_lane, tells_money) = (self.chance(&place.lane), self.tells_money);
        let Some(lane) = self.lane_mut(&place.lane) else {
            return;
        };
        let sums = Sums::of(lane);
        match tells_money {
            true => sums.with(&card, chance(&card, of_lane)),
            false => sums.with_one_more(),
        }
        .into_lane(lane);
        let index = place.index.min(lane.cards.len());
        lane.cards.insert(index, card);
    }

    /// The sums of a lane while a card hovers over another one.
    pub fn sums(&self, key: &str, hovering: Option<(Uuid, &str)>) -> Sums {
        let Some(lane) = self.lane(key) else {
            return Sums::default();
        };
        let sums = Sums::of(lane);
        let Some((id, over)) = hovering else {
            return sums;
        };
        let (Some(card), Some(from)) = (self.card(id), self.place(id)) else {
            return sums;
        };
        match (from.lane == key, over == key, self.tells_money) {
            (true, false, true) => sums.without(card, chance(card, self.chance(key))),
            (false, true, true) => sums.with(card, self.chance(key)),
            (true, false, false) => sums.with_one_less(),
            (false, true, false) => sums.with_one_more(),
            _ => sums,
        }
    }

    /// The sums of all lanes in which things are open.
    pub fn open_sums(&self, hovering: Option<(Uuid, &str)>) -> Sums {
        let open = self
            .all
            .iter()
            .filter(|lane| self.outcome(&lane.key) == StageOutcome::Open);
        open.fold(Sums::default(), |all, lane| {
            all.and(&self.sums(&lane.key, hovering))
        })
    }
}
