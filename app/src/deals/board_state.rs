//! What the parts of the board share.

use contract::{ObjectDef, StageOutcome};
use leptos::prelude::*;
use uuid::Uuid;

use super::pipeline::{Pipeline, Place};
use super::sums::Sums;
use super::trip::Trip;

/// What holds a lifted card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hand {
    Pointer,
    Keyboard,
}

/// A card in the air.
#[derive(Clone, Debug, PartialEq)]
pub struct Lift {
    pub id: Uuid,
    pub hand: Hand,
    pub from: Place,
    /// Where it would land.
    pub over: Place,
    /// Size of the card in pixels, hence of the place kept free for it.
    pub size: (f64, f64),
    /// Distance of the free place from the top of its list, in pixels.
    pub top: f64,
}

impl Lift {
    /// Whether it would land where it came from.
    pub fn is_home(&self, pipeline: &Pipeline) -> bool {
        pipeline.is_at(self.id, &self.over)
    }
}

/// The signals of one board.
#[derive(Clone, Copy)]
pub struct BoardState {
    pub deal: StoredValue<ObjectDef>,
    pub pipeline: RwSignal<Pipeline>,
    pub lift: RwSignal<Option<Lift>>,
    /// Left top corner of the lifted copy in the window, in pixels.
    pub at: RwSignal<(f64, f64)>,
    /// The move that waits for the reason why a deal was lost.
    pub asking: RwSignal<Option<Trip>>,
    /// On a phone, the stage whose column fills the screen.
    pub shown: RwSignal<String>,
    /// What a screen reader is told.
    pub said: RwSignal<String>,
    /// The card that hovers, and the stage it hovers over.
    pub hovering: Memo<Option<(Uuid, String)>>,
}

impl BoardState {
    pub fn new(deal: ObjectDef, pipeline: Pipeline) -> Self {
        let lift = RwSignal::new(None::<Lift>);
        let first = pipeline.columns.first().map(|column| column.stage.clone());
        Self {
            deal: StoredValue::new(deal),
            pipeline: RwSignal::new(pipeline),
            lift,
            at: RwSignal::new((0.0, 0.0)),
            asking: RwSignal::new(None),
            shown: RwSignal::new(first.unwrap_or_default()),
            said: RwSignal::new(String::new()),
            hovering: Memo::new(move |_| lift.get().map(|lift| (lift.id, lift.over.stage))),
        }
    }

    /// The sums of a column, a hovering card included.
    pub fn sums(self, stage: &str) -> Sums {
        self.hovering.with(|over| {
            self.pipeline
                .with(|p| p.sums(stage, over.as_ref().map(|(id, s)| (*id, s.as_str()))))
        })
    }

    /// The sums of the open stages, a hovering card included.
    pub fn open_sums(self) -> Sums {
        self.hovering.with(|over| {
            self.pipeline
                .with(|p| p.open_sums(over.as_ref().map(|(id, s)| (*id, s.as_str()))))
        })
    }

    /// How a deal in that stage ends.
    pub fn outcome(self, stage: &str) -> StageOutcome {
        self.pipeline
            .with_untracked(|pipeline| pipeline.outcome(stage))
    }

    /// The name of a stage.
    pub fn stage_label(self, stage: &str, language: contract::Language) -> String {
        self.deal
            .try_with_value(|deal| stage_label(deal, stage, language))
            .unwrap_or_default()
    }

    /// Puts a card into the air where it stands.
    pub fn raise(self, id: Uuid, hand: Hand, size: (f64, f64)) {
        let Some(from) = self.pipeline.with_untracked(|pipeline| pipeline.place(id)) else {
            return;
        };
        self.lift.set(Some(Lift {
            id,
            hand,
            over: from.clone(),
            from,
            size,
            top: 0.0,
        }));
    }

    /// Lets a lifted card hover elsewhere.
    pub fn hover(self, over: Place, top: f64) {
        let same = self
            .lift
            .with_untracked(|lift| lift.as_ref().is_none_or(|l| l.over == over && l.top == top));
        if !same {
            self.lift.update(|lift| {
                if let Some(lift) = lift {
                    lift.over = over;
                    lift.top = top;
                }
            });
        }
    }

    /// Takes the card out of the air; `None` when it would land where it came from.
    pub fn land(self) -> Option<(Uuid, Place)> {
        let lift = self.lift.get_untracked()?;
        self.lift.set(None);
        let home = self
            .pipeline
            .with_untracked(|pipeline| lift.is_home(pipeline));
        (!home).then_some((lift.id, lift.over))
    }

    pub fn is_lifted(self) -> bool {
        self.lift.with_untracked(Option::is_some)
    }
}

/// The name of a stage; its key where the description does not know it.
pub fn stage_label(deal: &ObjectDef, stage: &str, language: contract::Language) -> String {
    let choice = deal.field("stage").and_then(|field| field.choice(stage));
    choice.map_or_else(
        || stage.to_owned(),
        |choice| choice.label.get(language).to_owned(),
    )
}
