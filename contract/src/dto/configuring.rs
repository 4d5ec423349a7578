//! What an administrator who describes objects and fields is told while writing.

use serde::{Deserialize, Serialize};

use crate::{FieldKind, Value};

/// What kind of value an expression has; see `docs/formulas.md`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// Only `null`.
    Nothing,
    YesNo,
    /// A whole number.
    Whole,
    /// An exact number with decimal places.
    Decimal,
    /// An amount in a currency.
    Money,
    Text,
    /// A calendar day.
    Day,
    /// A moment in time.
    Moment,
    /// Any number of texts: tags, the keys of choices, the ids of records.
    Texts,
    Address,
}

/// Something wrong with an expression or a pattern, and where it stands. Places are counted in characters, not bytes;
/// `to` is the first character after the place. What concerns no place has 0 for both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trouble {
    pub from: u32,
    pub to: u32,
    pub what: TroubleKind,
}

impl Trouble {
    /// Something wrong with the whole.
    #[must_use]
    pub fn whole(what: TroubleKind) -> Self {
        Self {
            from: 0,
            to: 0,
            what,
        }
    }
}

/// What a derived field would be, told while it is being written.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Preview {
    pub troubles: Vec<Trouble>,
    /// The record of the example; empty where there is none to see.
    pub example: String,
    /// What the formula comes to for it.
    pub value: Value,
    /// Why it comes to nothing.
    pub why_not: Option<WhyNot>,
}

/// What is wrong with an expression, a pattern or a roll-up. Translated on screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TroubleKind {
    /// Nothing is written.
    Empty,
    /// Longer than so many characters.
    TooLong {
        limit: u32,
    },
    /// Nested more deeply than so many levels.
    TooDeep {
        limit: u32,
    },
    /// Something is missing at the end.
    UnexpectedEnd,
    /// This does not belong here.
    Unexpected {
        text: String,
    },
    /// A text begins here and never ends.
    UnclosedText,
    /// A word that the language keeps for itself.
    ReservedWord {
        word: String,
    },
    /// A number that cannot be kept exactly.
    NotExact {
        text: String,
    },
    /// The language has it, formulas do not: maps, loops, unsigned numbers and the like.
    NotSupported {
        text: String,
    },
    UnknownField {
        field: String,
        /// A field whose key is nearly the same.
        nearest: Option<String>,
    },
    /// The field cannot be read by formulas: it is a file, or changes by itself with every write.
    NotReadable {
        field: String,
    },
    /// An address or an amount has no such part.
    UnknownPart {
        part: String,
    },
    UnknownFunction {
        function: String,
        nearest: Option<String>,
    },
    /// Values are stored, and what this says would be another tomorrow.
    GoesStale {
        function: String,
    },
    WrongCount {
        function: String,
        least: u32,
        /// `None` for any number.
        most: Option<u32>,
        found: u32,
    },
    /// This should be one of `expected`.
    WrongShape {
        expected: Vec<Shape>,
        found: Shape,
    },
    /// The operator is not for these two.
    CannotCombine {
        operator: String,
        left: Shape,
        right: Shape,
    },
    /// The values to choose from are not alike.
    NotAlike {
        first: Shape,
        second: Shape,
    },
    /// The field has no choice of that key.
    UnknownChoice {
        field: String,
        choice: String,
    },
    /// It must be written out here as a text between quotation marks.
    NotWritten,
    /// No regular expression, or one too large.
    NotAPattern,
    NotADate {
        text: String,
    },
    /// No IANA name of a time zone.
    NotAZone {
        text: String,
    },
    /// The field's kind takes no such result.
    WrongResult {
        kind: FieldKind,
        found: Shape,
    },
    /// Fields of this kind cannot be formulas, roll-ups or numbers.
    NoSuchResult {
        kind: FieldKind,
    },
    /// A rule is true or not.
    NotACondition {
        found: Shape,
    },
    /// The value would follow from itself: the fields in their order, the first one again at the end. Fields of other
    /// objects have their object before them: `account.total`.
    Circle {
        fields: Vec<String>,
    },
    /// A pattern without `{0000}` gives every record the same number.
    NoNumber,
    TwoNumbers,
    /// No such part of a pattern.
    UnknownPlaceholder {
        text: String,
    },
    /// A brace that is not closed, or not opened.
    LooseBrace,
    /// The count begins anew with each month or day, which comes again without the year or month.
    ComesAgain {
        lacks: String,
    },
    UnknownObject {
        object: String,
    },
    /// The field is not a relation of the other object to this one.
    NotARelation {
        field: String,
    },
    /// The field cannot be gathered so.
    NotGathered {
        kind: FieldKind,
    },
    /// The filter cannot be answered: no such field, or not by this value.
    WrongFilter {
        field: String,
    },
}

/// Why a formula gives no value for one record; its field is empty then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyNot {
    DividedByZero,
    /// A number beyond what can be kept exactly.
    TooLarge,
    /// Amounts in two currencies were brought together.
    MixedCurrencies {
        first: String,
        second: String,
    },
    /// An amount was made of numbers alone, and no field says in which currency.
    NoCurrency,
    TooLong {
        limit: u32,
    },
    NotANumber {
        text: String,
    },
    NotADate {
        text: String,
    },
    /// A day beyond the calendar.
    NoSuchDay,
    /// The field has no such choice.
    UnknownChoice {
        choice: String,
    },
    /// The result is not what the field's kind takes: 150 as percent, words as an e-mail address.
    DoesNotFit,
}
