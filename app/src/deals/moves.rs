//! Moving deals: at once on the screen, then on the server, and back where the server does not agree.

use std::collections::HashMap;

use contract::{FieldProblem, Language, ObjectDef, Record, Refusal, StageOutcome};
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::trip::{Told, Trip};
use crate::api::deals::move_deal;
use crate::api::{Answer, Failure};
use crate::records::board::geometry::focus_card;
use crate::records::board::sheet::{missed, wanted};
use crate::records::board::{BoardState, Lanes, Place};
use crate::records::lasting;
use crate::t;
use crate::ui::unsaved::sending;
use crate::ui::{Toasts, failure_text};

/// Moves the deals of one board.
#[derive(Clone, Copy)]
pub struct Mover {
    state: BoardState,
    toasts: Toasts,
    language: Language,
    /// The move that waits for what its stage asks: why a deal was lost, fields that are empty.
    pub asking: RwSignal<Option<Trip>>,
    /// Deals whose move is on its way, each with the move that waits behind it.
    under_way: StoredValue<HashMap<Uuid, Option<Trip>>>,
}

impl Mover {
    pub fn new(state: BoardState, toasts: Toasts, language: Language) -> Self {
        Self {
            state,
            toasts,
            language,
            asking: RwSignal::new(None),
            under_way: StoredValue::new(HashMap::new()),
        }
    }

    /// A card was dropped, or sent by its menu. What its stage asks for is asked first.
    pub fn drop_at(self, id: Uuid, place: &Place) {
        let Some(trip) = self.start(id, place) else {
            return;
        };
        let is_lost = self.state.outcome(&trip.stage) == StageOutcome::Lost;
        let asks = trip.from.lane != trip.stage && (is_lost || !trip.wanted.is_empty());
        match asks {
            true => self.asking.set(Some(trip)),
            false => self.send(trip),
        }
    }

    /// It was told what the stage asks for.
    pub fn answer(self, told: Told) {
        if let Some(trip) = self.asking.get_untracked() {
            self.asking.set(None);
            self.send(Trip { told, ..trip });
        }
    }

    /// It is not told: the card goes back.
    pub fn give_up(self) {
        if let Some(trip) = self.asking.get_untracked() {
            self.asking.set(None);
            self.revert(&trip);
            focus_card(trip.id());
        }
    }

    fn start(self, id: Uuid, place: &Place) -> Option<Trip> {
        self.state.lanes.try_update(|lanes| {
            let before = lanes.card(id)?.clone();
            let wanted = self
                .state
                .object
                .try_with_value(|object| wanted(object, "stage", &before, &place.lane));
            let trip = Trip {
                before,
                from: lanes.place(id)?,
                above: lanes.above(id, &lanes.place(id)?),
                stage: place.lane.clone(),
                below: lanes.above(id, place),
                wanted: wanted.unwrap_or_default(),
                told: Told::default(),
            };
            lanes.put(id, place);
            Some(trip)
        })?
    }

    fn send(self, trip: Trip) {
        let id = trip.id();
        let waits = self
            .under_way
            .try_update_value(|moves| match moves.get_mut(&id) {
                Some(next) => {
                    *next = Some(trip.clone());
                    true
                }
                None => {
                    moves.insert(id, None);
                    false
                }
            });
        if waits == Some(true) {
            return;
        }
        let version = self
            .state
            .lanes
            .try_with_untracked(|lanes| lanes.card(id).map(|card| card.version));
        let request = trip.request(version.flatten().unwrap_or(trip.before.version));
        spawn_local(async move {
            let answer = sending(move_deal(request)).await;
            self.settle(trip, answer);
        });
    }

    fn settle(self, trip: Trip, answer: Answer<Record>) {
        let id = trip.id();
        let next = self
            .under_way
            .try_update_value(|moves| moves.remove(&id).flatten())
            .flatten();
        match (answer, next) {
            (Ok(now), Some(next)) => {
                self.state
                    .lanes
                    .update(|lanes| lanes.set_version(id, now.version));
                self.send(next);
            }
            (Ok(now), None) => self.confirm(trip, now),
            (Err(failure), _) => self.refuse(trip, failure),
        }
    }

    fn confirm(self, trip: Trip, now: Record) {
        self.state.lanes.update(|lanes| lanes.refresh(now.clone()));
        if trip.from.lane == trip.stage {
            return;
        }
        let text = t!(
            self.language,
            deals.moved,
            name = trip.before.text("name"),
            from = self.label(&trip.from.lane),
            to = self.label(&trip.stage),
        );
        self.toasts
            .show(text, lasting(move || self.undo(&trip, &now)));
    }

    /// Takes a confirmed move back, also when another page is open by now.
    fn undo(self, trip: &Trip, now: &Record) {
        let (id, request) = (trip.id(), trip.back(now));
        let place = trip.from.clone();
        self.state.lanes.update(|lanes| lanes.put(id, &place));
        spawn_local(async move {
            match sending(move_deal(request)).await {
                Ok(back) => {
                    self.state.lanes.update(|lanes| lanes.refresh(back));
                    self.toasts.say(t!(self.language, deals.undone));
                }
                Err(failure) => self.toasts.fail(failure_text(self.language, &failure)),
            }
        });
    }

    fn refuse(self, trip: Trip, failure: Failure) {
        self.revert(&trip);
        let again = {
            let trip = trip.clone();
            move || self.again(&trip)
        };
        let name = trip.before.text("name").to_owned();
        match failure {
            Failure::Unreached => {
                let text = t!(self.language, deals.not_moved_offline, name);
                self.toasts
                    .fail_with(text, t!(self.language, common.retry), lasting(again));
            }
            Failure::Refused(Refusal::Conflict {
                current,
                changed_by,
                ..
            }) => {
                let stage = self.label(current.text("stage"));
                self.state.lanes.update(|lanes| lanes.refresh(*current));
                let text = t!(
                    self.language,
                    deals.moved_meanwhile,
                    name,
                    by = changed_by,
                    stage
                );
                self.toasts
                    .fail_with(text, t!(self.language, deals.move_anyway), lasting(again));
            }
            Failure::Refused(Refusal::NotFound) => {
                self.state.lanes.update(|lanes| {
                    lanes.take(trip.id());
                });
                self.toasts.fail(t!(self.language, deals.gone, name));
            }
            Failure::Refused(Refusal::Invalid(problems)) if self.asks(&problems) => {
                self.ask_for(&trip, &problems)
            }
            refused => self.toasts.fail(failure_text(self.language, &refused)),
        }
    }

    /// Whether a sheet can ask for what the server misses.
    fn asks(self, problems: &[FieldProblem]) -> bool {
        let missed = |object: &ObjectDef| !missed(object, problems).is_empty();
        problems.iter().any(|one| one.field == "lost_reason")
            || self.state.object.try_with_value(missed) == Some(true)
    }

    /// The board knew less than the server: what it misses is asked for.
    fn ask_for(self, trip: &Trip, problems: &[FieldProblem]) {
        let Some(mut next) = self.start(trip.id(), &Place::new(&trip.stage, 0)) else {
            return;
        };
        let missed = |object: &ObjectDef| missed(object, problems);
        let missed = self.state.object.try_with_value(missed);
        for key in missed.unwrap_or_default() {
            if !next.wanted.contains(&key) {
                next.wanted.push(key);
            }
        }
        self.asking.set(Some(next));
    }

    /// The same move once more, from where the card stands now.
    fn again(self, trip: &Trip) {
        let index = |lanes: &Lanes| {
            trip.below
                .and_then(|id| lanes.place(id))
                .map_or(0, |place| place.index + 1)
        };
        let Some(index) = self.state.lanes.try_with_untracked(index) else {
            return;
        };
        if let Some(next) = self.start(trip.id(), &Place::new(&trip.stage, index)) {
            self.send(Trip {
                told: trip.told.clone(),
                ..next
            });
        }
    }

    fn revert(self, trip: &Trip) {
        self.state
            .lanes
            .update(|lanes| lanes.put_back(trip.before.clone(), &trip.from));
    }

    fn label(self, stage: &str) -> String {
        self.state.label(stage, self.language)
    }
}
