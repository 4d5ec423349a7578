//! The kinds of fields.

use serde::{Deserialize, Serialize};

/// What a field holds. One kind is one cell, one input, one filter set and one import parser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// One line, at most 255 characters unless `max_chars` says otherwise.
    Text,
    /// Several lines, at most 20,000 characters.
    LongText,
    /// A whole number of 64 bits.
    Integer,
    /// An exact number with at most six decimal places, of 19 digits in all.
    Decimal,
    /// An exact amount with its currency; see [`crate::Money`].
    Money,
    /// Whole percent, 0 to 100.
    Percent,
    /// A calendar day without a time.
    Date,
    /// A moment, UTC in the database, the viewer's zone on screen.
    DateTime,
    YesNo,
    /// One of the field's choices, by its key.
    Choice,
    /// Any number of the field's choices, by their keys.
    Choices,
    /// Any number of short words.
    Tags,
    /// A telephone number as the person wrote it; compared by its digits.
    Phone,
    Email,
    /// A web address.
    Link,
    /// A person who uses the product.
    User,
    /// One record of the object named in `relation`.
    Relation,
    /// Any number of records of the object named in `relation`.
    Relations,
    /// A place one can write to or go to; see [`crate::Address`].
    Address,
    /// Stars, 1 to 5.
    Rating,
    /// One file, kept like those on the record's shelf.
    File,
}

impl FieldKind {
    /// Every kind, in the order of a menu.
    pub const ALL: [Self; 21] = [
        Self::Text,
        Self::LongText,
        Self::Integer,
        Self::Decimal,
        Self::Money,
        Self::Percent,
        Self::Date,
        Self::DateTime,
        Self::YesNo,
        Self::Choice,
        Self::Choices,
        Self::Tags,
        Self::Phone,
        Self::Email,
        Self::Link,
        Self::Address,
        Self::User,
        Self::Relation,
        Self::Relations,
        Self::Rating,
        Self::File,
    ];

    /// Whether lists may be sorted by such a field.
    #[must_use]
    pub fn is_sortable(self) -> bool {
        !matches!(
            self,
            Self::LongText
                | Self::Tags
                | Self::Choices
                | Self::Relation
                | Self::Relations
                | Self::User
                | Self::Address
                | Self::File
        )
    }

    /// Whether the value stands right-aligned and in tabular figures.
    #[must_use]
    pub fn is_numeric(self) -> bool {
        matches!(
            self,
            Self::Integer | Self::Decimal | Self::Money | Self::Percent
        )
    }

    /// Whether its values stand in rows of their own beside the record, any number of them.
    #[must_use]
    pub fn is_several(self) -> bool {
        matches!(self, Self::Tags | Self::Choices | Self::Relations)
    }

    /// Whether its value is the key of one choice, or the keys of several.
    #[must_use]
    pub fn has_choices(self) -> bool {
        matches!(self, Self::Choice | Self::Choices)
    }

    /// Whether it points to records of an object.
    #[must_use]
    pub fn is_relation(self) -> bool {
        matches!(self, Self::Relation | Self::Relations)
    }

    /// Whether its value is written as text of any length or form.
    #[must_use]
    pub fn is_text(self) -> bool {
        matches!(
            self,
            Self::Text | Self::LongText | Self::Phone | Self::Email | Self::Link
        )
    }

    /// Whether its values may be sealed: what is written as text is found by equality alone and loses nothing by it.
    #[must_use]
    pub fn may_be_sensitive(self) -> bool {
        self.is_text()
    }

    /// The word of the kind, as it stands in descriptions, files of configuration and the API.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::LongText => "long_text",
            Self::Integer => "integer",
            Self::Decimal => "decimal",
            Self::Money => "money",
            Self::Percent => "percent",
            Self::Date => "date",
            Self::DateTime => "date_time",
            Self::YesNo => "yes_no",
            Self::Choice => "choice",
            Self::Choices => "choices",
            Self::Tags => "tags",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Link => "link",
            Self::User => "user",
            Self::Relation => "relation",
            Self::Relations => "relations",
            Self::Address => "address",
            Self::Rating => "rating",
            Self::File => "file",
        }
    }
}
