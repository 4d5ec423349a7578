//! Moving records from day to day: at once on the screen, then on the server, and back where it does not agree.

use chrono::NaiveDate;
use contract::dto::lists::Day;
use contract::dto::records::Change;
use contract::{FieldDef, ObjectDef, Record, Value};
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use crate::api::Failure;
use crate::api::records::update;
use crate::records::bulk::problems_text;
use crate::records::lasting;
use crate::t;
use crate::ui::unsaved::sending;
use crate::ui::{Clock, Toasts, failure_text};

/// The days of one calendar, and who moves records in them.
#[derive(Clone, Copy)]
pub(super) struct Mover {
    pub(super) object: StoredValue<ObjectDef>,
    /// The field whose day it is.
    pub(super) by: StoredValue<FieldDef>,
    pub(super) days: RwSignal<Vec<Day>>,
    pub(super) clock: Clock,
    /// A record that the keyboard carries, and the day it would land on.
    pub(super) carried: RwSignal<Option<(Uuid, NaiveDate)>>,
    /// What a screen reader is told.
    pub(super) said: RwSignal<String>,
    pub(super) toasts: Toasts,
}

impl Mover {
    /// A record of the calendar and the day it stands on.
    pub(super) fn find(self, id: Uuid) -> Option<(NaiveDate, Record)> {
        self.days.with_untracked(|days| {
            days.iter().find_map(|day| {
                let record = day.records.iter().find(|record| record.id == id)?;
                Some((day.day, record.clone()))
            })
        })
    }

    pub(super) fn title(self, record: &Record) -> String {
        self.object
            .try_with_value(|object| record.text(&object.title).to_owned())
            .unwrap_or_default()
    }

    /// Whether a record may be moved.
    pub(super) fn may(self, record: &Record) -> bool {
        record.rights.edit && self.by.with_value(FieldDef::is_typed)
    }

    /// Moves a record to a day; a moment keeps its time.
    pub(super) fn put(self, id: Uuid, day: NaiveDate) {
        let Some((from, before)) = self.find(id).filter(|(from, _)| *from != day) else {
            return;
        };
        if !self.may(&before) {
            return;
        }
        self.send(from, before, day);
    }

    /// Moves a record that may stand outside of the days that are shown.
    pub(super) fn send(self, from: NaiveDate, before: Record, day: NaiveDate) {
        let key = self.by.with_value(|by| by.key.clone());
        let old = before.value(&key).clone();
        let new = match &old {
            Value::DateTime(at) => {
                let time = self.clock.local(*at).time();
                Value::DateTime(self.clock.utc(day.and_time(time)))
            }
            _ => Value::Date(day),
        };
        let mut moved = before.clone();
        moved.values.insert(key.clone(), new.clone());
        self.days.try_update(|days| {
            take(days, from, before.id);
            insert(days, day, moved);
        });
        let change = Change {
            object: before.object.clone(),
            id: before.id,
            version: before.version,
            values: [(key.clone(), new)].into(),
            base: [(key, old)].into(),
        };
        spawn_local(async move {
            match sending(update(change)).await {
                Ok(now) => self.confirm(from, day, now),
                Err(failure) => self.refuse(from, day, before, failure),
            }
        });
    }

    fn confirm(self, from: NaiveDate, day: NaiveDate, now: Record) {
        self.days.try_update(|days| {
            take(days, day, now.id);
            insert(days, day, now.clone());
        });
        let language = self.clock.language;
        let text = t!(
            language,
            lists.moved_to,
            name = self.title(&now),
            day = untrack(|| self.clock.due_day(day)),
        );
        let back = lasting(move || self.send(day, now.clone(), from));
        self.toasts.show(text, back);
    }

    fn refuse(self, from: NaiveDate, day: NaiveDate, before: Record, failure: Failure) {
        let language = self.clock.language;
        let name = self.title(&before);
        self.days.try_update(|days| {
            take(days, day, before.id);
            insert(days, from, before);
        });
        let why = match &failure {
            Failure::Refused(contract::Refusal::Invalid(problems)) => self
                .object
                .try_with_value(|object| problems_text(object, problems, language))
                .unwrap_or_default(),
            other => failure_text(language, other),
        };
        self.toasts.fail(t!(language, lists.not_moved, name, why));
    }
}

fn take(days: &mut [Day], day: NaiveDate, id: Uuid) {
    if let Some(day) = days.iter_mut().find(|held| held.day == day) {
        let before = day.records.len();
        day.records.retain(|record| record.id != id);
        let gone = (before - day.records.len()) as u64;
        day.total.count = day.total.count.saturating_sub(gone);
    }
}

fn insert(days: &mut [Day], day: NaiveDate, record: Record) {
    if let Some(day) = days.iter_mut().find(|held| held.day == day) {
        day.total.count += 1;
        day.records.push(record);
    }
}
