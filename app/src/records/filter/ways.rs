//! The ways to compare that are offered, and with what each compares.

use contract::query::span::Counted;
use contract::{FieldDef, FieldKind, Filter, Language, Operator};

use super::words::operator_text;
use crate::t;

/// A way to compare: an operator, or one with a certain value that people take for a way of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Plain(Operator),
    Yes,
    No,
    /// More than so many days ago.
    Ago,
    /// In more than so many days.
    Ahead,
}

/// What has to be given beside the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Nothing,
    Text,
    /// Any number of texts, tags, choices, people or records.
    Many,
    Number,
    Numbers,
    /// A day, or a span by its name.
    When,
    /// A span by its name, or counted from today.
    Span,
    /// How far from today.
    Distance,
    Days,
}

impl Way {
    /// The ways of a kind, the usual one first.
    pub(super) fn of(kind: FieldKind) -> Vec<Self> {
        use FieldKind as K;
        use Operator as O;
        let plain = |operators: &[Operator]| operators.iter().copied().map(Self::Plain).collect();
        match kind {
            K::YesNo => vec![
                Self::Yes,
                Self::No,
                Self::Plain(O::Empty),
                Self::Plain(O::NotEmpty),
            ],
            K::LongText | K::Address => {
                plain(&[O::Contains, O::NotContains, O::Empty, O::NotEmpty])
            }
            K::Date | K::DateTime => {
                let mut ways: Vec<Self> = plain(&[
                    O::Within,
                    O::NotWithin,
                    O::Is,
                    O::Before,
                    O::After,
                    O::AtLeast,
                    O::AtMost,
                    O::Between,
                ]);
                ways.extend([Self::Ago, Self::Ahead]);
                ways.extend([Self::Plain(O::Empty), Self::Plain(O::NotEmpty)]);
                ways
            }
            // One of one is that one: who picks several has picked one first.
            K::Choice | K::User | K::Relation => {
                plain(&[O::AnyOf, O::NoneOf, O::Empty, O::NotEmpty])
            }
            kind if kind.is_several() => {
                plain(&[O::AnyOf, O::AllOf, O::NoneOf, O::Empty, O::NotEmpty])
            }
            kind => plain(Operator::of(kind)),
        }
    }

    /// The ways of a field: of sealed values only equality can be told.
    pub(super) fn of_field(field: &FieldDef) -> Vec<Self> {
        match field.sensitive {
            true => Operator::of_field(field)
                .iter()
                .copied()
                .map(Self::Plain)
                .collect(),
            false => Self::of(field.kind),
        }
    }

    /// The way of a condition that is set.
    pub(super) fn read(filter: &Filter, kind: FieldKind) -> Self {
        use FieldKind as K;
        use Operator as O;
        let counted = Counted::read(&filter.value);
        match (kind, filter.operator) {
            (K::YesNo, O::Is) if filter.denied(kind).is_some() => Self::No,
            (K::YesNo, O::Is) => Self::Yes,
            (K::Date | K::DateTime, O::Before) if counted.is_some_and(|one| one.back) => Self::Ago,
            (K::Date | K::DateTime, O::After) if counted.is_some_and(|one| !one.back) => {
                Self::Ahead
            }
            (kind, O::Is) if is_picked(kind) => Self::Plain(O::AnyOf),
            (kind, O::IsNot) if is_picked(kind) => Self::Plain(O::NoneOf),
            (_, operator) => Self::Plain(operator),
        }
    }

    /// The condition of this way on a field.
    pub(super) fn filter(self, path: &str, kind: FieldKind, value: &str) -> Filter {
        use Operator as O;
        let is_one = !value.contains('|') && is_picked(kind) && !kind.is_several();
        match self {
            Self::Yes => Filter::new(path, O::Is, "true"),
            Self::No => Filter::new(path, O::Is, "false"),
            Self::Ago => Filter::new(path, O::Before, value),
            Self::Ahead => Filter::new(path, O::After, value),
            Self::Plain(O::AnyOf) if is_one => Filter::new(path, O::Is, value),
            Self::Plain(O::NoneOf) if is_one => Filter::new(path, O::IsNot, value),
            Self::Plain(operator) if !operator.takes_value() => Filter::new(path, operator, ""),
            Self::Plain(operator) => Filter::new(path, operator, value),
        }
    }

    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Plain(operator) => operator.key(),
            Self::Yes => "yes",
            Self::No => "no",
            Self::Ago => "ago",
            Self::Ahead => "ahead",
        }
    }

    pub(super) fn from_key(key: &str) -> Option<Self> {
        match key {
            "yes" => Some(Self::Yes),
            "no" => Some(Self::No),
            "ago" => Some(Self::Ago),
            "ahead" => Some(Self::Ahead),
            key => Operator::from_key(key).map(Self::Plain),
        }
    }

    pub(super) fn text(self, kind: FieldKind, language: Language) -> &'static str {
        use Operator as O;
        match self {
            Self::Plain(O::AnyOf) if is_picked(kind) && !kind.is_several() => {
                t!(language, filters.is)
            }
            Self::Plain(O::NoneOf) if is_picked(kind) && !kind.is_several() => {
                t!(language, filters.is_not)
            }
            Self::Plain(operator) => operator_text(operator, kind, language),
            Self::Yes => t!(language, filters.is_yes),
            Self::No => t!(language, filters.is_no),
            Self::Ago => t!(language, filters.ago),
            Self::Ahead => t!(language, filters.ahead),
        }
    }

    pub(super) fn shape(self, kind: FieldKind) -> Shape {
        use FieldKind as K;
        use Operator as O;
        let is_time = matches!(kind, K::Date | K::DateTime);
        match self {
            Self::Yes | Self::No | Self::Plain(O::Empty | O::NotEmpty) => Shape::Nothing,
            Self::Ago | Self::Ahead => Shape::Distance,
            Self::Plain(O::Within | O::NotWithin) => Shape::Span,
            Self::Plain(O::Between) if is_time => Shape::Days,
            Self::Plain(_) if is_time => Shape::When,
            Self::Plain(O::AnyOf | O::NoneOf | O::AllOf) => Shape::Many,
            Self::Plain(O::Between) => Shape::Numbers,
            Self::Plain(_) if kind.is_numeric() || kind == K::Rating => Shape::Number,
            Self::Plain(_) => Shape::Text,
        }
    }

    /// What stands in the value before anybody gave one.
    pub(super) fn start(self, kind: FieldKind) -> &'static str {
        match (self.shape(kind), self) {
            (Shape::Span, _) => "this_week",
            (Shape::When, _) => "today",
            (_, Self::Ago) => "last_14",
            (_, Self::Ahead) => "next_14",
            _ => "",
        }
    }
}

/// Whether its values are picked and not typed.
fn is_picked(kind: FieldKind) -> bool {
    matches!(kind, FieldKind::Choice | FieldKind::User) || kind.is_relation() || kind.is_several()
}

#[cfg(test)]
mod tests {
    use super::{Shape, Way};
    use contract::{FieldKind, Filter, Language, Operator};

    #[test]
    fn every_way_of_every_kind_makes_a_condition_that_is_read_again() {
        for kind in FieldKind::ALL {
            for way in Way::of(kind) {
                let value = match way.shape(kind) {
                    Shape::Nothing => "",
                    Shape::Many => "a|b",
                    Shape::Numbers => "1|2",
                    Shape::Days => "2026-01-01|2026-01-31",
                    Shape::Number => "3",
                    Shape::Text => "x",
                    Shape::When | Shape::Span | Shape::Distance => way.start(kind),
                };
                let filter = way.filter("field", kind, value);
                assert!(
                    Operator::of(kind).contains(&filter.operator),
                    "{kind:?} {way:?}"
                );
                assert_eq!(Way::read(&filter, kind), way, "{kind:?} {filter:?}");
                assert_eq!(Way::from_key(way.key()), Some(way));
                assert!(!way.text(kind, Language::English).is_empty());
            }
        }
    }

    #[test]
    fn one_that_is_picked_is_that_one() {
        let way = Way::Plain(Operator::AnyOf);
        let filter = way.filter("level", FieldKind::Choice, "a");
        assert_eq!(filter, Filter::new("level", Operator::Is, "a"));
        assert_eq!(Way::read(&filter, FieldKind::Choice), way);
        let tags = way.filter("tags", FieldKind::Tags, "vip");
        assert_eq!(tags.operator, Operator::AnyOf);
    }

    #[test]
    fn what_a_saved_filter_asks_is_offered_again() {
        let check = |kind, operator, value| {
            let filter = Filter::new("x", operator, value);
            let way = Way::read(&filter, kind);
            assert!(Way::of(kind).contains(&way), "{kind:?} {way:?}");
        };
        check(FieldKind::Choice, Operator::IsNot, "a");
        check(FieldKind::User, Operator::Is, "me");
        check(FieldKind::DateTime, Operator::Before, "last_14");
        check(FieldKind::DateTime, Operator::Before, "2026-01-01");
        check(FieldKind::YesNo, Operator::Is, "false");
        check(FieldKind::Relations, Operator::Is, "id");
    }
}
