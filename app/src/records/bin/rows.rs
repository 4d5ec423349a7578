//! The rows of the bin as far as they are loaded, and which are chosen.

use std::collections::HashSet;

use contract::ListQuery;
use contract::dto::bulk::Selection;
use contract::dto::lists::{BinPage, Binned};
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use crate::api::Failure;
use crate::api::lists::bin;

/// What the parts of the bin share.
#[derive(Clone, Copy)]
pub(super) struct BinRows {
    object: StoredValue<String>,
    words: StoredValue<String>,
    pub(super) records: RwSignal<Vec<Binned>>,
    pub(super) next: RwSignal<Option<String>>,
    pub(super) busy: RwSignal<bool>,
    pub(super) failure: RwSignal<Option<Failure>>,
    pub(super) picked: RwSignal<HashSet<Uuid>>,
}

impl BinRows {
    pub(super) fn new(object: String, words: String, page: BinPage) -> Self {
        Self {
            object: StoredValue::new(object),
            words: StoredValue::new(words),
            records: RwSignal::new(page.records),
            next: RwSignal::new(page.next),
            busy: RwSignal::new(false),
            failure: RwSignal::new(None),
            picked: RwSignal::new(HashSet::new()),
        }
    }

    pub(super) fn object(self) -> String {
        self.object.get_value()
    }

    /// Brings the next page, once at a time.
    pub(super) fn load_more(self) {
        let after = self.next.get_untracked();
        if after.is_none() || self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.failure.set(None);
        let (object, words) = (self.object.get_value(), self.words.get_value());
        spawn_local(async move {
            let answer = bin(object, words, after).await;
            if self.busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(page) => {
                    self.next.set(page.next);
                    self.records.update(|records| records.extend(page.records));
                }
                Err(failure) => self.failure.set(Some(failure)),
            }
        });
    }

    pub(super) fn toggle(self, id: Uuid) {
        self.picked.update(|picked| {
            if !picked.remove(&id) {
                picked.insert(id);
            }
        });
    }

    /// Takes a record out of what is shown.
    pub(super) fn take_out(self, id: Uuid) {
        self.records
            .try_update(|records| records.retain(|record| record.id != id));
        self.picked.try_update(|picked| picked.remove(&id));
    }

    /// What is chosen, or everything that the words find.
    pub(super) fn selection(self, all: bool) -> Selection {
        let object = self.object.get_value();
        let matching = all.then(|| ListQuery {
            object: object.clone(),
            words: self.words.get_value(),
            ..ListQuery::default()
        });
        Selection {
            object,
            ids: match all {
                true => Vec::new(),
                false => self
                    .picked
                    .with_untracked(|picked| picked.iter().copied().collect()),
            },
            matching,
            except: Vec::new(),
            in_bin: true,
        }
    }
}
