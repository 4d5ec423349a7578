//! Lists of what words find, in the order of the index: what changed last comes first. The index is read backwards
//! until the page is full, however much more has the words.

use std::collections::HashMap;

use contract::query::Total;
use contract::{FieldDef, Record};
use sea_orm::sea_query::{Condition, Expr, ExprTrait};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::list::COUNTED;
use crate::Result;
use crate::access::Visible;
use crate::search::Finding;

/// So many are counted where each has to be looked at.
const COUNTED_EACH: u64 = 500;

/// Where a page of what was found ended.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct FoundPlace {
    /// The place in the index.
    found: i64,
}

/// What words find.
pub(crate) struct ByWords {
    pub(super) words: Finding,
    /// What else is asked, and what the asker sees.
    pub(super) rest: Visible,
    /// The rest is known to be little.
    pub(super) is_little: bool,
    /// The words are all that is asked, and what they find is seen.
    pub(super) is_plain: bool,
}

impl ByWords {
    /// The first `rows` after a place, and where the page ended if there are more.
    pub(super) async fn page(
        &self,
        fields: &[&FieldDef],
        place: Option<FoundPlace>,
        rows: usize,
    ) -> Result<(Vec<Record>, Option<FoundPlace>)> {
        let before = place.map(|place| place.found);
        let seen = |id| self.seen(id);
        let mut found = self.words.last(before, seen, rows as u64 + 1).await?;
        let has_more = found.len() > rows;
        found.truncate(rows);
        let next = found
            .last()
            .filter(|_| has_more)
            .map(|last| FoundPlace { found: last.place });
        let ids: Vec<Uuid> = found.iter().map(|found| found.record).collect();
        let these = self.rest.clone().among(ids.clone());
        let records = these.records(fields).await?;
        let mut records: HashMap<Uuid, Record> = records
            .into_iter()
            .map(|record| (record.id, record))
            .collect();
        Ok((
            ids.iter().filter_map(|id| records.remove(id)).collect(),
            next,
        ))
    }

    /// How many there are, counted to 10,000 where the index tells alone, else to fewer.
    pub(super) async fn total(&self) -> Result<Total> {
        let most = if self.is_plain { COUNTED } else { COUNTED_EACH };
        let seen = |id| match self.is_plain {
            true => Condition::all(),
            false => self.seen(id),
        };
        self.words.count(seen, most).await
    }

    /// What is little is gathered once, what is not is looked at for each that is found.
    fn seen(&self, id: Expr) -> Condition {
        let rest = self.rest.clone();
        Condition::all().add(match self.is_little {
            true => id.in_subquery(rest.ids()),
            false => {
                let own = rest.column("id");
                Expr::exists(rest.only(Condition::all().add(own.eq(id))).ids())
            }
        })
    }
}
