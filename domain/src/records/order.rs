//! The order of a list as the database knows it: an index answers it at any size.

use chrono::{DateTime, Utc};
use contract::query::comparison::fold;
use contract::{FieldDef, FieldKind, ObjectDef, Problem, Record, Sort, Value};
use migration::{folded, is_indexed_by_owner};
use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait, Value as Bound};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::filters::sort_expr;
use crate::access::{Order, Visible, millionths};
use crate::{Desk, Error, Result, sorting};

/// The field that says when a record was made.
const MADE: &str = "created_at";

/// Where a page ended.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Place {
    /// The value the list is ordered by; empty among the records that have none.
    value: Value,
    /// When the record was made, where that decides between records with the same value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    made: Option<DateTime<Utc>>,
    id: Uuid,
}

/// The order of a list as the database knows it.
pub(super) struct Ordered<'o> {
    object: &'o ObjectDef,
    pub(super) field: &'o FieldDef,
    column: Expr,
    order: Order,
    /// When records were made, where that decides between those with the same value: a choice is that of many, and the index
    /// by which they are found in their usual order serves for this one, too.
    made: Option<&'o FieldDef>,
}

impl<'o> Ordered<'o> {
    pub(super) fn new(desk: &Desk, object: &'o ObjectDef, sort: &Sort) -> Result<Self> {
        let wrong = || Error::invalid(&sort.field, Problem::WrongKind);
        let field = object
            .field(&sort.field)
            .filter(|field| object.is_sortable(field))
            .ok_or_else(wrong)?;
        let order = if sort.descending {
            Order::Down
        } else {
            Order::Up
        };
        Ok(Self {
            object,
            field,
            column: Self::column(desk, object, field).ok_or_else(wrong)?,
            order,
            made: match field.kind {
                FieldKind::Choice => object.field(MADE),
                _ => None,
            },
        })
    }

    /// The fields that have to be read so that a place can be told.
    pub(super) fn needed(&self) -> impl Iterator<Item = &'o FieldDef> {
        [self.field].into_iter().chain(self.made)
    }

    /// Whether a place is one of this order.
    pub(super) fn knows(&self, place: &Place) -> bool {
        self.made.is_some() == place.made.is_some()
    }

    /// The title by its sort key, other text by its letters without regard to case, anything else as it is.
    fn column(desk: &Desk, object: &ObjectDef, field: &FieldDef) -> Option<Expr> {
        if field.key == object.title {
            return Some(sort_expr(desk, object));
        }
        let name = field.column()?;
        Some(if field.kind.is_text() {
            folded(desk.crm().door().backend(), Some(object.table()), &name)
        } else {
            Expr::col((Alias::new(object.table()), Alias::new(name)))
        })
    }

    /// Records with a value first, then those without one: the questions, each answered by an index, that bring the
    /// first `rows` after a place when they are asked one after the other.
    pub(super) fn parts(
        &self,
        matching: &Visible,
        place: Option<&Place>,
        rows: usize,
    ) -> Vec<Visible> {
        let is_past_values = place.is_some_and(|place| place.value.is_empty());
        let mut parts = Vec::new();
        if !is_past_values {
            let mut valued = matching
                .clone()
                .only(Condition::all().add(self.column.clone().is_not_null()));
            if let Some(place) = place {
                let value = Some((self.column.clone(), self.bound(&place.value)));
                valued = valued.only(Condition::all().add(self.beyond(place, value)));
            }
            let valued = valued.order_filled(self.column.clone(), self.order);
            parts.push(match is_indexed_by_owner(self.object, &self.field.key) {
                true => valued.known_by_owner(),
                false => valued,
            });
        }
        if !self.is_always_filled() {
            let mut empty = matching
                .clone()
                .only(Condition::all().add(self.column.clone().is_null()));
            if let Some(place) = place.filter(|_| is_past_values) {
                empty = empty.only(Condition::all().add(self.beyond(place, None)));
            }
            parts.push(empty);
        }
        let ordered = parts.into_iter();
        ordered
            .map(|part| {
                let part = match self.made {
                    Some(_) => part.order(MADE, self.order),
                    None => part,
                };
                part.order("id", self.order).first(rows as u64)
            })
            .collect()
    }

    /// The first `rows` after a place.
    pub(super) async fn page(
        &self,
        matching: &Visible,
        fields: &[&FieldDef],
        place: Option<&Place>,
        rows: usize,
    ) -> Result<Vec<Record>> {
        let mut records = Vec::new();
        for part in self.parts(matching, place, rows) {
            let left = rows - records.len();
            if left > 0 {
                records.extend(part.first(left as u64).records(fields).await?);
            }
        }
        Ok(records)
    }

    fn is_always_filled(&self) -> bool {
        self.field.key == self.object.title || self.field.key == MADE
    }

    /// What comes after a place in the order, among records of its value and those of later ones where it is given.
    fn beyond(&self, place: &Place, value: Option<(Expr, Bound)>) -> Expr {
        let column =
            |name: &'static str| Expr::col((Alias::new(self.object.table()), Alias::new(name)));
        let made = place.made.map(|made| (column(MADE), Bound::from(made)));
        let id = (column("id"), Bound::from(place.id));
        let (here, there): (Vec<_>, Vec<_>) = value.into_iter().chain(made).chain([id]).unzip();
        let here = Expr::tuple(here);
        let there = Expr::tuple(there.into_iter().map(Expr::val));
        if self.order == Order::Up {
            here.gt(there)
        } else {
            here.lt(there)
        }
    }

    fn bound(&self, value: &Value) -> Bound {
        match value {
            Value::Text(text) if self.field.key == self.object.title => sorting::key(text).into(),
            Value::Text(text) if self.field.kind.is_text() => fold(text).into(),
            Value::Text(text) => text.as_str().into(),
            Value::Integer(n) => (*n).into(),
            Value::Decimal(number) => millionths(*number).into(),
            Value::Money(money) => money.parts.into(),
            Value::Date(day) => (*day).into(),
            Value::DateTime(at) => (*at).into(),
            Value::YesNo(yes) => (*yes).into(),
            _ => Bound::String(None),
        }
    }

    /// The place of a record.
    pub(super) fn place(&self, last: &Record) -> Place {
        Place {
            value: last.value(&self.field.key).clone(),
            made: self.made.and_then(|field| match last.value(&field.key) {
                Value::DateTime(at) => Some(*at),
                _ => None,
            }),
            id: last.id,
        }
    }
}
