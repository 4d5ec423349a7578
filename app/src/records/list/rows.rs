//! The rows of a list as far as they are loaded.

use contract::{ListPage, ListQuery, Record};
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use crate::api::Failure;
use crate::api::records::list;

/// So many rows are kept in the browser; then older ones make room, so that a list of a million stays quick.
const MOST_KEPT: usize = 10_000;

/// Where the next rows begin.
#[derive(Clone, Debug, Default, PartialEq)]
enum Next {
    /// Nothing was asked for yet.
    Start,
    After(String),
    #[default]
    End,
}

/// Loaded rows, and how to get more.
#[derive(Clone, Copy)]
pub(crate) struct Rows {
    query: StoredValue<ListQuery>,
    pub(crate) records: RwSignal<Vec<Record>>,
    next: RwSignal<Next>,
    pub(crate) busy: RwSignal<bool>,
    pub(crate) failure: RwSignal<Option<Failure>>,
    /// Rows that made room.
    pub(crate) above: RwSignal<usize>,
}

impl Rows {
    /// Starts with the first page.
    pub(crate) fn new(query: ListQuery, page: ListPage) -> Self {
        let next = page.next.map_or(Next::End, Next::After);
        Self::with(query, page.records, next)
    }

    /// Starts with nothing; the first page comes when it is asked for.
    pub(crate) fn unread(query: ListQuery) -> Self {
        Self::with(query, Vec::new(), Next::Start)
    }

    fn with(query: ListQuery, records: Vec<Record>, next: Next) -> Self {
        Self {
            query: StoredValue::new(query),
            records: RwSignal::new(records),
            next: RwSignal::new(next),
            busy: RwSignal::new(false),
            failure: RwSignal::new(None),
            above: RwSignal::new(0),
        }
    }

    /// A row as it is shown.
    pub(crate) fn get(self, id: Uuid) -> Option<Record> {
        let find = |records: &Vec<Record>| records.iter().find(|record| record.id == id).cloned();
        self.records.try_with_untracked(find).flatten()
    }

    /// Shows a row otherwise, where it is still there.
    pub(crate) fn put(self, record: Record) {
        self.redraw(vec![record]);
    }

    /// Takes in what changed in some rows. Answers those that are others now.
    pub(crate) fn redraw(self, fresh: Vec<Record>) -> Vec<Uuid> {
        let places = |shown: &Vec<Record>| {
            let place = |record: Record| {
                let at = shown.iter().position(|row| row.id == record.id)?;
                (shown[at] != record).then_some((at, record))
            };
            fresh.into_iter().filter_map(place).collect::<Vec<_>>()
        };
        let others = self.records.try_with_untracked(places).unwrap_or_default();
        let ids: Vec<Uuid> = others.iter().map(|(_, record)| record.id).collect();
        if !ids.is_empty() {
            self.records.try_update(|rows| {
                for (at, record) in others {
                    rows[at] = record;
                }
            });
        }
        ids
    }

    /// Takes rows out that belong to the list no more. Answers how many there were.
    pub(crate) fn take_out(self, ids: &[Uuid]) -> usize {
        let taken = self.records.try_update(|rows| {
            let before = rows.len();
            rows.retain(|row| !ids.contains(&row.id));
            before - rows.len()
        });
        taken.unwrap_or_default()
    }

    /// Whether every row of the list is loaded.
    pub(crate) fn is_whole(self) -> bool {
        self.next
            .try_with_untracked(|next| *next == Next::End)
            .unwrap_or_default()
            && self.above.try_get_untracked() == Some(0)
    }

    /// Whether there are rows below the last one.
    pub(crate) fn has_more(self) -> bool {
        self.next.with(|next| *next != Next::End)
    }

    /// Whether the first page was asked for.
    pub(crate) fn is_read(self) -> bool {
        self.next.with(|next| *next != Next::Start)
    }

    /// Whether the next rows would take the place of those above.
    pub(crate) fn is_full(self) -> bool {
        self.records.with(|records| records.len() >= MOST_KEPT)
    }

    /// Gets the next page, once at a time.
    pub(crate) fn load_more(self) {
        let next = self.next.get_untracked();
        if next == Next::End || self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.failure.set(None);
        let mut query = self.query.get_value();
        if let Next::After(place) = next {
            query.after = Some(place);
        }
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
        self.next.set(page.next.map_or(Next::End, Next::After));
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
    use uuid::Uuid;

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
    fn rows_are_drawn_anew_where_something_is_other_and_leave() {
        let owner = Owner::new();
        owner.with(|| {
            let row = |id: u128, version: i32| Record {
                id: Uuid::from_u128(id),
                version,
                ..Record::default()
            };
            let shown = ListPage {
                records: vec![row(1, 1), row(2, 1)],
                ..ListPage::default()
            };
            let rows = Rows::new(ListQuery::default(), shown);
            let drawn = rows.redraw(vec![row(1, 1), row(2, 2), row(3, 1)]);
            assert_eq!(drawn, [Uuid::from_u128(2)]);
            assert_eq!(rows.records.get(), [row(1, 1), row(2, 2)]);
            assert_eq!(rows.get(Uuid::from_u128(2)), Some(row(2, 2)));
            let gone = [Uuid::from_u128(1), Uuid::from_u128(9)];
            assert_eq!(rows.take_out(&gone), 1);
            assert_eq!(rows.records.get(), [row(2, 2)]);
        });
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
