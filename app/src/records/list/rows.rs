//! The rows of a list as far as they are loaded.

use contract::{ListPage, ListQuery, Record};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::Failure;
use crate::api::records::list;

/// So many rows are kept on the page; then older ones make room, so that a list of a million stays quick.
const MOST_KEPT: usize = 1_000;

/// Loaded rows, and how to get more.
#[derive(Clone, Copy)]
pub(crate) struct Rows {
    query: StoredValue<ListQuery>,
    pub(crate) records: RwSignal<Vec<Record>>,
    next: RwSignal<Option<String>>,
    pub(crate) busy: RwSignal<bool>,
    pub(crate) failure: RwSignal<Option<Failure>>,
    /// Rows that made room.
    pub(crate) above: RwSignal<usize>,
}

impl Rows {
    /// Starts with the first page.
    pub(crate) fn new(query: ListQuery, page: ListPage) -> Self {
        Self {
            query: StoredValue::new(query),
            records: RwSignal::new(page.records),
            next: RwSignal::new(page.next),
            busy: RwSignal::new(false),
            failure: RwSignal::new(None),
            above: RwSignal::new(0),
        }
    }

    /// Whether there are rows below the last one.
    pub(crate) fn has_more(self) -> bool {
        self.next.with(Option::is_some)
    }

    /// Whether the next rows would take the place of those above.
    pub(crate) fn is_full(self) -> bool {
        self.records.with(|records| records.len() >= MOST_KEPT)
    }

    /// Gets the next page, once at a time.
    pub(crate) fn load_more(self) {
        let after = self.next.get_untracked();
        if after.is_none() || self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.failure.set(None);
        let mut query = self.query.get_value();
        query.after = after;
        query.rows = contract::query::MOST_ROWS / 2;
        spawn_local(async move {
            let answer = list(query).await;
            if self.busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(page) => self.append(page),
                Err(failure) => self.failure.set(Some(failure)),
            }
        });
    }

    fn append(self, page: ListPage) {
        self.next.set(page.next);
        let kept = self.records.with_untracked(Vec::len);
        if kept >= MOST_KEPT {
            self.above.update(|above| *above += kept);
            self.records.set(page.records);
        } else {
            self.records.update(|records| records.extend(page.records));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST_KEPT, Rows};
    use contract::{ListPage, ListQuery, Record};
    use leptos::prelude::*;

    fn page(rows: usize, next: Option<&str>) -> ListPage {
        ListPage {
            records: vec![Record::default(); rows],
            next: next.map(str::to_owned),
            total: None,
        }
    }

    #[test]
    fn rows_above_make_room_when_too_many_are_loaded() {
        let owner = Owner::new();
        owner.with(|| {
            let rows = Rows::new(ListQuery::default(), page(50, Some("a")));
            rows.append(page(MOST_KEPT, Some("b")));
            assert!(rows.is_full() && rows.has_more());
            rows.append(page(7, None));
            assert_eq!(rows.records.get().len(), 7);
            assert_eq!(rows.above.get(), MOST_KEPT + 50);
            assert!(!rows.has_more());
        });
    }
}
