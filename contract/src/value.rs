//! Values of fields, and records made of them.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Money, Sealed};

/// Where a relation or a user field points.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The record; `None` while only a foreign id or a name is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Uuid>,
    /// The record's title for showing, or the foreign id or name that points nowhere yet. Empty when the
    /// asker may not see the record.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

impl Link {
    /// A link to a record whose title is not needed, as in what a form sends.
    #[must_use]
    pub fn to(id: Uuid) -> Self {
        Self {
            id: Some(id),
            text: String::new(),
        }
    }

    /// Whether it points nowhere and names nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.id.is_none() && self.text.is_empty()
    }
}

/// A place one can write to or go to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Address {
    /// Street and number, building, floor.
    pub street: String,
    /// District or county, where one is named.
    pub district: String,
    pub city: String,
    /// Province, state or region.
    pub province: String,
    pub postcode: String,
    /// As the person wrote it.
    pub country: String,
}

impl Address {
    /// The parts that have columns of their own beside the street, as the columns' names end.
    pub const PLACES: [&str; 5] = ["district", "city", "province", "postcode", "country"];

    /// A part by its name in [`Address::PLACES`], or `street`.
    #[must_use]
    pub fn part(&self, name: &str) -> &str {
        match name {
            "district" => &self.district,
            "city" => &self.city,
            "province" => &self.province,
            "postcode" => &self.postcode,
            "country" => &self.country,
            _ => &self.street,
        }
    }

    /// The same part, to be changed.
    pub fn part_mut(&mut self, name: &str) -> &mut String {
        match name {
            "district" => &mut self.district,
            "city" => &mut self.city,
            "province" => &mut self.province,
            "postcode" => &mut self.postcode,
            "country" => &mut self.country,
            _ => &mut self.street,
        }
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.street.is_empty() && Self::PLACES.iter().all(|part| self.part(part).is_empty())
    }
}

/// The value of one field.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    #[default]
    Empty,
    /// Text of any kind of text field, and the key of a choice.
    Text(String),
    /// A whole number, whole percent, or stars.
    Integer(i64),
    Decimal(Decimal),
    Money(Money),
    Date(NaiveDate),
    DateTime(DateTime<Utc>),
    YesNo(bool),
    /// Tags, or the keys of several choices.
    Tags(Vec<String>),
    /// A record, a user, or a file with its name.
    Link(Link),
    Links(Vec<Link>),
    Address(Address),
    /// Text of a sensitive field.
    Sealed(Sealed),
}

impl Value {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.is_empty(),
            Self::Tags(tags) => tags.is_empty(),
            Self::Link(link) => link.is_empty(),
            Self::Links(links) => links.iter().all(Link::is_empty),
            Self::Address(address) => address.is_empty(),
            _ => false,
        }
    }

    /// The text of a text or choice value.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// What a text says, sealed or not; of a sealed one the server alone knows it.
    #[must_use]
    pub fn said(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Sealed(sealed) => sealed.plain(),
            _ => None,
        }
    }

    /// The record a link points to.
    #[must_use]
    pub fn id(&self) -> Option<Uuid> {
        match self {
            Self::Link(link) => link.id,
            _ => None,
        }
    }

    /// Whether both mean the same, whatever title a link carries for showing.
    #[must_use]
    pub fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Link(a), Self::Link(b)) if a.id.is_some() || b.id.is_some() => a.id == b.id,
            (Self::Links(a), Self::Links(b)) => {
                a.len() == b.len()
                    && a.iter()
                        .all(|link| b.iter().any(|other| other.id == link.id))
            }
            (Self::Sealed(sealed), Self::Text(text)) | (Self::Text(text), Self::Sealed(sealed)) => {
                sealed.plain() == Some(text)
            }
            _ if self.is_empty() && other.is_empty() => true,
            _ => self == other,
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// What the asker may do with one record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rights {
    pub edit: bool,
    pub delete: bool,
    pub transfer: bool,
}

/// The values that a form sends or a change sets, by field key.
pub type Values = BTreeMap<String, Value>;

/// A record as its asker may see it: fields that may not be seen are absent.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Record {
    pub object: String,
    pub id: Uuid,
    /// Counts the changes; a write names the version it was made against.
    pub version: i32,
    pub values: Values,
    #[serde(default)]
    pub rights: Rights,
}

impl Record {
    /// The value of a field; [`Value::Empty`] where it has none.
    #[must_use]
    pub fn value(&self, field: &str) -> &Value {
        const EMPTY: &Value = &Value::Empty;
        self.values.get(field).unwrap_or(EMPTY)
    }

    /// The text of a field, empty where it has none.
    #[must_use]
    pub fn text(&self, field: &str) -> &str {
        self.value(field).text().unwrap_or_default()
    }
}
