//! Conditions put together.

use serde::{Deserialize, Serialize};

use super::{Filter, MOST_FILTERS};
use crate::Problem;

/// The most groups that may stand within each other.
pub const MOST_DEPTH: usize = 5;

/// What is asked of a record. A group of nothing asks nothing.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Test {
    One(Filter),
    All(Vec<Test>),
    Any(Vec<Test>),
    /// Some record of `object` that the asker sees and whose field `by` points here fulfils the test; with `none`,
    /// no such record does.
    Has {
        object: String,
        by: String,
        #[serde(default)]
        none: bool,
        #[serde(default = "anything")]
        test: Box<Test>,
    },
}

impl Default for Test {
    fn default() -> Self {
        Self::All(Vec::new())
    }
}

fn anything() -> Box<Test> {
    Box::default()
}

impl From<Filter> for Test {
    fn from(filter: Filter) -> Self {
        Self::One(filter)
    }
}

impl Test {
    /// How many groups stand within each other.
    #[must_use]
    pub fn depth(&self) -> usize {
        match self {
            Self::One(_) => 0,
            Self::All(parts) | Self::Any(parts) => {
                1 + parts.iter().map(Self::depth).max().unwrap_or_default()
            }
            // All conditions on the related record stand in one group with it.
            Self::Has { test, .. } => match &**test {
                Self::All(parts) => 1 + parts.iter().map(Self::depth).max().unwrap_or_default(),
                other => 1 + other.depth(),
            },
        }
    }

    /// How many conditions it puts together.
    #[must_use]
    pub fn count(&self) -> usize {
        match self {
            Self::One(_) => 1,
            Self::All(parts) | Self::Any(parts) => parts.iter().map(Self::count).sum(),
            Self::Has { test, .. } => 1 + test.count(),
        }
    }

    /// Whether it asks nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count() == 0
    }

    /// Whether a question may carry it.
    ///
    /// # Errors
    /// [`Problem::TooDeep`] and [`Problem::TooMany`].
    pub fn check(&self) -> Result<(), Problem> {
        if self.depth() > MOST_DEPTH {
            return Err(too_deep());
        }
        if self.count() > MOST_FILTERS {
            return Err(too_many());
        }
        Ok(())
    }

    /// The same without groups that ask nothing or hold only one condition.
    #[must_use]
    pub fn tidied(self) -> Self {
        match self {
            Self::One(filter) => Self::One(filter),
            Self::All(parts) => Self::group(parts, Self::All),
            Self::Any(parts) => Self::group(parts, Self::Any),
            Self::Has {
                object,
                by,
                none,
                test,
            } => Self::Has {
                object,
                by,
                none,
                test: Box::new(test.tidied()),
            },
        }
    }

    fn group(parts: Vec<Self>, kind: fn(Vec<Self>) -> Self) -> Self {
        let mut kept: Vec<Self> = parts
            .into_iter()
            .map(Self::tidied)
            .filter(|part| !part.is_empty())
            .collect();
        match kept.pop() {
            Some(only) if kept.is_empty() => only,
            last => {
                kept.extend(last);
                kind(kept)
            }
        }
    }

    /// Calls for every condition on the record itself or one that its fields lead to; what is asked of records
    /// that point here is theirs.
    pub fn each_own(&self, see: &mut impl FnMut(&Filter)) {
        match self {
            Self::One(filter) => see(filter),
            Self::All(parts) | Self::Any(parts) => {
                parts.iter().for_each(|part| part.each_own(see));
            }
            Self::Has { .. } => {}
        }
    }
}

pub(super) fn too_deep() -> Problem {
    Problem::TooDeep {
        limit: u32::try_from(MOST_DEPTH).unwrap_or(u32::MAX),
    }
}

pub(super) fn too_many() -> Problem {
    Problem::TooMany {
        limit: u32::try_from(MOST_FILTERS).unwrap_or(u32::MAX),
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST_DEPTH, Test};
    use crate::query::{Filter, MOST_FILTERS, Operator};
    use crate::{ListQuery, Problem};

    fn one() -> Test {
        Test::One(Filter::new("name", Operator::Is, "x"))
    }

    fn deep(levels: usize) -> Test {
        (0..levels).fold(one(), |inner, level| match level % 3 {
            0 => Test::All(vec![inner]),
            1 => Test::Any(vec![inner]),
            _ => Test::Has {
                object: "deal".into(),
                by: "account".into(),
                none: false,
                test: Box::new(Test::Any(vec![inner])),
            },
        })
    }

    #[test]
    fn a_test_is_neither_too_deep_nor_too_long() {
        assert_eq!(deep(3).depth(), 4);
        let check = |test: &Test, expected| assert_eq!(test.check(), expected, "{test:?}");
        check(&one(), Ok(()));
        check(&Test::All(vec![one(); MOST_FILTERS]), Ok(()));
        check(
            &Test::All(vec![one(); MOST_FILTERS + 1]),
            Err(Problem::TooMany { limit: 50 }),
        );
        check(&deep(20), Err(Problem::TooDeep { limit: 5 }));
        let levels = (0..MOST_DEPTH).fold(one(), |inner, _| Test::All(vec![inner]));
        check(&levels, Ok(()));
        check(&Test::All(vec![levels]), Err(Problem::TooDeep { limit: 5 }));
    }

    #[test]
    fn groups_without_conditions_go() {
        let ragged = Test::All(vec![
            Test::Any(Vec::new()),
            Test::Any(vec![Test::All(vec![one()])]),
        ]);
        assert_eq!(ragged.tidied(), one());
        assert!(Test::Any(vec![Test::default()]).tidied().is_empty());
        let pair = Test::Any(vec![one(), one()]);
        assert_eq!(pair.clone().tidied(), pair);
    }

    #[test]
    fn questions_of_before_groups_are_still_read() {
        let query: ListQuery = serde_json::from_str(
            r#"{"object":"deal","filters":[{"field":"owner","operator":"is","value":"me"}]}"#,
        )
        .unwrap();
        assert_eq!(query.test, None);
        assert_eq!(query.conditions().count(), 1);
        let deepest = (0..MOST_DEPTH).fold(one(), |inner, _| Test::Any(vec![inner]));
        let asking = |filters: usize, test: Test| ListQuery {
            filters: vec![Filter::new("name", Operator::Is, "x"); filters],
            test: Some(test),
            ..ListQuery::default()
        };
        assert_eq!(asking(49, deepest).check(), Ok(()));
        assert_eq!(
            asking(50, one()).check(),
            Err(Problem::TooMany { limit: 50 })
        );
        let has: Test =
            serde_json::from_str(r#"{"has":{"object":"deal","by":"account"}}"#).unwrap();
        assert_eq!(has.count(), 1);
    }

    #[test]
    fn a_body_that_nests_without_end_is_refused_while_it_is_read() {
        let text = format!("{}{}", r#"{"all":["#.repeat(5_000), "]}".repeat(5_000));
        assert!(serde_json::from_str::<Test>(&text).is_err());
    }
}
