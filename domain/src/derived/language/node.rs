//! An expression that has been judged: every name is known, every operator has operands it is for.

use regex::Regex;

use super::datum::Datum;
use super::functions::Function;

/// An operator between two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    Equal,
    Differ,
    Less,
    LessOrEqual,
    More,
    MoreOrEqual,
    /// A text among texts.
    In,
}

impl Operator {
    /// As it is written.
    pub(crate) fn sign(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
            Self::Remainder => "%",
            Self::Equal => "==",
            Self::Differ => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::More => ">",
            Self::MoreOrEqual => ">=",
            Self::In => "in",
        }
    }
}

/// One part of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// By its name in [`contract::Address`].
    OfAddress(String),
    Currency,
}

#[derive(Clone, Debug)]
pub(crate) enum Node {
    Literal(Datum),
    /// A field by its key.
    Field(String),
    Part(Box<Self>, Part),
    /// Whether there is a value.
    Filled(Box<Self>),
    /// Condition, then, else.
    Choose(Box<[Self; 3]>),
    And(Box<[Self; 2]>),
    Or(Box<[Self; 2]>),
    Not(Box<Self>),
    Negative(Box<Self>),
    Binary(Operator, Box<[Self; 2]>),
    /// Whether the first is one of the others.
    OneOf(Box<Self>, Vec<Self>),
    Call(Function, Vec<Self>),
    Matches(Box<Self>, Regex),
}
