//! The day on the screen: what is ticked off or put off shows at once, and goes back where the server does not agree.

use chrono::{DateTime, Utc};
use contract::dto::activities::Today;
use contract::{Record, Value};
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use crate::api::Failure;
use crate::api::activities::{reschedule, set_done};
use crate::records::lasting;
use crate::t;
use crate::ui::unsaved::sending;
use crate::ui::{Clock, Toasts, failure_text};

/// A list of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayList {
    Overdue,
    Due,
    Coming,
    Done,
}

impl DayList {
    pub fn of(self, day: &Today) -> &Vec<Record> {
        match self {
            Self::Overdue => &day.overdue,
            Self::Due => &day.due,
            Self::Coming => &day.coming,
            Self::Done => &day.done,
        }
    }

    fn of_mut(self, day: &mut Today) -> &mut Vec<Record> {
        match self {
            Self::Overdue => &mut day.overdue,
            Self::Due => &mut day.due,
            Self::Coming => &mut day.coming,
            Self::Done => &mut day.done,
        }
    }

    pub(super) const ALL: [Self; 4] = [Self::Overdue, Self::Due, Self::Coming, Self::Done];
}

/// The day of the page.
#[derive(Clone, Copy)]
pub struct DayState {
    pub day: RwSignal<Today>,
    pub clock: Clock,
    toasts: Toasts,
    /// The activity whose new time is being picked.
    pub picking: RwSignal<Option<Uuid>>,
}

impl DayState {
    pub fn new(day: Today, clock: Clock, toasts: Toasts) -> Self {
        Self {
            day: RwSignal::new(day),
            clock,
            toasts,
            picking: RwSignal::new(None),
        }
    }

    /// An activity of the day.
    pub fn activity(self, id: Uuid) -> Option<Record> {
        self.day.with(|day| find(day, id).cloned())
    }

    /// How many activities of a list are still to be done.
    pub fn left(self, list: DayList) -> usize {
        self.day.with(|day| {
            list.of(day)
                .iter()
                .filter(|activity| !is_done(activity))
                .count()
        })
    }

    /// Ticks an activity off, or opens it again.
    pub fn set_done(self, id: Uuid, done: bool) {
        let Some(before) = untrack(|| self.activity(id)) else {
            return;
        };
        self.change(id, |activity| {
            activity
                .values
                .insert("status".into(), if done { "done" } else { "open" }.into());
        });
        spawn_local(async move {
            match sending(set_done(id, done)).await {
                Ok(now) => {
                    self.take_in(now);
                    if done {
                        let text = t!(
                            self.clock.language,
                            activities.done_toast,
                            subject = before.text("subject")
                        );
                        self.toasts
                            .show(text, lasting(move || self.set_done(id, false)));
                    }
                }
                Err(failure) => self.back(before, failure, move || self.set_done(id, done)),
            }
        });
    }

    /// Gives an activity another time.
    pub fn put_off(self, id: Uuid, at: DateTime<Utc>) {
        let Some(before) = untrack(|| self.activity(id)) else {
            return;
        };
        let was = due_of(&before);
        self.move_to(before.clone(), at);
        spawn_local(async move {
            match sending(reschedule(id, at)).await {
                Ok(now) => {
                    self.take_in(now);
                    let when = untrack(|| self.clock.due(at));
                    let text = t!(
                        self.clock.language,
                        activities.put_off_toast,
                        subject = before.text("subject"),
                        when
                    );
                    match was {
                        Some(was) => self
                            .toasts
                            .show(text, lasting(move || self.put_back(before.clone(), was))),
                        None => self.toasts.say(text),
                    }
                }
                Err(failure) => self.back(before, failure, move || self.put_off(id, at)),
            }
        });
    }

    /// Takes a new time back, also when the activity is on this page no more.
    fn put_back(self, before: Record, was: DateTime<Utc>) {
        let id = before.id;
        self.move_to(before, was);
        spawn_local(async move {
            match sending(reschedule(id, was)).await {
                Ok(now) => self.take_in(now),
                Err(failure) => self
                    .toasts
                    .fail(failure_text(self.clock.language, &failure)),
            }
        });
    }

    /// The time of an activity on another day; one without a time is due at nine.
    pub fn on_day(self, id: Uuid, day: chrono::NaiveDate) -> DateTime<Utc> {
        let due = untrack(|| self.activity(id)).as_ref().and_then(due_of);
        let nine = chrono::NaiveTime::from_hms_opt(9, 0, 0).unwrap_or_default();
        let time = due.map_or(nine, |due| self.clock.local(due).time());
        self.clock.utc(day.and_time(time))
    }

    fn change(self, id: Uuid, change: impl Fn(&mut Record)) {
        self.day.try_update(|day| {
            for list in DayList::ALL {
                list.of_mut(day)
                    .iter_mut()
                    .filter(|activity| activity.id == id)
                    .for_each(&change);
            }
        });
    }

    fn take_in(self, now: Record) {
        self.change(now.id, |activity| {
            // Titles of links come with a list, not with the answer to a change.
            activity.version = now.version;
            for key in ["status", "due_at", "done_at"] {
                activity.values.insert(key.into(), now.value(key).clone());
            }
        });
    }

    fn back(self, before: Record, failure: Failure, again: impl Fn() + Send + Sync + 'static) {
        let language = self.clock.language;
        match due_of(&before) {
            Some(at) => self.move_to(before, at),
            None => self.change(before.id, |activity| *activity = before.clone()),
        }
        let text = failure_text(language, &failure);
        match failure {
            Failure::Unreached => {
                self.toasts
                    .fail_with(text, t!(language, common.retry), lasting(again))
            }
            Failure::Refused(_) => self.toasts.fail(text),
        }
    }

    /// Puts an activity into the list of its time.
    fn move_to(self, mut activity: Record, at: DateTime<Utc>) {
        activity.values.insert("due_at".into(), Value::DateTime(at));
        let list = untrack(|| self.list_of(at));
        self.day.try_update(|day| {
            for other in DayList::ALL {
                other.of_mut(day).retain(|other| other.id != activity.id);
            }
            if let Some(list) = list {
                let records = list.of_mut(day);
                let index = records
                    .iter()
                    .position(|other| due_of(other) > Some(at))
                    .unwrap_or(records.len());
                records.insert(index, activity);
            }
        });
    }

    fn list_of(self, at: DateTime<Utc>) -> Option<DayList> {
        let days = (self.clock.local(at).date() - self.clock.today()).num_days();
        match days {
            _ if self.clock.is_past(at) => Some(DayList::Overdue),
            0 => Some(DayList::Due),
            1..=7 => Some(DayList::Coming),
            _ => None,
        }
    }
}

fn find(day: &Today, id: Uuid) -> Option<&Record> {
    DayList::ALL
        .into_iter()
        .find_map(|list| list.of(day).iter().find(|activity| activity.id == id))
}

/// When an activity is due.
pub fn due_of(activity: &Record) -> Option<DateTime<Utc>> {
    match activity.value("due_at") {
        Value::DateTime(at) => Some(*at),
        _ => None,
    }
}

pub fn is_done(activity: &Record) -> bool {
    activity.text("status") == "done"
}

/// The record that an activity is about, as its address and name: the nearest to what is sold comes first.
pub fn about(activity: &Record) -> Vec<(String, String)> {
    const FIELDS: [(&str, &str); 4] = [
        ("account", "accounts"),
        ("contact", "contacts"),
        ("deal", "deals"),
        ("lead", "leads"),
    ];
    let link = |(field, path): (&str, &str)| match activity.value(field) {
        Value::Link(link) if !link.text.is_empty() => {
            let href = link
                .id
                .map(|id| format!("/{path}/{id}"))
                .unwrap_or_default();
            Some((href, link.text.clone()))
        }
        _ => None,
    };
    FIELDS.into_iter().filter_map(link).collect()
}
