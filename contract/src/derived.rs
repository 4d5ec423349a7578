//! Values that no person types: they follow from other fields, from other records, or are counted.

use serde::{Deserialize, Serialize};

use crate::Filter;

/// How a roll-up makes one value of many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gathering {
    /// How many records there are.
    Count,
    Sum,
    Least,
    Most,
    /// The arithmetic mean of the values that are there.
    Average,
}

/// Where the value of a field comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Derived {
    /// An expression over the fields of the same record, written anew at every change of it. The language is
    /// described in `docs/formulas.md`.
    Formula { expression: String },
    /// One value of all living records of `object` whose field `by` points here, kept by following the log.
    RollUp {
        object: String,
        /// Key of the relation of `object` that points to this record.
        by: String,
        gathering: Gathering,
        /// Key of the field that is gathered; not for [`Gathering::Count`].
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of: Option<String>,
        /// Only records that fulfil all of these.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        only: Vec<Filter>,
    },
    /// A number of its own for each record, given when it is made. In the pattern `{0000}` is the number with at
    /// least so many digits, `{YYYY}`, `{YY}`, `{MM}` and `{DD}` are the day; the count begins anew with each
    /// finest part of the day that the pattern names.
    Counted { pattern: String },
}

impl Derived {
    /// Whether a file may bring the value along: a number that a record had elsewhere is kept.
    #[must_use]
    pub fn may_be_brought(&self) -> bool {
        matches!(self, Self::Counted { .. })
    }
}
