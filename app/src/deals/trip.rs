//! A move that the server has not confirmed yet, and its way back.

use contract::Record;
use contract::dto::deals::Move;
use contract::value::Values;
use uuid::Uuid;

use crate::records::board::Place;

/// What was told when a stage asked: why a deal was lost, and fields that were empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Told {
    /// Key of the reason; empty where nothing was lost.
    pub reason: String,
    pub note: String,
    pub values: Values,
}

impl Told {
    /// What the deal says already, as when a move out of lost is taken back.
    pub fn of(deal: &Record) -> Self {
        Self {
            reason: deal.text("lost_reason").to_owned(),
            note: deal.text("lost_note").to_owned(),
            values: Values::new(),
        }
    }

    /// The deal goes to that stage, against the version it shows.
    pub fn to(self, deal: Uuid, version: i32, stage: &str, below: Option<Uuid>) -> Move {
        Move {
            id: deal,
            version,
            stage: stage.to_owned(),
            below,
            lost_reason: (!self.reason.is_empty()).then_some(self.reason),
            lost_note: self.note,
            values: self.values,
        }
    }
}

/// A way that a card has gone on the screen, and the server has not confirmed yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Trip {
    /// The deal before it.
    pub before: Record,
    /// Where it stood.
    pub from: Place,
    /// The card it stood under before.
    pub above: Option<Uuid>,
    /// The stage it goes to.
    pub stage: String,
    /// The card it stands under now.
    pub below: Option<Uuid>,
    /// Keys of the fields that the stage asks for and that are empty.
    pub wanted: Vec<String>,
    pub told: Told,
}

impl Trip {
    /// The deal that moves.
    pub fn id(&self) -> Uuid {
        self.before.id
    }

    /// What the server is asked, against the version that the card shows.
    pub fn request(&self, version: i32) -> Move {
        let told = self.told.clone();
        told.to(self.before.id, version, &self.stage, self.below)
    }

    /// The same for the way back, made against what the server answered.
    pub fn back(&self, now: &Record) -> Move {
        let told = Told::of(&self.before);
        told.to(self.before.id, now.version, &self.from.lane, self.above)
    }
}
