//! Money of related records that is summed up whenever a record is looked at. What depends on the day, as what is
//! overdue, cannot be kept in the record.

use serde::{Deserialize, Serialize};

use crate::{FieldDef, Filter, Label, Money};

/// How a sum relates to the others of its record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SumLook {
    /// What the others are part of.
    #[default]
    Whole,
    /// Well and done.
    Done,
    /// Still to come.
    Open,
    /// Late already.
    Late,
}

/// One sum: the amounts of the records of an object that point to the record.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sum {
    pub key: String,
    pub label: Label,
    /// The object whose records are summed up.
    pub object: String,
    /// The relation of that object by which they point to the record.
    pub by: String,
    /// The field of money that is added up.
    pub of: String,
    /// Which of them, judged when it is asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub only: Vec<Filter>,
    #[serde(default)]
    pub look: SumLook,
}

impl Sum {
    /// The amounts in `of` of the records of an object that point to the record by `by`.
    #[must_use]
    pub fn new(key: &str, label: Label, object: &str, by: &str, of: &str) -> Self {
        Self {
            key: key.to_owned(),
            label,
            object: object.to_owned(),
            by: by.to_owned(),
            of: of.to_owned(),
            ..Self::default()
        }
    }

    /// Of those alone that fulfil some conditions.
    #[must_use]
    pub fn only(mut self, only: Vec<Filter>) -> Self {
        self.only = only;
        self
    }

    /// How it relates to the others.
    #[must_use]
    pub fn look(mut self, look: SumLook) -> Self {
        self.look = look;
        self
    }

    /// Whether it can be asked of that field.
    #[must_use]
    pub fn takes(field: &FieldDef) -> bool {
        field.kind == crate::FieldKind::Money && !field.retired
    }
}

/// What a sum came to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SumTotal {
    /// Key of the sum.
    pub key: String,
    /// By currency, the largest first.
    pub totals: Vec<Money>,
}
