//! The order of a list.

use serde::{Deserialize, Serialize};

/// The order of a list. Empty values come last in both directions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Sort {
    pub field: String,
    #[serde(default)]
    pub descending: bool,
}

impl Sort {
    #[must_use]
    pub fn up(field: &str) -> Self {
        Self {
            field: field.to_owned(),
            descending: false,
        }
    }

    #[must_use]
    pub fn down(field: &str) -> Self {
        Self {
            field: field.to_owned(),
            descending: true,
        }
    }

    /// As it stands in an address: `name`, or `-name` for descending.
    #[must_use]
    pub fn to_param(&self) -> String {
        format!("{}{}", if self.descending { "-" } else { "" }, self.field)
    }

    /// Reads what [`Sort::to_param`] wrote.
    #[must_use]
    pub fn from_param(text: &str) -> Self {
        match text.strip_prefix('-') {
            Some(field) => Self::down(field),
            None => Self::up(text),
        }
    }
}
