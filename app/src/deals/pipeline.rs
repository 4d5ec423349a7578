//! The board as it stands on the screen, moves that are not confirmed yet included.

use contract::dto::deals::{Board, Column};
use contract::{FieldDef, Record, StageOutcome, Value};
use uuid::Uuid;

use super::sums::{Sums, chance};

/// A place on the board: before the card that stands at `index` now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    pub stage: String,
    pub index: usize,
}

impl Place {
    pub fn new(stage: &str, index: usize) -> Self {
        Self {
            stage: stage.to_owned(),
            index,
        }
    }
}

/// The columns, with what their stages mean.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pipeline {
    pub columns: Vec<Column>,
    /// The description of the stages.
    stages: Option<FieldDef>,
}

impl Pipeline {
    /// The board that the server answered; `stages` is the field `stage` of the deal.
    pub fn new(board: Board, stages: Option<FieldDef>) -> Self {
        Self {
            columns: board.columns,
            stages,
        }
    }

    pub fn column(&self, stage: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.stage == stage)
    }

    fn column_mut(&mut self, stage: &str) -> Option<&mut Column> {
        self.columns.iter_mut().find(|column| column.stage == stage)
    }

    /// The number of a column, from the left.
    pub fn number(&self, stage: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.stage == stage)
    }

    /// How a deal in that stage ends.
    pub fn outcome(&self, stage: &str) -> StageOutcome {
        self.choice(stage)
            .and_then(|choice| choice.outcome)
            .unwrap_or_default()
    }

    /// The chance to win in that stage, in whole percent.
    pub fn chance(&self, stage: &str) -> i64 {
        self.choice(stage)
            .and_then(|choice| choice.probability)
            .map_or(0, i64::from)
    }

    fn choice(&self, stage: &str) -> Option<&contract::Choice> {
        self.stages.as_ref().and_then(|field| field.choice(stage))
    }

    /// Where a card stands.
    pub fn place(&self, id: Uuid) -> Option<Place> {
        self.columns.iter().find_map(|column| {
            let index = column.cards.iter().position(|card| card.id == id)?;
            Some(Place::new(&column.stage, index))
        })
    }

    pub fn card(&self, id: Uuid) -> Option<&Record> {
        self.columns
            .iter()
            .flat_map(|column| &column.cards)
            .find(|card| card.id == id)
    }

    /// The card that `id` would stand under at a place; `None` for the top.
    pub fn above(&self, id: Uuid, place: &Place) -> Option<Uuid> {
        let cards = &self.column(&place.stage)?.cards;
        let mut before = cards.iter().take(place.index).rev();
        before.find(|card| card.id != id).map(|card| card.id)
    }

    /// Whether a card dropped at that place would stand where it stands now.
    pub fn is_at(&self, id: Uuid, place: &Place) -> bool {
        self.place(id).is_some_and(|now| {
            now.stage == place.stage && (now.index == place.index || now.index + 1 == place.index)
        })
    }

    /// Moves a card; the sums go with it. In another stage it counts with that stage's chance.
    pub fn put(&mut self, id: Uuid, place: &Place) {
        let Some(from) = self.place(id) else { return };
        let to_chance = self.chance(&place.stage);
        let from_chance = self.chance(&from.stage);
        let Some(column) = self.column_mut(&from.stage) else {
            return;
        };
        let mut card = column.cards.remove(from.index);
        Sums::of(column)
            .without(&card, chance(&card, from_chance))
            .into_column(column);
        let slides = from.stage == place.stage && from.index < place.index;
        if from.stage != place.stage {
            card.values
                .insert("stage".into(), Value::from(place.stage.as_str()));
            card.values
                .insert("probability".into(), Value::Integer(to_chance));
        }
        let index = place.index - usize::from(slides);
        self.insert(card, &Place::new(&place.stage, index));
    }

    /// Takes what the server says of a card: a change in its place, or a move to the top of its stage.
    pub fn refresh(&mut self, card: Record) {
        let stage = card.text("stage").to_owned();
        let index = self
            .place(card.id)
            .filter(|now| now.stage == stage)
            .map_or(0, |now| now.index);
        self.take(card.id);
        self.insert(card, &Place { stage, index });
    }

    /// Puts a card back where it was and as it was.
    pub fn put_back(&mut self, card: Record, place: &Place) {
        self.take(card.id);
        self.insert(card, place);
    }

    /// The version that the next move of a card is made against.
    pub fn set_version(&mut self, id: Uuid, version: i32) {
        let mut cards = self.columns.iter_mut().flat_map(|column| &mut column.cards);
        if let Some(card) = cards.find(|card| card.id == id) {
            card.version = version;
        }
    }

    /// Takes a card off the board.
    pub fn take(&mut self, id: Uuid) -> Option<Record> {
        let from = self.place(id)?;
        let of_stage = self.chance(&from.stage);
        let column = self.column_mut(&from.stage)?;
        let card = column.cards.remove(from.index);
        Sums::of(column)
            .without(&card, chance(&card, of_stage))
            .into_column(column);
        Some(card)
    }

    /// Adds the next cards of a column, without those that are there already.
    pub fn extend(&mut self, more: Column) {
        let known: Vec<Uuid> = self
            .columns
            .iter()
            .flat_map(|c| &c.cards)
            .map(|card| card.id)
            .collect();
        let Some(column) = self.column_mut(&more.stage) else {
            return;
        };
        column.next = more.next;
        column.cards.extend(
            more.cards
                .into_iter()
                .filter(|card| !known.contains(&card.id)),
        );
    }

    fn insert(&mut self, card: Record, place: &Place) {
        let of_stage = self.chance(&place.stage);
        let Some(column) = self.column_mut(&place.stage) else {
            return;
        };
        Sums::of(column)
            .with(&card, chance(&card, of_stage))
            .into_column(column);
        let index = place.index.min(column.cards.len());
        column.cards.insert(index, card);
    }

    /// The sums of a column while a card hovers over another one.
    pub fn sums(&self, stage: &str, hovering: Option<(Uuid, &str)>) -> Sums {
        let Some(column) = self.column(stage) else {
            return Sums::default();
        };
        let sums = Sums::of(column);
        let Some((id, over)) = hovering else {
            return sums;
        };
        let (Some(card), Some(from)) = (self.card(id), self.place(id)) else {
            return sums;
        };
        match (from.stage == stage, over == stage) {
            (true, false) => sums.without(card, chance(card, self.chance(stage))),
            (false, true) => sums.with(card, self.chance(stage)),
            _ => sums,
        }
    }

    /// The sums of all open stages.
    pub fn open_sums(&self, hovering: Option<(Uuid, &str)>) -> Sums {
        let open = self
            .columns
            .iter()
            .filter(|column| self.outcome(&column.stage) == StageOutcome::Open);
        open.fold(Sums::default(), |all, column| {
            all.and(&self.sums(&column.stage, hovering))
        })
    }
}
