//! Several records of one thing become one.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::value::Values;
use crate::{Record, Value};

/// The most records that become one at a time.
pub const MOST_MERGED: usize = 10;

/// What stands side by side before the choice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MergeProposal {
    pub object: String,
    /// In the order they were named; the first is proposed to stay.
    pub records: Vec<MergeSide>,
    /// The values that are proposed: of the record that stays, or else the first that is not empty; tags and the like
    /// of all together.
    pub proposed: Values,
    /// Fields in which they differ.
    pub different: Vec<String>,
}

/// One of the records.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MergeSide {
    pub record: Record,
    /// Records that point to it and will move.
    pub related: u64,
    pub files: u32,
}

/// A merge as the person chose it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Merge {
    /// Made by the client: a second try is the same merge.
    pub id: Uuid,
    pub object: String,
    /// The record that stays, with the version that was looked at.
    pub into: (Uuid, i32),
    /// The records that become part of it, each with the version that was looked at.
    pub others: Vec<(Uuid, i32)>,
    /// What the record that stays is to hold, where that is different.
    pub values: Values,
}

/// A merge that was done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Merged {
    pub id: Uuid,
    pub object: String,
    pub into: Uuid,
    pub others: Vec<Uuid>,
    /// Records that point to the one that stays by now.
    pub moved: u64,
    pub by: String,
    pub at: DateTime<Utc>,
    pub is_undone: bool,
    pub may_undo: bool,
}

/// Records that may be the same, with what speaks for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LikelyGroup {
    pub object: String,
    pub records: Vec<Record>,
    /// 0 to 100.
    pub score: u8,
    pub reasons: Vec<LikelyReason>,
}

/// One thing that speaks for two records being the same.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LikelyReason {
    pub sign: Likeness,
    /// What they have in common, as one of them writes it.
    pub value: Value,
}

/// By what two records are alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Likeness {
    TaxNumber,
    Email,
    Phone,
    /// The name without its company form.
    Name,
    /// The name as it sounds.
    Sound,
    Website,
    /// A number of a place, which several people share.
    FixedLine,
}
