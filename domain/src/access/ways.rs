//! The ways by which somebody reaches records, and how the database goes along them.

use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait, Query, SelectStatement, UnionType};

/// What somebody reaches of an object.
#[derive(Clone, Debug)]
pub(super) enum Ways {
    /// Everything.
    All,
    /// What one of these conditions holds of; without any, nothing.
    Any(Vec<Condition>),
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
            Self::Any(ways) => ways.iter().cloned().fold(Condition::any(), Condition::add),
        }
    }

    /// As a condition that no index answers.
    pub(super) fn looked(&self) -> Condition {
        match self {
            Self::All => Condition::all(),
            Self::Any(_) => holds(self.condition()),
        }
    }

    /// Each way, where not everything is reached.
    pub(super) fn each(&self) -> &[Condition] {
        match self {
            Self::Any(ways) => ways,
            Self::All => &[],
        }
    }
}

fn holds(condition: Condition) -> Condition {
    Condition::all().add(Expr::from(condition).is(Expr::Constant(true.into())))
}

/// The rows of some questions, one after the other. Each may have an order and a limit of its own.
pub(super) fn together(parts: impl Iterator<Item = SelectStatement>) -> Option<SelectStatement> {
    let mut parts = parts.enumerate().map(|(place, part)| {
        Query::select()
            .column(Alias::new(ID))
            .from_subquery(part, Alias::new(format!("way{place}")))
            .take()
    });
    let mut all = parts.next()?;
    for part in parts {
        all.union(UnionType::All, part);
    }
    Some(all)
}

/// The one column of such questions.
pub(super) const ID: &str = "id";

/// Each way without what the ones before it lead to, so that nothing is met twice.
pub(super) fn apart(ways: &[Condition]) -> impl Iterator<Item = Condition> {
    (0..ways.len()).map(|place| {
        let before = ways.iter().take(place).cloned();
        let way = ways.get(place).cloned().unwrap_or_else(Condition::all);
        before.fold(Condition::all().add(way), |all, other| {
            all.add(Expr::from(other).is_not(Expr::Constant(true.into())))
        })
    })
}
