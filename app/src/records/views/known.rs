//! The views of one object, and which of them an address names.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::TimeDelta;
use contract::dto::views::{View, ViewBody};
use contract::query::Total;
use contract::{Language, ObjectDef};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::ready::{ALL, Ready, opening, ready};
use crate::api::views::views;
use crate::records::address::ListAddress;
use crate::shell::use_written_views;
use crate::ui::use_clock;

/// After so many minutes the server is asked for the views again.
const STALE: i64 = 2;

/// The views of one object. Everything below the list page finds them in its context.
#[derive(Clone, Copy)]
pub(crate) struct Views {
    object: StoredValue<String>,
    ready: StoredValue<Vec<Ready>>,
    opening: StoredValue<Arc<ViewBody>>,
    /// Those that were saved, in the order of their tabs.
    pub(crate) saved: RwSignal<Vec<View>>,
    /// How many records stand in those that were counted, by their keys.
    pub(crate) totals: RwSignal<HashMap<String, Total>>,
    /// Of all objects, as JSON.
    written: RwSignal<String>,
}

/// A view that an address names.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Chosen {
    Ready(Ready),
    Saved(Box<View>),
    /// It is gone, or was never shared with who looks.
    Unknown,
}

impl Views {
    /// Reads the views of an object from what the page came with, and asks for them anew where that is old.
    pub(crate) fn provide(object: &ObjectDef, language: Language) -> Self {
        let known = use_written_views();
        let all: Vec<View> = known
            .json
            .with_untracked(|json| crate::api::read(json))
            .unwrap_or_default();
        let own = all.into_iter().filter(|view| view.object == object.key);
        let views = Self {
            object: StoredValue::new(object.key.clone()),
            ready: StoredValue::new(ready(object, language)),
            opening: StoredValue::new(Arc::new(opening(object))),
            saved: RwSignal::new(own.collect()),
            totals: RwSignal::new(HashMap::new()),
            written: known.json,
        };
        provide_context(views);
        let clock = use_clock();
        Effect::new(move |_| {
            let now = untrack(|| clock.now());
            let asked = known.asked_at.get_value();
            if now - asked > TimeDelta::minutes(STALE) {
                known.asked_at.set_value(now);
                views.refresh();
            }
        });
        views
    }

    /// Asks the server anew. Where it does not answer what is known stays.
    pub(crate) fn refresh(self) {
        let object = self.object.get_value();
        spawn_local(async move {
            if let Ok(found) = views(object).await {
                self.take(found);
            }
        });
    }

    /// Takes the saved views in, for this page and for the next one.
    pub(crate) fn take(self, found: Vec<View>) {
        if self
            .saved
            .try_with_untracked(|saved| *saved == found)
            .unwrap_or(true)
        {
            return;
        }
        let object = self.object.get_value();
        let written = self.written.with_untracked(|json| {
            let mut all: Vec<View> = crate::api::read(json).unwrap_or_default();
            all.retain(|view| view.object != object);
            all.extend(found.iter().cloned());
            serde_json::to_string(&all).unwrap_or_default()
        });
        self.written.set(written);
        self.saved.set(found);
    }

    /// Takes one saved view in.
    pub(crate) fn put(self, view: View) {
        let mut all = self.saved.get_untracked();
        match all.iter_mut().find(|other| other.id == view.id) {
            Some(held) => *held = view,
            None => all.push(view),
        }
        self.take(all);
    }

    /// Leaves one saved view out.
    pub(crate) fn drop_one(self, id: uuid::Uuid) {
        let mut all = self.saved.get_untracked();
        all.retain(|view| view.id != id);
        self.take(all);
    }

    pub(crate) fn ready(self) -> Vec<Ready> {
        self.ready.get_value()
    }

    /// The saved view that the person's role begins with, tracked.
    fn usual(self) -> Option<View> {
        let find = |saved: &Vec<View>| saved.iter().find(|view| view.is_default).cloned();
        self.saved.with(find)
    }

    /// The word of an address for all records: none, unless the list opens with something else.
    pub(crate) fn word_of(self, key: &str) -> Option<String> {
        let usual = self
            .usual()
            .map_or(ALL.to_owned(), |view| view.id.to_string());
        (key != usual).then(|| key.to_owned())
    }

    /// The view of a key, or the one that the list opens with; tracked.
    pub(crate) fn of(self, key: Option<&str>) -> Chosen {
        let Some(key) = key else {
            return self
                .usual()
                .map_or_else(|| self.all(), |view| Chosen::Saved(Box::new(view)));
        };
        let found = self
            .ready
            .with_value(|ready| ready.iter().find(|view| view.key == key).cloned());
        if let Some(ready) = found {
            return Chosen::Ready(ready);
        }
        let saved = self.saved.with(|saved| {
            let mut all = saved.iter();
            all.find(|view| view.id.to_string() == key).cloned()
        });
        saved.map_or(Chosen::Unknown, |view| Chosen::Saved(Box::new(view)))
    }

    fn all(self) -> Chosen {
        let first = self.ready.with_value(|ready| ready.first().cloned());
        first.map_or(Chosen::Unknown, Chosen::Ready)
    }

    /// What the search of an address says, over the view that it names; tracked.
    pub(crate) fn read(self, search: &str) -> ListAddress {
        let key = ListAddress::view_of(search);
        let base = match self.of(key.as_deref()) {
            Chosen::Ready(view) => view.body,
            Chosen::Saved(view) => Arc::new(view.body),
            Chosen::Unknown => self.opening.get_value(),
        };
        ListAddress::over(search, &base)
    }
}
