//! The pipeline board.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::value::Values;
use crate::{Money, Record};

/// One column of the board. The first cards only; the totals count all.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// Key of the stage.
    pub stage: String,
    pub count: u64,
    /// Totals by currency, the largest first.
    pub totals: Vec<Money>,
    /// Totals weighted by each deal's win chance, in the same order.
    pub weighted: Vec<Money>,
    pub cards: Vec<Record>,
    /// Where the next cards begin.
    pub next: Option<String>,
}

/// The board: the open stages in order, then won and lost of this month.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Board {
    pub columns: Vec<Column>,
}

/// A deal dropped somewhere.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Move {
    pub id: Uuid,
    /// The version the card showed.
    pub version: i32,
    pub stage: String,
    /// The card it now stands under; `None` for the top of the column.
    pub below: Option<Uuid>,
    /// Required when the stage means lost: the key of a reason.
    #[serde(default)]
    pub lost_reason: Option<String>,
    #[serde(default)]
    pub lost_note: String,
    /// Values of fields that the stage asks for, written together with the move.
    #[serde(default, skip_serializing_if = "Values::is_empty")]
    pub values: Values,
}

/// How long a deal stood in a stage it has left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stay {
    /// Key of the stage.
    pub stage: String,
    /// Whole days, all times together.
    pub days: u32,
}
