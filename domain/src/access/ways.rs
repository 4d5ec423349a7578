//! The ways by which somebody reaches records, and how the database goes along them.

use std::collections::BTreeSet;

use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait, Query, SelectStatement, UnionType};

/// What somebody reaches of an object.
#[derive(Clone, Debug)]
pub(super) enum Ways {
    /// Everything.
    All,
    /// What one of these leads to; without any, nothing.
    Any(Vec<Way>),
}

/// One way by which somebody reaches records. All that it holds say the same of a record.
#[derive(Clone, Debug)]
pub(super) struct Way {
    /// As an index of the table answers it.
    pub(super) led: Condition,
    /// As it is found out of one record that is met, without making a list of all that there are.
    looked: Condition,
    /// Whose records they are, where that is the way.
    pub(super) owners: Option<Owners>,
    /// The columns by which it is found out, beside the id; `None` where that may be any.
    columns: Option<Vec<String>>,
    /// It leads to what one person owns.
    pub(super) is_of_one: bool,
}

/// The people whose records a way leads to.
#[derive(Clone, Debug)]
pub(super) struct Owners {
    /// Their ids, each once, as a column `id`.
    pub(super) people: SelectStatement,
    /// The column of their records that names them.
    pub(super) column: String,
}

impl From<Condition> for Way {
    fn from(condition: Condition) -> Self {
        Self {
            looked: condition.clone(),
            led: condition,
            owners: None,
            columns: None,
            is_of_one: false,
        }
    }
}

impl Way {
    /// The same way, with a condition by which one record that is met is looked at.
    pub(super) fn looking(self, looked: Condition) -> Self {
        Self { looked, ..self }
    }

    /// The same way, which is found out by some columns alone.
    pub(super) fn by(self, columns: impl IntoIterator<Item = String>) -> Self {
        Self {
            columns: Some(columns.into_iter().collect()),
            ..self
        }
    }

    /// The same way, which leads to what one person owns.
    pub(super) fn of_one(self) -> Self {
        Self {
            is_of_one: true,
            ..self
        }
    }

    /// The same way, by whose they are.
    pub(super) fn of(self, owners: Owners) -> Self {
        Self {
            owners: Some(owners),
            ..self
        }
    }
}

/// How the database goes about what somebody reaches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Going {
    /// As it likes.
    #[default]
    Free,
    /// It is little: it is gathered, way by way, so that each is answered by an index. As alternatives in one condition the
    /// databases look at every record, where owned and shared ones meet.
    Gathered,
    /// It is much: no index of a way is read, and each record that is met is looked at.
    Looked,
}

impl Ways {
    /// As one condition on the table.
    pub(super) fn condition(&self) -> Condition {
        match self {
            Self::All => Condition::all(),
            Self::Any(ways) if ways.is_empty() => Condition::all().add(Expr::val(1).eq(0)),
            Self::Any(ways) => any(ways.iter().map(|way| &way.led)),
        }
    }

    /// As a condition that no index answers, of thousands of records: against lists that are made once.
    pub(super) fn listed(&self) -> Condition {
        match self {
            Self::All => Condition::all(),
            Self::Any(_) => holds(self.condition()),
        }
    }

    /// As a condition that no index answers, of records of a page: about each of them it is asked alone.
    pub(super) fn looked(&self) -> Condition {
        match self {
            Self::All => Condition::all(),
            Self::Any(ways) if ways.is_empty() => self.condition(),
            Self::Any(ways) => holds(any(ways.iter().map(|way| &way.looked))),
        }
    }

    /// The columns by which all ways are found out, beside the id; `None` where these may be any.
    pub(super) fn columns(&self) -> Option<BTreeSet<&str>> {
        let mut all = BTreeSet::new();
        for way in self.each() {
            all.extend(way.columns.as_ref()?.iter().map(String::as_str));
        }
        Some(all)
    }

    /// Each way, where not everything is reached.
    pub(super) fn each(&self) -> &[Way] {
        match self {
            Self::Any(ways) => ways,
            Self::All => &[],
        }
    }
}

fn any<'a>(conditions: impl Iterator<Item = &'a Condition>) -> Condition {
    conditions.cloned().fold(Condition::any(), Condition::add)
}

fn holds(condition: Condition) -> Condition {
    Condition::all().add(Expr::from(condition).is(Expr::Constant(true.into())))
}

/// The rows of some questions, one after the other. Each may have an order and a limit of its own.
pub(super) fn together(parts: impl Iterator<Item = SelectStatement>) -> Option<SelectStatement> {
    let mut parts = parts.enumerate().peekable();
    let (place, first) = parts.next()?;
    if parts.peek().is_none() {
        return Some(first);
    }
    let within = |(place, part)| {
        Query::select()
            .column(Alias::new(ID))
            .from_subquery(part, Alias::new(format!("way{place}")))
            .take()
    };
    let mut all = within((place, first));
    for part in parts.map(within) {
        all.union(UnionType::All, part);
    }
    Some(all)
}

/// The one column of such questions.
pub(super) const ID: &str = "id";

/// Each way without what the ones before it lead to, so that nothing is met twice.
pub(super) fn apart(ways: &[Way]) -> impl Iterator<Item = (&Way, Condition)> {
    ways.iter().enumerate().map(|(place, way)| {
        let before = ways.iter().take(place).cloned();
        let others = before.fold(Condition::all(), |all, other| {
            all.add(Expr::from(other.looked).is_not(Expr::Constant(true.into())))
        });
        (way, others)
    })
}
