//! The records that match a question.

use contract::query::Total;
use contract::{Action, ListQuery, Reach};
use sea_orm::DbBackend;
use sea_orm::sea_query::{Condition, ExprTrait};

use super::{Ask, Plan};
use crate::access::Visible;
use crate::records::found::ByWords;
use crate::records::list::{COUNTED, total};
use crate::search::Finding;
use crate::{Desk, Result};

/// Up to so many near records are collected before a page is read: it takes no longer than finding one page by
/// looking at each record in turn where one in a hundred matches.
const FEW: u64 = 2_000;
/// Up to so many are collected before results are counted, all of which have to be looked at.
const MANY: u64 = 100_000;

/// Who sees no more records than these has them gathered and put into order. PostgreSQL takes everybody to own as much as
/// anybody else by its statistics, and SQLite takes one equal value for as good as another.
const OWN: u64 = 5_000;
/// Where conditions narrow them, so that in the order of the list a page is full later.
const OWN_NARROWED: u64 = 20_000;
/// Where several conditions meet, no index alone tells how many match: what one of them finds is looked at, to this number.
const LOOKED_AT: u64 = 5_000;
/// Where several conditions meet of which none has an index.
const COUNTED_OF_SEVERAL: u64 = 1_000;
/// Where near records have to be looked at, too.
const COUNTED_NEAR: u64 = 500;

/// The records that the asker sees and that match the filters and words of a question.
#[derive(Clone, Debug)]
pub(crate) struct Matching {
    visible: Visible,
    ask: Ask,
    few: u64,
    order: Option<String>,
    /// Whether all that the asker sees is little, once it was weighed.
    is_little: Option<bool>,
    /// The asker's roles reach no more than what they own.
    is_own: bool,
    /// All that the asker sees, where that is not everything.
    seen: Option<Visible>,
    words: Option<Finding>,
}

impl Matching {
    /// Reads a question.
    ///
    /// # Errors
    /// At the field of a filter that cannot be answered; at `g` when there are too many of them.
    pub(crate) fn new(desk: &Desk, query: &ListQuery) -> Result<Self> {
        let object = desk.object(&query.object)?;
        let visible = desk.visible(&object.key)?;
        let is_narrow = desk.reach(&object.key, Action::See) != Reach::All;
        let seen = is_narrow.then(|| visible.clone());
        let ask = Ask::of_list(desk, &object, query)?;
        let words = Finding::new(desk, &object.key, &query.words);
        Ok(Self {
            visible,
            ask,
            few: 0,
            order: None,
            is_little: None,
            is_own: desk.reach_of_roles(&object.key, Action::See) <= Reach::Own,
            seen,
            words,
        })
    }

    /// Finds out what is few, before a page in the order of a field. PostgreSQL knows by its statistics, but not how
    /// little one person sees.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn weigh(&mut self, desk: &Desk, order: &str) -> Result<()> {
        if is_sqlite(desk) {
            self.order = Some(order.to_owned());
            self.ask.weigh_own(desk).await?;
        }
        if let Some(seen) = &self.seen {
            let most = match self.ask.width() {
                0 => OWN,
                _ => OWN_NARROWED,
            };
            let count = desk.weight_of_seen(seen, most + 1).await?;
            self.is_little = Some(count <= most);
        }
        self.weigh_to(desk, FEW).await
    }

    async fn weigh_to(&mut self, desk: &Desk, few: u64) -> Result<()> {
        if is_sqlite(desk) {
            self.ask.weigh_near(desk, few).await?;
            self.few = few;
        }
        Ok(())
    }

    /// As a question to the database.
    pub(crate) fn visible(&self, desk: &Desk) -> Visible {
        let visible = self.but_words(desk);
        match &self.words {
            Some(words) => {
                let id = visible.column("id");
                visible.only(Condition::all().add(id.in_subquery(words.ids())))
            }
            None => visible,
        }
    }

    /// The words of the question, and what else it asks as a condition on ids; `None` where the index does not answer
    /// them.
    pub(crate) fn by_words(&self, desk: &Desk) -> Option<ByWords> {
        let words = self.words.clone().filter(Finding::is_of_index)?;
        let is_plain = self.ask.width() == 0 && words.is_all_seen();
        Some(ByWords {
            words,
            rest: self.but_words(desk),
            is_little: self.is_little(),
            is_plain,
        })
    }

    /// All but its words.
    fn but_words(&self, desk: &Desk) -> Visible {
        let plan = Plan {
            few: self.few,
            order: self.order.as_deref(),
            is_little: self.is_little(),
        };
        let visible = match self.ask.width() {
            0 => self.visible.clone(),
            _ => self.visible.clone().only(self.ask.condition(desk, plan)),
        };
        match (self.is_little, self.is_own) {
            (Some(true), _) | (None, true) => visible.gathered(),
            // PostgreSQL knows by its statistics.
            (Some(false), _) if is_sqlite(desk) => visible.looked_at(),
            (Some(false), _) | (None, false) => visible,
        }
    }

    fn is_little(&self) -> bool {
        self.is_little == Some(true)
    }

    /// How many match, counted to 10,000.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn total(mut self, desk: &Desk) -> Result<Total> {
        // All that is found is counted, in whatever order.
        self.order = None;
        self.weigh_to(desk, MANY).await?;
        total(self.visible(desk), COUNTED).await
    }

    /// How many match, beside a page that waits for it: counted to 10,000 where one index tells, and to fewer where
    /// each record that is counted has to be looked at.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn total_beside(mut self, desk: &Desk) -> Result<Total> {
        self.order = None;
        let is_one = self.ask.width() + usize::from(self.is_narrow_and_much()) <= 1;
        if !is_one && !self.is_little() && self.words.is_none() {
            self.ask.weigh_own(desk).await?;
            if let Some(found) = self.ask.found_by_index() {
                return self.total_among(desk, found).await;
            }
        }
        let most = match (self.ask.has_near(), self.ask.width()) {
            (true, _) => COUNTED_NEAR,
            (_, 0 | 1) => COUNTED,
            _ => COUNTED_OF_SEVERAL,
        };
        total(self.visible(desk), most).await
    }

    /// How many match among the first records of which a condition holds.
    async fn total_among(&self, desk: &Desk, found: Condition) -> Result<Total> {
        let visible = self.visible(desk);
        let is_all = self.ask.width() == 1;
        let (count, are_all) = visible.count_among(found, is_all, LOOKED_AT).await?;
        Ok(Total {
            count,
            or_more: !are_all,
        })
    }

    fn is_narrow_and_much(&self) -> bool {
        self.is_little == Some(false)
    }
}

fn is_sqlite(desk: &Desk) -> bool {
    desk.crm().door().backend() == DbBackend::Sqlite
}
