//! Carrying cards from lane to lane: at once on the screen, then on the server, and back where it does not agree.

use contract::dto::records::Change;
use contract::value::Values;
use contract::{Language, ListQuery, ObjectDef, Record, Refusal, Value};
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::geometry::focus_card;
use super::lanes::Place;
use super::sheet::{missed, wanted};
use super::state::BoardState;
use crate::api::Failure;
use crate::api::records::{list, update};
use crate::records::lasting;
use crate::t;
use crate::ui::unsaved::sending;
use crate::ui::{Toasts, failure_text};

/// A card that was put down where more is asked of it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Waiting {
    pub(super) before: Record,
    from: Place,
    pub(super) to: Place,
    /// Keys of the fields that are asked for.
    pub(super) wanted: Vec<String>,
}

/// Carries the cards of one board.
#[derive(Clone, Copy)]
pub(super) struct Carrier {
    state: BoardState,
    /// The card that waits for what its lane asks.
    pub(super) asking: RwSignal<Option<Waiting>>,
    toasts: Toasts,
    language: Language,
}

impl Carrier {
    pub(super) fn new(state: BoardState, toasts: Toasts, language: Language) -> Self {
        Self {
            state,
            asking: RwSignal::new(None),
            toasts,
            language,
        }
    }

    /// A card was dropped, or sent by its menu. What its lane asks for is asked first.
    pub(super) fn drop_at(self, id: Uuid, place: &Place) {
        let Some((before, from)) = self.put(id, place) else {
            return;
        };
        let by = self.state.by.with_value(|by| by.key.clone());
        let wanted = self
            .state
            .object
            .with_value(|object| wanted(object, &by, &before, &place.lane));
        match wanted.is_empty() {
            true => self.send(before, from, place.clone(), Values::new()),
            false => self.ask(before, from, place.clone(), wanted),
        }
    }

    fn ask(self, before: Record, from: Place, to: Place, wanted: Vec<String>) {
        self.asking.set(Some(Waiting {
            before,
            from,
            to,
            wanted,
        }));
    }

    /// It was told what the lane asks for.
    pub(super) fn answer(self, values: Values) {
        if let Some(waiting) = self.asking.get_untracked() {
            self.asking.set(None);
            self.send(waiting.before, waiting.from, waiting.to, values);
        }
    }

    /// It is not told: the card goes back.
    pub(super) fn give_up(self) {
        if let Some(waiting) = self.asking.get_untracked() {
            self.asking.set(None);
            let id = waiting.before.id;
            self.state
                .lanes
                .update(|lanes| lanes.put_back(waiting.before, &waiting.from));
            focus_card(id);
        }
    }

    fn put(self, id: Uuid, place: &Place) -> Option<(Record, Place)> {
        let moved = self.state.lanes.try_update(|lanes| {
            let from = lanes.place(id).filter(|from| from.lane != place.lane)?;
            let before = lanes.card(id)?.clone();
            lanes.put(id, place);
            Some((before, from))
        });
        moved.flatten()
    }

    fn send(self, before: Record, from: Place, to: Place, values: Values) {
        let mut change = self.change(&before, &from.lane, &to.lane);
        for (key, value) in values {
            change.base.insert(key.clone(), before.value(&key).clone());
            change.values.insert(key, value);
        }
        spawn_local(async move {
            match sending(update(change)).await {
                Ok(now) => self.confirm(before, from, to, now),
                Err(failure) => self.refuse(before, from, to, failure),
            }
        });
    }

    fn change(self, card: &Record, from: &str, to: &str) -> Change {
        let key = self.state.by.with_value(|by| by.key.clone());
        let value = |lane: &str| match lane {
            "" => Value::Empty,
            lane => lane.into(),
        };
        Change {
            object: card.object.clone(),
            id: card.id,
            version: card.version,
            values: [(key.clone(), value(to))].into(),
            base: [(key, value(from))].into(),
        }
    }

    fn confirm(self, before: Record, from: Place, to: Place, now: Record) {
        self.state
            .lanes
            .try_update(|lanes| lanes.refresh(now.clone()));
        let language = self.language;
        let text = t!(
            language,
            lists.moving,
            name = self.state.title(&before),
            from = self.state.label(&from.lane, language),
            to = self.state.label(&to.lane, language),
        );
        let back = self.change(&now, &to.lane, &from.lane);
        let undo = lasting(move || self.undo(back.clone()));
        self.toasts.show(text, undo);
    }

    /// Takes a move back, also when another page is open by now.
    fn undo(self, back: Change) {
        spawn_local(async move {
            match sending(update(back)).await {
                Ok(now) => {
                    self.state.lanes.try_update(|lanes| lanes.refresh(now));
                    self.toasts.say(t!(self.language, lists.undone));
                }
                Err(failure) => self.toasts.fail(failure_text(self.language, &failure)),
            }
        });
    }

    fn refuse(self, before: Record, from: Place, to: Place, failure: Failure) {
        let language = self.language;
        let (id, name) = (before.id, self.state.title(&before));
        if let Failure::Refused(Refusal::Invalid(problems)) = &failure {
            let missed = |object: &ObjectDef| missed(object, problems);
            let missed = self.state.object.try_with_value(missed).unwrap_or_default();
            // The board knew less than the server: what it misses is asked for, and the card waits.
            if !missed.is_empty() {
                return self.ask(before, from, to, missed);
            }
        }
        self.state
            .lanes
            .try_update(|lanes| lanes.put_back(before, &from));
        let again = lasting(move || self.drop_at(id, &to));
        match failure {
            Failure::Unreached => {
                let text = t!(language, lists.not_moved_offline, name);
                self.toasts
                    .fail_with(text, t!(language, common.retry), again);
            }
            Failure::Refused(Refusal::Conflict {
                current,
                changed_by,
                ..
            }) => {
                self.state.lanes.try_update(|lanes| lanes.refresh(*current));
                let text = t!(language, lists.moved_meanwhile, name, by = changed_by);
                self.toasts
                    .fail_with(text, t!(language, lists.move_anyway), again);
            }
            Failure::Refused(Refusal::NotFound) => {
                self.state.lanes.try_update(|lanes| {
                    lanes.take(id);
                });
                self.toasts.fail(t!(language, lists.gone, name));
            }
            Failure::Refused(Refusal::Invalid(problems)) => {
                let words = self.state.object.try_with_value(|object| {
                    crate::records::bulk::problems_text(object, &problems, language)
                });
                self.toasts.fail(t!(
                    language,
                    lists.not_moved,
                    name,
                    why = words.unwrap_or_default()
                ));
            }
            refused => self.toasts.fail(failure_text(language, &refused)),
        }
    }

    /// Brings the next cards of a lane.
    pub(super) fn load_more(self, query: &ListQuery, key: String) {
        let asked = self.state.lanes.with_untracked(|lanes| {
            let lane = lanes.lane(&key)?;
            let mut query = query.clone();
            query.filters.extend(lane.filters.iter().cloned());
            query.after = Some(lane.next.clone()?);
            Some(query)
        });
        let Some(query) = asked else { return };
        self.state
            .loading
            .update(|loading| loading.push(key.clone()));
        spawn_local(async move {
            match list(query).await {
                Ok(page) => {
                    self.state
                        .lanes
                        .try_update(|lanes| lanes.extend(&key, page.records, page.next));
                }
                Err(failure) => self.toasts.fail(failure_text(self.language, &failure)),
            }
            self.state
                .loading
                .try_update(|loading| loading.retain(|other| *other != key));
        });
    }
}
