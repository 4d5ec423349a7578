//! What the parts of a board share.

use chrono::{DateTime, Utc};
use contract::{Choice, FieldDef, Language, ObjectDef, Record, StageOutcome};
use leptos::prelude::*;
use uuid::Uuid;

use super::lanes::{Lanes, Place};
use super::sums::Sums;
use crate::t;
use crate::ui::drag::Hand;

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

/// What one kind of board does in its own way.
#[derive(Clone, Copy)]
pub struct Nature {
    /// Draws a card; the menu stands in its corner.
    pub face: fn(BoardState, Signal<Record>, Option<AnyView>) -> AnyView,
    /// Whether a card gets the mark of what stands still.
    pub is_stale: fn(BoardState, &Record, DateTime<Utc>) -> bool,
    /// What the head of a lane says beside its total.
    pub likely: fn(&Choice, &Sums, &str, Language) -> String,
    /// Cards keep an order of their own inside a lane; else they stand in that of the list.
    pub is_ordered: bool,
}

/// What a board is asked to do.
#[derive(Clone, Copy)]
pub struct Deeds {
    /// A card was let go at a place that is not its own, or sent there by its menu.
    pub dropped: Callback<(Uuid, Place)>,
    /// More cards of a lane are wanted; answers are put into the lanes by whoever asked.
    pub more: Callback<String>,
}

/// The signals of one board.
#[derive(Clone, Copy)]
pub struct BoardState {
    pub object: StoredValue<ObjectDef>,
    /// The field whose choices are the lanes.
    pub by: StoredValue<FieldDef>,
    /// What a card shows beside its title, where its nature does not know better.
    pub fields: StoredValue<Vec<FieldDef>>,
    pub nature: Nature,
    pub lanes: RwSignal<Lanes>,
    pub lift: RwSignal<Option<Lift>>,
    /// Left top corner of the lifted copy in the window, in pixels.
    pub at: RwSignal<(f64, f64)>,
    /// On a phone, the lane that fills the screen.
    pub shown: RwSignal<String>,
    /// What a screen reader is told.
    pub said: RwSignal<String>,
    /// The card that hovers, and the lane it hovers over.
    pub hovering: Memo<Option<(Uuid, String)>>,
    /// Lanes whose next cards are awaited.
    pub loading: RwSignal<Vec<String>>,
}

impl BoardState {
    pub fn new(
        object: ObjectDef,
        by: FieldDef,
        fields: Vec<FieldDef>,
        nature: Nature,
        lanes: Lanes,
    ) -> Self {
        let lift = RwSignal::new(None::<Lift>);
        let first = lanes.all.first().map(|lane| lane.key.clone());
        Self {
            object: StoredValue::new(object),
            by: StoredValue::new(by),
            fields: StoredValue::new(fields),
            nature,
            lanes: RwSignal::new(lanes),
            lift,
            at: RwSignal::new((0.0, 0.0)),
            shown: RwSignal::new(first.unwrap_or_default()),
            said: RwSignal::new(String::new()),
            hovering: Memo::new(move |_| lift.get().map(|lift| (lift.id, lift.over.lane))),
            loading: RwSignal::new(Vec::new()),
        }
    }

    /// The sums of a lane, a hovering card included.
    pub fn sums(self, lane: &str) -> Sums {
        self.hovering.with(|over| {
            self.lanes
                .with(|lanes| lanes.sums(lane, over.as_ref().map(|(id, s)| (*id, s.as_str()))))
        })
    }

    /// The sums of the open lanes, a hovering card included.
    pub fn open_sums(self) -> Sums {
        self.hovering.with(|over| {
            self.lanes
                .with(|lanes| lanes.open_sums(over.as_ref().map(|(id, s)| (*id, s.as_str()))))
        })
    }

    /// How what stands in that lane ends.
    pub fn outcome(self, lane: &str) -> StageOutcome {
        self.lanes.with_untracked(|lanes| lanes.outcome(lane))
    }

    /// The name of a lane.
    pub fn label(self, lane: &str, language: Language) -> String {
        self.by
            .try_with_value(|by| lane_label(by, lane, language))
            .unwrap_or_default()
    }

    /// What a lane means; for what the description does not know, something of its name.
    pub fn choice(self, lane: &str) -> Choice {
        let found = self.by.with_value(|by| by.choice(lane).cloned());
        found.unwrap_or_else(|| {
            let [en, zh] =
                [Language::English, Language::Chinese].map(|language| self.label(lane, language));
            Choice::new(lane, &en, &zh)
        })
    }

    /// The title of a card.
    pub fn title(self, card: &Record) -> String {
        self.object
            .try_with_value(|object| card.text(&object.title).to_owned())
            .unwrap_or_default()
    }

    /// Whether a lifted card would land where it came from.
    pub fn is_home(self, lift: &Lift) -> bool {
        match self.nature.is_ordered {
            true => self.lanes.with(|lanes| lanes.is_at(lift.id, &lift.over)),
            false => lift.over.lane == lift.from.lane,
        }
    }

    /// Puts a card into the air where it stands, if it may be changed.
    pub fn raise(self, id: Uuid, hand: Hand, size: (f64, f64)) {
        let from = self.lanes.with_untracked(|lanes| {
            let may = lanes.card(id).is_some_and(|card| card.rights.edit);
            lanes.place(id).filter(|_| may)
        });
        let Some(from) = from else {
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
        let home = untrack(|| self.is_home(&lift));
        (!home).then_some((lift.id, lift.over))
    }

    pub fn is_lifted(self) -> bool {
        self.lift.with_untracked(Option::is_some)
    }
}

/// The name of a lane: its choice; the key where the description does not know it.
pub fn lane_label(by: &FieldDef, lane: &str, language: Language) -> String {
    match (lane, by.choice(lane)) {
        ("", _) => t!(language, lists.without, field = by.label.get(language)),
        (_, Some(choice)) => choice.label.get(language).to_owned(),
        (key, None) => key.to_owned(),
    }
}
