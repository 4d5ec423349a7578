//! A move that the server has not confirmed yet, and its way back.

use contract::Record;
use contract::dto::deals::Move;
use uuid::Uuid;

use crate::records::board::Place;

/// Why a deal was lost.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LostBecause {
    pub reason: String,
    pub note: String,
}

impl LostBecause {
    /// What the deal says already, as when a move out of lost is taken back.
    pub fn of(deal: &Record) -> Option<Self> {
        let reason = deal.text("lost_reason");
        (!reason.is_empty()).then(|| Self {
            reason: reason.to_owned(),
            note: deal.text("lost_note").to_owned(),
        })
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
    pub lost: Option<LostBecause>,
}

impl Trip {
    /// The deal that moves.
    pub fn id(&self) -> Uuid {
        self.before.id
    }

    /// What the server is asked, against the version that the card shows.
    pub fn request(&self, version: i32) -> Move {
        let lost = self.lost.clone().unwrap_or_default();
        Move {
            id: self.before.id,
            version,
            stage: self.stage.clone(),
            below: self.below,
            lost_reason: (!lost.reason.is_empty()).then_some(lost.reason),
            lost_note: lost.note,
        }
    }

    /// The same for the way back, made against what the server answered.
    pub fn back(&self, now: &Record) -> Move {
        let lost = LostBecause::of(&self.before).unwrap_or_default();
        Move {
            id: self.before.id,
            version: now.version,
            stage: self.from.lane.clone(),
            below: self.above,
            lost_reason: (!lost.reason.is_empty()).then_some(lost.reason),
            lost_note: lost.note,
        }
    }
}
