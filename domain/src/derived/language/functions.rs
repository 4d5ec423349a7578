//! The functions of formulas: their names, and what they take and give.

use contract::dto::configuring::Shape;

use Shape::{Day, Decimal, Moment, Money, Text, Texts, Whole, YesNo};

/// A function; `matches` is none of them since its pattern is made ready beforehand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Function {
    Abs,
    AddDays,
    AddMonths,
    Ceil,
    Coalesce,
    Concat,
    Contains,
    Date,
    Day,
    DaysBetween,
    Decimal,
    EndsWith,
    Floor,
    Int,
    Join,
    Lower,
    Max,
    Min,
    Money,
    Month,
    Replace,
    Round,
    Size,
    StartsWith,
    String,
    Substring,
    Trim,
    Upper,
    Weekday,
    Year,
}

/// How many arguments a function takes; no second number for any number of them.
type Count = (u32, Option<u32>);

/// Every function by its name.
const NAMES: [(&str, Function); 31] = [
    ("abs", Function::Abs),
    ("add_days", Function::AddDays),
    ("add_months", Function::AddMonths),
    ("ceil", Function::Ceil),
    ("coalesce", Function::Coalesce),
    ("concat", Function::Concat),
    ("contains", Function::Contains),
    ("date", Function::Date),
    ("day", Function::Day),
    ("days_between", Function::DaysBetween),
    ("decimal", Function::Decimal),
    ("endsWith", Function::EndsWith),
    ("floor", Function::Floor),
    ("int", Function::Int),
    ("join", Function::Join),
    ("length", Function::Size),
    ("lower", Function::Lower),
    ("max", Function::Max),
    ("min", Function::Min),
    ("money", Function::Money),
    ("month", Function::Month),
    ("replace", Function::Replace),
    ("round", Function::Round),
    ("size", Function::Size),
    ("startsWith", Function::StartsWith),
    ("string", Function::String),
    ("substring", Function::Substring),
    ("trim", Function::Trim),
    ("upper", Function::Upper),
    ("weekday", Function::Weekday),
    ("year", Function::Year),
];

/// Names with a meaning of their own in `judge`.
pub(super) const MATCHES: &str = "matches";
pub(super) const TIMESTAMP: &str = "timestamp";
/// What these say is another tomorrow.
pub(super) const STALE: [&str; 2] = ["today", "now"];

const NUMBERS: &[Shape] = &[Whole, Decimal, Money];
const PLAIN_NUMBERS: &[Shape] = &[Whole, Decimal];
const TIMES: &[Shape] = &[Day, Moment];
const SCALARS: &[Shape] = &[YesNo, Whole, Decimal, Money, Text, Day, Moment];
const COMPARED: &[Shape] = &[Whole, Decimal, Money, Text, Day, Moment];

impl Function {
    /// The function of that name.
    pub(super) fn named(name: &str) -> Option<Self> {
        NAMES
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, function)| *function)
    }

    /// Every name, for the nearest one to a slip.
    pub(super) fn names() -> impl Iterator<Item = &'static str> {
        NAMES
            .iter()
            .map(|(name, _)| *name)
            .chain([MATCHES, TIMESTAMP])
    }

    pub(super) fn count(self) -> Count {
        match self {
            Self::Coalesce | Self::Concat | Self::Max | Self::Min => (1, None),
            Self::Round | Self::Day | Self::Month | Self::Weekday | Self::Year => (1, Some(2)),
            Self::Date => (1, Some(3)),
            Self::AddDays
            | Self::AddMonths
            | Self::Contains
            | Self::DaysBetween
            | Self::EndsWith
            | Self::Join
            | Self::Money
            | Self::StartsWith => (2, Some(2)),
            Self::Substring => (2, Some(3)),
            Self::Replace => (3, Some(3)),
            _ => (1, Some(1)),
        }
    }

    /// The shapes that an argument may have.
    pub(super) fn takes(self, place: usize, count: usize) -> &'static [Shape] {
        match (self, place) {
            (Self::Abs | Self::Floor | Self::Ceil | Self::Round, 0) => NUMBERS,
            (Self::Max | Self::Min, _) => COMPARED,
            (Self::Coalesce, _) => &[YesNo, Whole, Decimal, Money, Text, Day, Moment, Texts],
            (Self::Concat | Self::String, _) => SCALARS,
            (Self::Contains | Self::Size, 0) => &[Text, Texts],
            (Self::Join, 0) => &[Texts],
            (Self::Int, 0) => &[Text, Whole, Decimal],
            (Self::Decimal, 0) => &[Text, Whole, Decimal, Money],
            (Self::Money, 0) => PLAIN_NUMBERS,
            (Self::Date, _) if count == 3 => &[Whole],
            (
                Self::Date
                | Self::Day
                | Self::Month
                | Self::Weekday
                | Self::Year
                | Self::AddDays
                | Self::AddMonths
                | Self::DaysBetween,
                0,
            ) => TIMES,
            (Self::DaysBetween, _) => TIMES,
            (Self::AddDays, _) => PLAIN_NUMBERS,
            (Self::AddMonths | Self::Round | Self::Substring, 1..) => &[Whole],
            _ => &[Text],
        }
    }

    /// What it gives for arguments that it takes; `None` when they do not go together.
    pub(super) fn gives(self, arguments: &[Shape]) -> Option<Shape> {
        let first = arguments.first().copied().unwrap_or(Shape::Nothing);
        Some(match self {
            Self::Abs | Self::AddDays | Self::AddMonths => first,
            Self::Coalesce | Self::Max | Self::Min => all_alike(arguments)?,
            Self::Round if arguments.len() > 1 => match first {
                Money => Money,
                _ => Decimal,
            },
            Self::Ceil | Self::Floor | Self::Round => match first {
                Money => Money,
                _ => Whole,
            },
            Self::DaysBetween => all_alike(arguments).map(|_| Whole)?,
            Self::Contains | Self::EndsWith | Self::StartsWith => YesNo,
            Self::Day | Self::Int | Self::Month | Self::Size | Self::Weekday | Self::Year => Whole,
            Self::Date => Day,
            Self::Decimal => Decimal,
            Self::Money => Money,
            Self::Concat
            | Self::Join
            | Self::Lower
            | Self::Replace
            | Self::String
            | Self::Substring
            | Self::Trim
            | Self::Upper => Text,
        })
    }

    /// Whether its second argument is the name of a time zone, which must be written out.
    pub(super) fn has_zone(self) -> bool {
        matches!(
            self,
            Self::Date | Self::Day | Self::Month | Self::Weekday | Self::Year
        )
    }
}

/// The shape of a choice between two; the wider one where both are numbers.
pub(super) fn alike(first: Shape, second: Shape) -> Option<Shape> {
    match (first, second) {
        _ if first == second => Some(first),
        (Shape::Nothing, other) | (other, Shape::Nothing) => Some(other),
        (Money, Whole | Decimal) | (Whole | Decimal, Money) => Some(Money),
        (Whole, Decimal) | (Decimal, Whole) => Some(Decimal),
        _ => None,
    }
}

fn all_alike(shapes: &[Shape]) -> Option<Shape> {
    shapes
        .iter()
        .try_fold(Shape::Nothing, |all, shape| alike(all, *shape))
}

/// The name among `known` that is nearest to a slip, if any is near.
pub(super) fn nearest<'n>(slip: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    known
        .into_iter()
        .map(|name| {
            let likeness =
                strsim::normalized_damerau_levenshtein(&slip.to_lowercase(), &name.to_lowercase());
            (likeness, name)
        })
        .filter(|(likeness, _)| *likeness >= 0.6)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name)
}
