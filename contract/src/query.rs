//! Questions to lists: filters, order, page. They travel in the address of the page.

use serde::{Deserialize, Serialize};

use crate::Record;

/// How a filter compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Operator {
    Is,
    IsNot,
    /// One of several values, separated by `|`.
    AnyOf,
    Contains,
    StartsWith,
    Less,
    More,
    /// Before a day, or before the beginning of a named span.
    Before,
    /// After a day, or after the end of a named span.
    After,
    /// Within a named span: `today`, `yesterday`, `tomorrow`, `this_week`, `next_week`, `this_month`,
    /// `next_month`, `this_quarter`, `this_year`, `overdue`, or `last_N` and `next_N` days.
    Within,
    /// Not within a named span, or never: who was not spoken to in the last 14 days may never have been at all.
    NotWithin,
    Empty,
    NotEmpty,
}

impl Operator {
    pub const ALL: [Self; 13] = [
        Self::Is,
        Self::IsNot,
        Self::AnyOf,
        Self::Contains,
        Self::StartsWith,
        Self::Less,
        Self::More,
        Self::Before,
        Self::After,
        Self::Within,
        Self::NotWithin,
        Self::Empty,
        Self::NotEmpty,
    ];

    /// The word in an address.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Is => "is",
            Self::IsNot => "not",
            Self::AnyOf => "any",
            Self::Contains => "has",
            Self::StartsWith => "starts",
            Self::Less => "less",
            Self::More => "more",
            Self::Before => "before",
            Self::After => "after",
            Self::Within => "within",
            Self::NotWithin => "outside",
            Self::Empty => "empty",
            Self::NotEmpty => "filled",
        }
    }

    /// Whether it compares with a value at all.
    #[must_use]
    pub fn takes_value(self) -> bool {
        !matches!(self, Self::Empty | Self::NotEmpty)
    }

    /// The operators a kind of field offers, the usual one first.
    #[must_use]
    pub fn of(kind: crate::FieldKind) -> &'static [Self] {
        use crate::FieldKind as K;
        match kind {
            K::Text | K::LongText | K::Email | K::Link | K::Phone | K::Address => &[
                Self::Contains,
                Self::Is,
                Self::IsNot,
                Self::StartsWith,
                Self::Empty,
                Self::NotEmpty,
            ],
            K::Integer | K::Decimal | K::Money | K::Percent | K::Rating => &[
                Self::More,
                Self::Less,
                Self::Is,
                Self::Empty,
                Self::NotEmpty,
            ],
            K::Date | K::DateTime => &[
                Self::Within,
                Self::NotWithin,
                Self::Before,
                Self::After,
                Self::Is,
                Self::Empty,
                Self::NotEmpty,
            ],
            K::YesNo => &[Self::Is],
            K::Choice => &[
                Self::AnyOf,
                Self::Is,
                Self::IsNot,
                Self::Empty,
                Self::NotEmpty,
            ],
            K::Tags | K::Choices => &[Self::AnyOf, Self::Empty, Self::NotEmpty],
            K::File => &[Self::NotEmpty, Self::Empty],
            K::Relations => &[Self::Is, Self::AnyOf, Self::Empty, Self::NotEmpty],
            K::User | K::Relation => &[
                Self::Is,
                Self::IsNot,
                Self::AnyOf,
                Self::Empty,
                Self::NotEmpty,
            ],
        }
    }
}

/// One condition. In an address: `f=owner.is.me`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Filter {
    pub field: String,
    pub operator: Operator,
    /// As typed: a text, a key, an id, `me`, a number, a day, a span; several separated by `|`.
    #[serde(default)]
    pub value: String,
}

impl Filter {
    #[must_use]
    pub fn new(field: &str, operator: Operator, value: &str) -> Self {
        Self {
            field: field.to_owned(),
            operator,
            value: value.to_owned(),
        }
    }

    /// As it stands in an address, before percent-encoding.
    #[must_use]
    pub fn to_param(&self) -> String {
        format!("{}.{}.{}", self.field, self.operator.key(), self.value)
    }

    /// Reads what [`Filter::to_param`] wrote; `None` when it is no filter.
    #[must_use]
    pub fn from_param(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '.');
        let (field, word) = (parts.next()?, parts.next()?);
        let operator = Operator::ALL
            .into_iter()
            .find(|operator| operator.key() == word)?;
        Some(Self::new(field, operator, parts.next().unwrap_or_default()))
    }
}

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

/// The most filters one question may carry.
pub const MOST_FILTERS: usize = 20;
/// The most rows one page may have.
pub const MOST_ROWS: u32 = 200;

/// A question to the list of an object.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ListQuery {
    pub object: String,
    #[serde(default)]
    pub filters: Vec<Filter>,
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
