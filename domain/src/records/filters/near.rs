//! Records near a record: those it points to, those that point to it, and the several values of its fields.

use contract::{FieldDef, ObjectDef};
use sea_orm::DbBackend;
use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait, Query, SelectStatement};

use super::Ask;
use super::ask::Plan;
use crate::access::Visible;
use crate::{Desk, Result};

/// Holds of a record when another question finds something by a value of it, or when it finds nothing.
#[derive(Clone, Debug)]
pub(crate) struct Near {
    /// The value of the record by which is looked.
    here: Expr,
    those: Those,
    is_there: bool,
    weight: Option<Weight>,
}

/// Where is looked.
#[derive(Clone, Debug)]
enum Those {
    /// Visible records as asked, by one of their columns.
    Records {
        visible: Visible,
        ask: Ask,
        column: String,
    },
    /// Values of fields of which a record has several, by the record.
    Values(SelectStatement, Option<Ask>),
    /// Relations of which a record has several, by the record they point to, whose id stands there as text.
    Pointers(SelectStatement, Ask),
}

/// How many near records there are, counted to a limit.
#[derive(Clone, Copy, Debug)]
struct Weight {
    count: u64,
    limit: u64,
}

impl Near {
    fn new(here: Expr, those: Those) -> Self {
        Self {
            here,
            those,
            is_there: true,
            weight: None,
        }
    }

    /// The record that a field of this one points to.
    pub(super) fn pointed_to(
        object: &ObjectDef,
        field: &FieldDef,
        visible: Visible,
        ask: Ask,
    ) -> Option<Self> {
        let here = column(object.table(), &field.column()?);
        Some(Self::new(
            here,
            Those::Records {
                visible,
                ask,
                column: "id".to_owned(),
            },
        ))
    }

    /// One of several records that a field of this one names.
    pub(super) fn among_several(
        desk: &Desk,
        object: &ObjectDef,
        field: &FieldDef,
        visible: Visible,
        ask: Ask,
    ) -> Self {
        let named = Self::new(
            as_id(desk, column(SEVERAL, "value")),
            Those::Records {
                visible,
                ask,
                column: "id".to_owned(),
            },
        );
        let rows = several(object, field);
        Self::new(
            column(object.table(), "id"),
            Those::Values(rows, Some(Ask::Near(Box::new(named)))),
        )
    }

    /// The values of a field of this record of which there may be several; all of them without `narrow`.
    pub(super) fn value(
        object: &ObjectDef,
        field: &FieldDef,
        narrow: impl FnOnce(Expr) -> Option<Expr>,
    ) -> Self {
        let mut rows = several(object, field);
        if let Some(condition) = narrow(column(SEVERAL, "value")) {
            rows.and_where(condition);
        }
        Self::new(column(object.table(), "id"), Those::Values(rows, None))
    }

    /// Records whose field points here.
    pub(super) fn pointing(
        object: &ObjectDef,
        field: &FieldDef,
        visible: Visible,
        ask: Ask,
    ) -> Option<Self> {
        Some(Self::new(
            column(object.table(), "id"),
            Those::Records {
                visible,
                ask,
                column: field.column()?,
            },
        ))
    }

    /// Records of which a field names this one among several.
    pub(super) fn naming_several(
        object: &ObjectDef,
        other: &ObjectDef,
        field: &FieldDef,
        visible: Visible,
        ask: Ask,
    ) -> Self {
        let owner = Self::new(
            column(SEVERAL, "record_id"),
            Those::Records {
                visible,
                ask,
                column: "id".to_owned(),
            },
        );
        Self::new(
            column(object.table(), "id"),
            Those::Pointers(several(other, field), Ask::Near(Box::new(owner))),
        )
    }

    /// The same, holding where nothing is found.
    pub(super) fn missing(mut self) -> Self {
        self.is_there = !self.is_there;
        self
    }

    /// Counts what is found, to a limit, unless it is known already.
    pub(super) async fn weigh(&mut self, desk: &Desk, most: u64) -> Result<()> {
        let is_known = self
            .weight
            .is_some_and(|weight| weight.count <= weight.limit || most <= weight.limit);
        if !self.is_there || is_known {
            return Ok(());
        }
        match &mut self.those {
            Those::Records { ask, .. } | Those::Pointers(_, ask) => {
                ask.weigh_near(desk, most).await?
            }
            Those::Values(_, ask) => {
                if let Some(ask) = ask {
                    ask.weigh_near(desk, most).await?;
                }
            }
        }
        let plan = Plan {
            few: most,
            ..Plan::default()
        };
        let count = desk.weight_of(self.collected(desk, plan), most + 1).await?;
        self.weight = Some(Weight { count, limit: most });
        Ok(())
    }

    /// As the database is asked: those that are known to be few are collected first, else each record looks.
    pub(super) fn condition(&self, desk: &Desk, plan: Plan<'_>) -> Condition {
        let is_few = self.weight.is_some_and(|weight| weight.count <= plan.few);
        let holds = if is_few {
            self.here.clone().in_subquery(self.collected(desk, plan))
        } else {
            Expr::exists(self.looked_up(desk, plan))
        };
        Condition::all().add(if self.is_there { holds } else { holds.not() })
    }

    /// All that is found, in the one column `id`.
    fn collected(&self, desk: &Desk, plan: Plan<'_>) -> SelectStatement {
        self.found(desk, plan, |words| as_id(desk, words))
    }

    /// What is found, in the one column `id`; pointers that stand as text are read by `id_of`.
    fn found(
        &self,
        desk: &Desk,
        plan: Plan<'_>,
        id_of: impl FnOnce(Expr) -> Expr,
    ) -> SelectStatement {
        match &self.those {
            Those::Records {
                visible,
                ask,
                column,
            } => visible
                .clone()
                .only(ask.condition(desk, plan))
                .values(column),
            Those::Values(rows, ask) => {
                let mut rows = rows.clone();
                if let Some(ask) = ask {
                    rows.cond_where(ask.condition(desk, plan));
                }
                rows.expr_as(column(SEVERAL, "record_id"), Alias::new(ID));
                rows
            }
            Those::Pointers(rows, ask) => {
                let mut rows = rows.clone();
                rows.cond_where(ask.condition(desk, plan));
                rows.expr_as(id_of(column(SEVERAL, "value")), Alias::new(ID));
                rows
            }
        }
    }

    /// What is found by the value of the record at hand. A table inside a table of a name of its own keeps the
    /// columns of both apart, also where a record points to one of the same object; both databases melt them into
    /// one search by the index of the key.
    fn looked_up(&self, desk: &Desk, plan: Plan<'_>) -> SelectStatement {
        let found = Expr::col((Alias::new(NEAR), Alias::new(ID)));
        let here = match self.those {
            Those::Pointers(..) => as_words(desk, self.here.clone()),
            _ => self.here.clone(),
        };
        Query::select()
            .expr(Expr::val(1))
            .from_subquery(self.found(desk, plan, |words| words), Alias::new(NEAR))
            .and_where(found_by_key(desk, found.eq(here)))
            .take()
    }
}

const SEVERAL: &str = "several";
const NEAR: &str = "near";
const ID: &str = "id";

/// Tells SQLite, which keeps no statistics, that a key finds next to nothing, so that it goes by the key's index and
/// not by that of another condition.
fn found_by_key(desk: &Desk, equal: Expr) -> Expr {
    match desk.crm().door().backend() {
        DbBackend::Sqlite => Expr::cust_with_expr("likelihood(?, 0.000001)", equal),
        _ => equal,
    }
}

fn column(table: &str, name: &str) -> Expr {
    Expr::col((Alias::new(table), Alias::new(name)))
}

fn several(object: &ObjectDef, field: &FieldDef) -> SelectStatement {
    Query::select()
        .from(Alias::new(SEVERAL))
        .and_where(column(SEVERAL, "object").eq(object.key.as_str()))
        .and_where(column(SEVERAL, "field").eq(field.stem()))
        .take()
}

/// An id that stands as text among several values. SQLite keeps ids as bytes.
fn as_id(desk: &Desk, words: Expr) -> Expr {
    match desk.crm().door().backend() {
        DbBackend::Sqlite => Expr::cust_with_expr("unhex(?, '-')", words),
        _ => words.cast_as("uuid"),
    }
}

/// An id as it stands among several values.
fn as_words(desk: &Desk, id: Expr) -> Expr {
    match desk.crm().door().backend() {
        DbBackend::Sqlite => {
            let parts = [(1, 8), (9, 4), (13, 4), (17, 4), (21, 12)];
            let pieces = parts.map(|(from, length)| format!("substr(hex(?), {from}, {length})"));
            let words = format!("lower({})", pieces.join(" || '-' || "));
            Expr::cust_with_exprs(words, parts.map(|_| id.clone()))
        }
        _ => id.cast_as("text"),
    }
}
