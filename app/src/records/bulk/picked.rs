//! Which rows of a list are chosen: some, or everything that matches.

use std::collections::HashSet;

use contract::ListQuery;
use contract::dto::bulk::Selection;
use contract::query::Total;
use leptos::prelude::*;
use uuid::Uuid;

/// The chosen rows of one list.
#[derive(Clone, Copy)]
pub(crate) struct Picked {
    /// Those that are chosen, or where everything is, those that are not.
    ids: RwSignal<HashSet<Uuid>>,
    /// The question of which everything is meant, and how many that are.
    all: RwSignal<Option<(ListQuery, Total)>>,
    /// The row from which a range is drawn.
    anchor: StoredValue<Option<Uuid>>,
}

impl Picked {
    pub(crate) fn new() -> Self {
        Self {
            ids: RwSignal::new(HashSet::new()),
            all: RwSignal::new(None),
            anchor: StoredValue::new(None),
        }
    }

    /// Whether a row is chosen, tracked.
    pub(crate) fn has(self, id: Uuid) -> bool {
        let is_named = self.ids.with(|ids| ids.contains(&id));
        is_named != self.is_all()
    }

    /// Whether everything that matches is meant, tracked.
    pub(crate) fn is_all(self) -> bool {
        self.all.with(Option::is_some)
    }

    /// Whether any row is chosen, tracked.
    pub(crate) fn is_any(self) -> bool {
        self.count().count > 0
    }

    /// How many are chosen, tracked.
    pub(crate) fn count(self) -> Total {
        let named = self.ids.with(HashSet::len) as u64;
        self.all.with(|all| match all {
            Some((_, total)) => Total {
                count: total.count.saturating_sub(named),
                ..*total
            },
            None => Total {
                count: named,
                or_more: false,
            },
        })
    }

    /// The rows that were chosen one by one, tracked.
    pub(crate) fn named(self) -> Vec<Uuid> {
        self.ids.with(|ids| ids.iter().copied().collect())
    }

    /// Chooses a row or lets it go, and begins a range there.
    pub(crate) fn toggle(self, id: Uuid) {
        self.anchor.set_value(Some(id));
        self.ids.update(|ids| {
            if !ids.remove(&id) {
                ids.insert(id);
            }
        });
    }

    /// Gives all rows between the last one touched and this one what this one gets now. `order` is how they stand.
    pub(crate) fn range(self, id: Uuid, order: &[Uuid]) {
        let place = |id: Uuid| order.iter().position(|other| *other == id);
        let anchor = self.anchor.get_value().and_then(place);
        let (Some(from), Some(to)) = (anchor, place(id)) else {
            return self.toggle(id);
        };
        let is_named = untrack(|| self.has(id)) == untrack(|| self.is_all());
        let between = order.get(from.min(to)..=from.max(to)).unwrap_or_default();
        self.ids.update(|ids| {
            for id in between {
                match is_named {
                    true => ids.insert(*id),
                    false => ids.remove(id),
                };
            }
        });
        self.anchor.set_value(Some(id));
    }

    /// Chooses all rows that are loaded.
    pub(crate) fn take_loaded(self, order: &[Uuid]) {
        self.all.set(None);
        self.ids.set(order.iter().copied().collect());
    }

    /// Chooses everything that matches a question.
    pub(crate) fn take_all(self, query: ListQuery, total: Total) {
        self.ids.set(HashSet::new());
        self.all.set(Some((query, total)));
    }

    /// Lets all go.
    pub(crate) fn clear(self) {
        let is_any = self.ids.try_with_untracked(|ids| !ids.is_empty());
        if is_any == Some(true) || self.all.try_with_untracked(Option::is_some) == Some(true) {
            self.ids.set(HashSet::new());
            self.all.set(None);
        }
        self.anchor.try_set_value(None);
    }

    /// What a deed is told.
    pub(crate) fn selection(self, object: String) -> Selection {
        let ids: Vec<Uuid> = self.ids.with_untracked(|ids| ids.iter().copied().collect());
        match self.all.get_untracked() {
            Some((query, _)) => Selection {
                object,
                matching: Some(query),
                except: ids,
                ..Selection::default()
            },
            None => Selection {
                object,
                ids,
                ..Selection::default()
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use contract::ListQuery;
    use contract::query::Total;
    use leptos::prelude::*;
    use uuid::Uuid;

    use super::Picked;

    fn id(number: u128) -> Uuid {
        Uuid::from_u128(number)
    }

    fn order() -> Vec<Uuid> {
        (1..=9).map(id).collect()
    }

    fn held(picked: Picked) -> Vec<u128> {
        let all = order().into_iter().filter(|id| picked.has(*id));
        all.map(|id| id.as_u128()).collect()
    }

    #[test]
    fn a_range_follows_what_its_end_gets() {
        Owner::new().with(|| {
            let picked = Picked::new();
            picked.range(id(3), &order());
            picked.range(id(6), &order());
            assert_eq!(held(picked), [3, 4, 5, 6]);
            picked.range(id(5), &order());
            assert_eq!(held(picked), [3, 4]);
            picked.toggle(id(4));
            assert_eq!(held(picked), [3]);
            picked.clear();
            assert!(!picked.is_any());
        });
    }

    #[test]
    fn of_everything_that_matches_some_can_be_left_out() {
        Owner::new().with(|| {
            let picked = Picked::new();
            let total = Total {
                count: 12_480,
                or_more: false,
            };
            picked.take_all(ListQuery::default(), total);
            assert_eq!(held(picked).len(), 9);
            picked.toggle(id(2));
            picked.range(id(4), &order());
            assert_eq!(held(picked), [1, 5, 6, 7, 8, 9]);
            assert_eq!(picked.count().count, 12_477);
            let selection = picked.selection("account".into());
            assert!(selection.matching.is_some() && selection.ids.is_empty());
            assert_eq!(selection.except.len(), 3);
            picked.take_loaded(&order());
            assert_eq!(picked.selection("account".into()).ids.len(), 9);
        });
    }
}
