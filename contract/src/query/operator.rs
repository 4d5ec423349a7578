//! How a filter compares.

use serde::{Deserialize, Serialize};

use crate::{FieldDef, FieldKind};

/// How a filter compares. What asks for what is *not* is also true of an empty value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Operator {
    /// The value itself; of several values, one of them. For days and moments also a span, as for
    /// [`Operator::Within`].
    Is,
    IsNot,
    /// One of several values, separated by `|`.
    AnyOf,
    NoneOf,
    /// Each of several values, separated by `|`, of a field that holds several.
    AllOf,
    Contains,
    NotContains,
    StartsWith,
    EndsWith,
    Less,
    More,
    /// Not less than a number; for a day or a span, its beginning or later.
    AtLeast,
    /// Not more than a number; for a day or a span, its end or earlier.
    AtMost,
    /// From the one to the other of two values separated by `|`, both included. One of them may be left out.
    Between,
    /// Before a day, or before the beginning of a named span.
    Before,
    /// After a day, or after the end of a named span.
    After,
    /// Within a named span; see [`super::span`].
    Within,
    /// Not within a named span, or never: who was not spoken to in the last 14 days may never have been at all.
    NotWithin,
    Empty,
    NotEmpty,
}

impl Operator {
    pub const ALL: [Self; 20] = [
        Self::Is,
        Self::IsNot,
        Self::AnyOf,
        Self::NoneOf,
        Self::AllOf,
        Self::Contains,
        Self::NotContains,
        Self::StartsWith,
        Self::EndsWith,
        Self::Less,
        Self::More,
        Self::AtLeast,
        Self::AtMost,
        Self::Between,
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
            Self::NoneOf => "none",
            Self::AllOf => "all",
            Self::Contains => "has",
            Self::NotContains => "lacks",
            Self::StartsWith => "starts",
            Self::EndsWith => "ends",
            Self::Less => "less",
            Self::More => "more",
            Self::AtLeast => "min",
            Self::AtMost => "max",
            Self::Between => "between",
            Self::Before => "before",
            Self::After => "after",
            Self::Within => "within",
            Self::NotWithin => "outside",
            Self::Empty => "empty",
            Self::NotEmpty => "filled",
        }
    }

    /// The operator of that word.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|operator| operator.key() == key)
    }

    /// Whether it compares with a value at all.
    #[must_use]
    pub fn takes_value(self) -> bool {
        !matches!(self, Self::Empty | Self::NotEmpty)
    }

    /// Whether its value may be several values with `|` between them.
    #[must_use]
    pub fn takes_several(self) -> bool {
        matches!(
            self,
            Self::AnyOf | Self::NoneOf | Self::AllOf | Self::Between
        )
    }

    /// For an operator that asks for what is not: the one it denies.
    #[must_use]
    pub fn denied(self) -> Option<Self> {
        match self {
            Self::IsNot => Some(Self::Is),
            Self::NoneOf => Some(Self::AnyOf),
            Self::NotContains => Some(Self::Contains),
            Self::NotWithin => Some(Self::Within),
            Self::Empty => Some(Self::NotEmpty),
            _ => None,
        }
    }

    /// The operators a field offers, the usual one first. Of sealed values only equality can be told.
    #[must_use]
    pub fn of_field(field: &FieldDef) -> &'static [Self] {
        if field.sensitive {
            return &[Self::Is, Self::IsNot, Self::Empty, Self::NotEmpty];
        }
        Self::of(field.kind)
    }

    /// The operators a kind of field offers, the usual one first.
    #[must_use]
    pub fn of(kind: FieldKind) -> &'static [Self] {
        use FieldKind as K;
        match kind {
            K::Text | K::LongText | K::Email | K::Link | K::Phone | K::Address => &[
                Self::Contains,
                Self::NotContains,
                Self::Is,
                Self::IsNot,
                Self::AnyOf,
                Self::NoneOf,
                Self::StartsWith,
                Self::EndsWith,
                Self::Empty,
                Self::NotEmpty,
            ],
            K::Integer | K::Decimal | K::Money | K::Percent | K::Rating => &[
                Self::AtLeast,
                Self::AtMost,
                Self::More,
                Self::Less,
                Self::Between,
                Self::Is,
                Self::IsNot,
                Self::Empty,
                Self::NotEmpty,
            ],
            K::Date | K::DateTime => &[
                Self::Within,
                Self::NotWithin,
                Self::Is,
                Self::Before,
                Self::After,
                Self::AtLeast,
                Self::AtMost,
                Self::Between,
                Self::Empty,
                Self::NotEmpty,
            ],
            K::YesNo => &[Self::Is, Self::Empty, Self::NotEmpty],
            K::Choice => &[
                Self::AnyOf,
                Self::NoneOf,
                Self::Is,
                Self::IsNot,
                Self::Empty,
                Self::NotEmpty,
            ],
            K::Tags | K::Choices | K::Relations => &[
                Self::AnyOf,
                Self::AllOf,
                Self::NoneOf,
                Self::Is,
                Self::IsNot,
                Self::Empty,
                Self::NotEmpty,
            ],
            K::File => &[
                Self::NotEmpty,
                Self::Empty,
                Self::Contains,
                Self::NotContains,
            ],
            K::User | K::Relation => &[
                Self::Is,
                Self::IsNot,
                Self::AnyOf,
                Self::NoneOf,
                Self::Empty,
                Self::NotEmpty,
            ],
        }
    }
}
