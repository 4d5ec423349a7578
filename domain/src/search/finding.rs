//! Words in a list: a condition beside others, or its order, by which what changed last comes first.

use contract::query::Total;
use sea_orm::sea_query::{Condition, Expr, SelectStatement};

use super::find::{Among, among, clipped, named, of_object};
use super::index;
use super::index::Found;
use super::tokens::{self, Wanted};
use crate::access::Door;
use crate::{Desk, Result};

/// Words that the records of a list must have, as far as the index tells them apart for the asker.
#[derive(Clone, Debug)]
pub(crate) struct Finding {
    door: Door,
    object: String,
    wanted: Wanted,
    /// What the index finds is what the asker sees.
    is_all_seen: bool,
    /// In place of the index, which does not know which field holds a word.
    named: Option<SelectStatement>,
}

impl Finding {
    /// Reads the words of a list; `None` where there are none.
    pub(crate) fn new(desk: &Desk, object: &str, words: &str) -> Option<Self> {
        let words = words.trim();
        if words.is_empty() {
            return None;
        }
        let wanted = tokens::of_question(&clipped(words));
        Some(Self {
            door: desk.crm().door().clone(),
            object: object.to_owned(),
            wanted: of_object(desk, object, &wanted),
            is_all_seen: among(desk, object) != Among::Some,
            named: named(desk, object, words),
        })
    }

    /// Whether the index answers, and with it its order.
    pub(crate) fn is_of_index(&self) -> bool {
        self.named.is_none()
    }

    /// Whether the asker sees whatever the index finds.
    pub(crate) fn is_all_seen(&self) -> bool {
        self.is_all_seen
    }

    /// The ids of all that is found, for a condition.
    pub(crate) fn ids(&self) -> SelectStatement {
        match &self.named {
            Some(named) => named.clone(),
            None => index::select(self.door.backend(), &self.object, &self.wanted, None),
        }
    }

    /// What is found before a place in the index, the last first, as far as a condition on its id holds.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn last(
        &self,
        before: Option<i64>,
        seen: impl FnOnce(Expr) -> Condition,
        most: u64,
    ) -> Result<Vec<Found>> {
        index::last(&self.door, &self.object, &self.wanted, before, seen, most).await
    }

    /// How many are found as far as a condition on their ids holds, counted to a limit, and whether there may be more.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn count(
        &self,
        seen: impl FnOnce(Expr) -> Condition,
        limit: u64,
    ) -> Result<Total> {
        index::count(&self.door, &self.object, &self.wanted, seen, limit).await
    }
}
