//! A question to one object that already holds the condition of what its asker may see.

use std::sync::Arc;

use contract::{Action, FieldDef, ObjectDef, Reach, Record, Refusal};
use sea_orm::QueryResult;
use sea_orm::sea_query::{
    Alias, Expr, ExprTrait, Func, IntoCondition, NullOrdering, Order as SqlOrder, Query,
    SelectStatement,
};

use super::{Door, read_record, row, scope};
use crate::{Desk, Result};

/// The direction of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    Up,
    Down,
}

/// Records of one object that the asker may see. There is no way to it that leaves the condition out.
#[derive(Clone, Debug)]
pub struct Visible {
    pub(super) door: Door,
    pub(super) object: Arc<ObjectDef>,
    pub(super) select: SelectStatement,
    /// Its records are few: they are gathered and then put into order.
    is_few: bool,
    /// The ids of all that the asker reaches, each way on its own, where some of it is shared with them.
    each_way: Option<Box<SelectStatement>>,
}

impl Desk {
    /// The records of an object that the asker may see.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] when there is no such object, or nothing of it to see at all.
    pub fn visible(&self, object: &str) -> Result<Visible> {
        self.within_reach(object, Action::See)
    }

    /// The records of an object on which the asker may do something.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] when nothing of the object may be seen, [`Refusal::Forbidden`] when it may be
    /// seen but not this done.
    pub fn within_reach(&self, object: &str, action: Action) -> Result<Visible> {
        self.reached(object, action, false)
    }

    /// The deleted records of an object that the asker may bring back.
    ///
    /// # Errors
    /// As [`Desk::within_reach`].
    pub fn in_bin(&self, object: &str) -> Result<Visible> {
        self.reached(object, Action::Delete, true)
    }

    fn reached(&self, object: &str, action: Action, bin: bool) -> Result<Visible> {
        // With what is hidden from the asker: lookups for writing read it, and answers choose their fields.
        let object = self.whole_object(object)?;
        if self.reach(&object.key, Action::See) == Reach::None {
            return Err(Refusal::NotFound.into());
        }
        if self.reach(&object.key, action) == Reach::None {
            return Err(Refusal::Forbidden.into());
        }
        let select = Query::select()
            .from(Alias::new(object.table()))
            .cond_where(scope::condition(self, &object, action))
            .and_where(if bin {
                deleted(object.table()).is_not_null()
            } else {
                deleted(object.table()).is_null()
            })
            .take();
        let each_way = match bin {
            true => None,
            false => scope::each_way(self, &object, action),
        };
        Ok(Visible {
            door: self.crm().door().clone(),
            object,
            select,
            is_few: false,
            each_way: each_way.map(Box::new),
        })
    }

    /// How many rows a subquery of conditions has, counted to a limit: by it is decided in which order the database
    /// goes about a question, and nothing else.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn weight_of(&self, rows: SelectStatement, limit: u64) -> Result<u64> {
        let mut rows = rows;
        rows.limit(limit);
        let count = Query::select()
            .expr_as(Expr::cust("COUNT(*)"), Alias::new("n"))
            .from_subquery(rows, Alias::new("counted"))
            .take();
        let row = self.crm().door().row(&count).await?;
        let count: Option<i64> = row.map(|row| row.try_get("", "n")).transpose()?;
        Ok(count
            .and_then(|n| u64::try_from(n).ok())
            .unwrap_or_default())
    }

    /// How far a right of the asker reaches, with what is shared with them.
    #[must_use]
    pub fn reach(&self, object: &str, action: Action) -> Reach {
        scope::widest(self, object, action)
    }
}

impl Visible {
    /// The object asked.
    #[must_use]
    pub fn object(&self) -> &ObjectDef {
        &self.object
    }

    pub(super) fn door(&self) -> &Door {
        &self.door
    }

    /// A column of the object, to build conditions with.
    #[must_use]
    pub fn column(&self, name: &str) -> Expr {
        Expr::col((Alias::new(self.object.table()), Alias::new(name)))
    }

    /// Narrows the question.
    #[must_use]
    pub fn only(mut self, condition: impl IntoCondition) -> Self {
        self.select.cond_where(condition.into_condition());
        self
    }

    /// Orders by a column, empty values last, where the question has not narrowed them away.
    #[must_use]
    pub fn order(mut self, column: &str, order: Order) -> Self {
        let direction = match order {
            Order::Up => SqlOrder::Asc,
            Order::Down => SqlOrder::Desc,
        };
        self.select.order_by(
            (Alias::new(self.object.table()), Alias::new(column)),
            direction,
        );
        self
    }

    /// Orders by an expression of which the question has narrowed the empty values away, so that an index is read in
    /// both directions: PostgreSQL reads none for an order that says where empty values stand and differs from it.
    #[must_use]
    pub fn order_filled(mut self, expression: Expr, order: Order) -> Self {
        let expression = match self.is_few {
            // No index knows this order.
            true => Expr::from(Func::coalesce([expression.clone(), expression])),
            false => expression,
        };
        let direction = match order {
            Order::Up => SqlOrder::Asc,
            Order::Down => SqlOrder::Desc,
        };
        self.select.order_by_expr(expression, direction);
        self
    }

    /// Orders by an expression, empty values last.
    #[must_use]
    pub fn order_expr(mut self, expression: Expr, order: Order) -> Self {
        let direction = if order == Order::Up {
            SqlOrder::Asc
        } else {
            SqlOrder::Desc
        };
        self.select
            .order_by_expr_with_nulls(expression, direction, NullOrdering::Last);
        self
    }

    /// Tells that the records are known to be few, so that no index of an order is read from its beginning until enough
    /// of them were met.
    #[must_use]
    pub(crate) fn few(mut self) -> Self {
        self.is_few = true;
        self
    }

    /// Tells that all that the asker reaches is little: it is gathered way by way.
    #[must_use]
    pub(crate) fn by_each_way(mut self) -> Self {
        if let Some(ids) = self.each_way.take() {
            let id = self.column("id");
            self.select.and_where(id.in_subquery(*ids));
        }
        self
    }

    /// The ids of all that the asker reaches, to be weighed: those that are reached by several ways may be there as
    /// often.
    #[must_use]
    pub(crate) fn ids_weighed(mut self) -> SelectStatement {
        match self.each_way.take() {
            Some(ids) => *ids,
            None => self.ids(),
        }
    }

    /// Narrows the question to what the asker may do something with.
    #[must_use]
    pub(crate) fn within(mut self, desk: &Desk, action: Action) -> Self {
        self.select
            .cond_where(scope::condition(desk, &self.object, action));
        self
    }

    /// At most so many.
    #[must_use]
    pub fn first(mut self, rows: u64) -> Self {
        self.select.limit(rows);
        self
    }

    /// The records themselves, with the given fields.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn records(self, fields: &[&FieldDef]) -> Result<Vec<Record>> {
        let asked = self.with_columns(fields);
        let rows = asked.door.rows(&asked.select).await?;
        let keys = asked.door.keyring().current();
        Ok(rows
            .iter()
            .map(|row| read_record(&keys, &asked.object, fields, row))
            .collect::<std::result::Result<_, _>>()?)
    }

    pub(super) fn with_columns(mut self, fields: &[&FieldDef]) -> Self {
        let table = Alias::new(self.object.table());
        self.select
            .column((table.clone(), Alias::new("id")))
            .column((table.clone(), Alias::new("version")));
        for name in fields.iter().flat_map(|field| row::columns(field)) {
            self.select.column((table.clone(), Alias::new(name)));
        }
        self
    }

    /// Expressions instead of records, such as sums by group.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn rows(
        mut self,
        shape: impl FnOnce(&mut SelectStatement),
    ) -> Result<Vec<QueryResult>> {
        shape(&mut self.select);
        self.door.rows(&self.select).await
    }

    /// How many there are, counted to a limit.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count_to(self, limit: u64) -> Result<u64> {
        Ok(Self::counts_to(vec![self], limit)
            .await?
            .pop()
            .unwrap_or_default())
    }

    /// The values of a column as a subquery of one column `id`, for conditions of other questions.
    #[must_use]
    pub(crate) fn values(mut self, column: &str) -> SelectStatement {
        self.select.expr_as(self.column(column), Alias::new("id"));
        self.select
    }

    /// The ids as a subquery, for conditions of other questions.
    #[must_use]
    pub fn ids(mut self) -> SelectStatement {
        self.select
            .column((Alias::new(self.object.table()), Alias::new("id")));
        self.select
    }
}

fn deleted(table: &str) -> Expr {
    Expr::col((Alias::new(table), Alias::new("deleted_at")))
}
