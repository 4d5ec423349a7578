//! A question to one object that already holds the condition of what its asker may see.

use std::sync::Arc;

use contract::{Action, FieldDef, ObjectDef, Reach, Record, Refusal};
use sea_orm::QueryResult;
use sea_orm::sea_query::{
    Alias, Condition, Expr, ExprTrait, Func, IntoCondition, NullOrdering, Order as SqlOrder, Query,
    SelectStatement,
};
use uuid::Uuid;

use super::ways::{Going, ID, Owners, Way, Ways, together};
use super::{Door, read_record, row, scope};
use crate::{Desk, Result};

/// The direction of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    Up,
    Down,
}

/// One of the values by which records are ordered.
#[derive(Clone, Debug)]
pub(super) struct Ordering {
    by: Expr,
    direction: SqlOrder,
    /// Where those without a value stand; `None` where there are none, and where it does not matter.
    empty: Option<NullOrdering>,
    /// An index may know it, and lead the database astray where few records are put into order.
    is_of_index: bool,
}

impl Ordering {
    fn new(by: Expr, order: Order) -> Self {
        Self {
            by,
            direction: match order {
                Order::Up => SqlOrder::Asc,
                Order::Down => SqlOrder::Desc,
            },
            empty: None,
            is_of_index: false,
        }
    }
}

/// Records of one object that the asker may see. There is no way to it that leaves the condition out.
#[derive(Clone, Debug)]
pub struct Visible {
    pub(super) door: Door,
    pub(super) object: Arc<ObjectDef>,
    /// What is asked, beside what the asker may see: both meet in [`Visible::select`].
    pub(super) asked: Condition,
    /// Nothing is asked yet but whether records are in the bin.
    pub(super) is_whole: bool,
    pub(super) order: Vec<Ordering>,
    /// An index holds what one person owns in this order.
    pub(super) is_known_by_owner: bool,
    pub(super) most: Option<u64>,
    pub(super) ways: Ways,
    pub(super) going: Going,
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
        let deleted = Expr::col((Alias::new(object.table()), Alias::new("deleted_at")));
        Ok(Visible {
            door: self.crm().door().clone(),
            asked: Condition::all().add(match bin {
                true => deleted.is_not_null(),
                false => deleted.is_null(),
            }),
            is_whole: true,
            order: Vec::new(),
            is_known_by_owner: false,
            most: None,
            ways: scope::ways(self, &object, action),
            going: Going::default(),
            object,
        })
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

    /// A column of the object, to build conditions with.
    #[must_use]
    pub fn column(&self, name: &str) -> Expr {
        Expr::col((Alias::new(self.object.table()), Alias::new(name)))
    }

    /// Narrows the question.
    #[must_use]
    pub fn only(mut self, condition: impl IntoCondition) -> Self {
        self.asked = self.asked.add(condition.into_condition());
        self.is_whole = false;
        self
    }

    /// Orders by a column, empty values last, where the question has not narrowed them away.
    #[must_use]
    pub fn order(mut self, column: &str, order: Order) -> Self {
        self.order.push(Ordering::new(self.column(column), order));
        self
    }

    /// Orders by an expression of which the question has narrowed the empty values away, so that an index is read in
    /// both directions: PostgreSQL reads none for an order that says where empty values stand and differs from it.
    #[must_use]
    pub fn order_filled(mut self, expression: Expr, order: Order) -> Self {
        self.order.push(Ordering {
            is_of_index: true,
            ..Ordering::new(expression, order)
        });
        self
    }

    /// Tells that an index holds what one person owns in the order of the question.
    #[must_use]
    pub(crate) fn known_by_owner(mut self) -> Self {
        self.is_known_by_owner = true;
        self
    }

    /// Orders by an expression, empty values last.
    #[must_use]
    pub fn order_expr(mut self, expression: Expr, order: Order) -> Self {
        self.order.push(Ordering {
            empty: Some(NullOrdering::Last),
            ..Ordering::new(expression, order)
        });
        self
    }

    /// Narrows the question to some records by their ids, few enough to look at each.
    #[must_use]
    pub fn among(self, ids: impl IntoIterator<Item = Uuid>) -> Self {
        let id = self.column(ID);
        self.only(id.is_in(ids)).looked_at()
    }

    /// Tells that all that the asker reaches is little: it is gathered and then put into order, and no index of an order is
    /// read from its beginning until enough of it was met.
    #[must_use]
    pub(crate) fn gathered(mut self) -> Self {
        self.going = Going::Gathered;
        self
    }

    /// Tells that the asker reaches so much that each record that is met is looked at.
    #[must_use]
    pub(crate) fn looked_at(mut self) -> Self {
        self.going = Going::Looked;
        self
    }

    /// The ids of all that the asker reaches, to be weighed: those that are reached by several ways may be there as
    /// often.
    #[must_use]
    pub(super) fn ids_weighed(&self) -> SelectStatement {
        let none = Condition::all();
        let each = self.ways.each().iter();
        together(each.map(|way| self.ids_one_by_one(way, none.clone())))
            .unwrap_or_else(|| self.clone().ids())
    }

    /// The ids of those that are reached by one way, in their order.
    fn ids_by(&self, way: &Way) -> SelectStatement {
        let mut part = Query::select();
        part.from(Alias::new(self.object.table()))
            .column((Alias::new(self.object.table()), Alias::new(ID)))
            .cond_where(self.asked.clone())
            .cond_where(way.led.clone());
        self.put_into_order(&mut part, way.is_of_one && self.is_known_by_owner);
        part
    }

    /// The ids of those that are reached by one way and of which something else holds, in whatever order: of people one after
    /// the other, so that who looks for the first of them asks no more people than it takes.
    pub(super) fn ids_one_by_one(&self, way: &Way, holds: Condition) -> SelectStatement {
        let mut part = Query::select();
        let table = Alias::new(self.object.table());
        part.column((table.clone(), Alias::new(ID)));
        match &way.owners {
            Some(Owners { people, column }) => {
                let person = Alias::new("person");
                let is_theirs = self.column(column).equals((person.clone(), Alias::new(ID)));
                part.from_subquery(people.clone(), person)
                    .cross_join(table)
                    .and_where(is_theirs)
            }
            None => part.from(table).cond_where(way.led.clone()),
        };
        part.cond_where(self.asked.clone()).cond_where(holds);
        if let Some(most) = self.most {
            part.limit(most);
        }
        part
    }

    /// Puts the answer into order: by an index only where all of its records are asked for, or where it `is_known` to be
    /// that of the few that are.
    fn put_into_order(&self, select: &mut SelectStatement, is_known: bool) {
        let is_of_few = self.going == Going::Gathered && !is_known;
        for ordering in &self.order {
            let by = ordering.by.clone();
            let by = match ordering.is_of_index && is_of_few {
                // No index knows this order.
                true => Expr::from(Func::coalesce([by.clone(), by])),
                false => by,
            };
            let direction = ordering.direction.clone();
            match ordering.empty {
                Some(empty) => select.order_by_expr_with_nulls(by, direction, empty),
                None => select.order_by_expr(by, direction),
            };
        }
        if let Some(most) = self.most {
            select.limit(most);
        }
    }

    /// What is asked of what the asker may see, without columns yet.
    pub(super) fn select(&self) -> SelectStatement {
        let mut select = Query::select();
        select.from(Alias::new(self.object.table()));
        // Of each way no more than are asked for, and of those the first; what all of them hold besides their order is
        // read of these alone.
        let is_first = self.most.is_some() && !self.order.is_empty();
        let gathered: &[Way] = match self.going {
            Going::Gathered if is_first || self.ways.each().len() > 1 => self.ways.each(),
            Going::Gathered | Going::Free | Going::Looked => &[],
        };
        match together(gathered.iter().map(|way| self.ids_by(way))) {
            Some(ids) => select.and_where(self.column(ID).in_subquery(ids)),
            None => select
                .cond_where(match self.going {
                    Going::Looked => self.ways.looked(),
                    Going::Free | Going::Gathered => self.ways.condition(),
                })
                .cond_where(self.asked.clone()),
        };
        self.put_into_order(&mut select, false);
        select
    }

    /// Narrows the question to what the asker may do something with.
    #[must_use]
    pub(crate) fn within(mut self, desk: &Desk, action: Action) -> Self {
        self.asked = self
            .asked
            .add(scope::ways(desk, &self.object, action).condition());
        self.is_whole = false;
        self
    }

    /// At most so many.
    #[must_use]
    pub fn first(mut self, rows: u64) -> Self {
        self.most = Some(rows);
        self
    }

    /// The records themselves, with the given fields.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn records(self, fields: &[&FieldDef]) -> Result<Vec<Record>> {
        let rows = self.door.rows(&self.with_columns(fields)).await?;
        let keys = self.door.keyring().current();
        Ok(rows
            .iter()
            .map(|row| read_record(&keys, &self.object, fields, row))
            .collect::<std::result::Result<_, _>>()?)
    }

    pub(super) fn with_columns(&self, fields: &[&FieldDef]) -> SelectStatement {
        let table = Alias::new(self.object.table());
        let mut select = self.select();
        select
            .column((table.clone(), Alias::new(ID)))
            .column((table.clone(), Alias::new("version")));
        for name in fields.iter().flat_map(|field| row::columns(field)) {
            select.column((table.clone(), Alias::new(name)));
        }
        select
    }

    /// Expressions instead of records, such as sums by group.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn rows(self, shape: impl FnOnce(&mut SelectStatement)) -> Result<Vec<QueryResult>> {
        let mut select = self.select();
        shape(&mut select);
        self.door.rows(&select).await
    }

    /// The values of a column as a subquery of one column `id`, for conditions of other questions.
    #[must_use]
    pub(crate) fn values(self, column: &str) -> SelectStatement {
        let mut select = self.select();
        select.expr_as(self.column(column), Alias::new(ID));
        select
    }

    /// The ids as a subquery, for conditions of other questions.
    #[must_use]
    pub fn ids(self) -> SelectStatement {
        let mut select = self.select();
        select.column((Alias::new(self.object.table()), Alias::new(ID)));
        select
    }
}
