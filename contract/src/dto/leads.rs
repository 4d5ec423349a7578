//! Turning a lead into a customer.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::value::Values;

/// Where one part of a lead goes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Into {
    /// A new record with these values.
    New(Values),
    /// A record that is there already.
    Existing(Uuid),
    /// Nothing; only for the deal.
    Nothing,
}

/// A conversion as the person confirmed it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Conversion {
    pub lead: Uuid,
    pub version: i32,
    pub account: Into,
    pub contact: Into,
    pub deal: Into,
}

/// What a conversion would make, for the person to look at first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Proposal {
    pub account: Values,
    pub contact: Values,
    pub deal: Values,
    /// Customers and contacts that may be the same.
    pub twins: Vec<super::records::Twin>,
}

/// What a conversion made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Converted {
    pub account: Uuid,
    pub contact: Uuid,
    pub deal: Option<Uuid>,
}
