//! Questions to lists: filters, order, page. They travel in the address of the page.
//!
//! - [`Filter`] is one condition, with an [`Operator`]; [`Test`] puts conditions together.
//! - [`param`] is how a test stands in an address.
//! - [`path`] leads from an object to the fields of related ones, [`span`] from words to days.
//! - [`consent`] is the one question that asks for no field.
//! - [`comparison`] is a filter read by the kind of its field; [`judge`] says whether values fulfil it, which the
//!   database says of many records at once in the same sense.

pub mod comparison;
pub mod consent;
pub mod filter;
pub mod judge;
pub mod operator;
pub mod param;
pub mod path;
pub mod sort;
pub mod span;
pub mod test;

use serde::{Deserialize, Serialize};

use crate::{Problem, Record};

pub use comparison::{Asked, Comparison, Edge, Words};
pub use filter::Filter;
pub use judge::Asker;
pub use operator::Operator;
pub use path::Trail;
pub use sort::Sort;
pub use test::{MOST_DEPTH, Test};

/// The most conditions one question may carry, those of its groups included.
pub const MOST_FILTERS: usize = 50;
/// The most rows one page may have.
pub const MOST_ROWS: u32 = 200;

/// A question to the list of an object.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ListQuery {
    pub object: String,
    /// All of these.
    #[serde(default)]
    pub filters: Vec<Filter>,
    /// And this: conditions in groups.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub test: Option<Test>,
    /// `None` for the object's own order.
    #[serde(default)]
    pub sort: Option<Sort>,
    /// Where the page before ended, as its answer said.
    #[serde(default)]
    pub after: Option<String>,
    /// Rows wanted, 1 to [`MOST_ROWS`]; 0 for the usual 50.
    #[serde(default)]
    pub rows: u32,
    /// Words to find among the listed records.
    #[serde(default)]
    pub words: String,
    /// Keys of the fields wanted beside what every row needs; none for the object's own columns.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<String>,
}

impl ListQuery {
    /// Whether it asks no more than a question may.
    ///
    /// # Errors
    /// [`Problem::TooDeep`] and [`Problem::TooMany`].
    pub fn check(&self) -> Result<(), Problem> {
        if let Some(test) = &self.test {
            test.check()?;
        }
        if self.conditions().count() > MOST_FILTERS {
            return Err(test::too_many());
        }
        Ok(())
    }

    /// All its conditions as one.
    #[must_use]
    pub fn conditions(&self) -> Test {
        let filters = self.filters.iter().cloned().map(Test::One);
        Test::All(filters.chain(self.test.clone()).collect())
    }
}

/// One page of a list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ListPage {
    pub records: Vec<Record>,
    /// Where the next page begins; `None` on the last one.
    pub next: Option<String>,
    /// How many records match in all, counted to 10,000 at most; only on the first page.
    pub total: Option<Total>,
}

/// How many records match.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Total {
    pub count: u64,
    /// There are more than were counted.
    pub or_more: bool,
}
