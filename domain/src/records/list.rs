//! Lists at any size: keyset paging over an index, empty values last in both directions.

use contract::query::{MOST_FILTERS, MOST_ROWS, Total};
use contract::{FieldDef, FieldKind, ListPage, ListQuery, ObjectDef, Problem, Record, Sort, Value};
use migration::sort_column;
use sea_orm::DbBackend;
use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait, Value as Bound};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{condition, fill};
use crate::access::{Order, Visible, millionths};
use crate::{Desk, Error, Result, search, sorting};

/// Rows of a page that asks for no number.
const USUAL_ROWS: u32 = 50;
/// Matching records are counted to this number; beyond it the total is “or more”.
const COUNTED: u64 = 10_000;

/// Where a page ended.
#[derive(Debug, Serialize, Deserialize)]
struct Place {
    /// The value the list is ordered by; empty among the records that have none.
    value: Value,
    id: Uuid,
}

/// Whether a list says how many records match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counting {
    /// On its first page.
    First,
    Never,
}

/// One page of a list, with the fields of its columns.
///
/// # Errors
/// At the field of a filter or of the order that cannot be answered.
pub async fn list(desk: &Desk, query: &ListQuery) -> Result<ListPage> {
    let object = desk.object(&query.object)?;
    list_of(desk, query, &list_fields(&object), Counting::First).await
}

/// One page of a list, with the given fields and that of its order.
///
/// # Errors
/// As [`list`].
pub async fn list_of(
    desk: &Desk,
    query: &ListQuery,
    fields: &[&FieldDef],
    counting: Counting,
) -> Result<ListPage> {
    let object = desk.object(&query.object)?;
    let order = Ordered::new(desk, &object, query.sort.as_ref().unwrap_or(&object.sort))?;
    let matching = matching(desk, query)?;
    let rows = if query.rows == 0 {
        USUAL_ROWS
    } else {
        Ord::min(query.rows, MOST_ROWS)
    } as usize;
    let place: Option<Place> = query
        .after
        .as_deref()
        .map(serde_json::from_str)
        .transpose()
        .map_err(|_| Error::invalid("after", Problem::WrongKind))?;

    let mut fields = fields.to_vec();
    if !fields.iter().any(|field| field.key == order.field.key) {
        fields.push(order.field);
    }
    let mut records = order
        .page(&matching, &fields, place.as_ref(), rows + 1)
        .await?;
    let has_more = records.len() > rows;
    records.truncate(rows);
    let next = match records.last().filter(|_| has_more) {
        Some(last) => Some(serde_json::to_string(&order.place(last))?),
        None => None,
    };
    let total = match query.after {
        Some(_) => None,
        None if counting == Counting::Never => None,
        None if !has_more => Some(Total {
            count: records.len() as u64,
            or_more: false,
        }),
        None => Some(total(matching).await?),
    };
    fill(desk, &object, &mut records).await?;
    Ok(ListPage {
        records,
        next,
        total,
    })
}

/// The fields a list shows and a row needs.
#[must_use]
pub fn list_fields(object: &ObjectDef) -> Vec<&FieldDef> {
    let is_listed = |field: &&FieldDef| {
        field.kind != FieldKind::LongText
            && (!field.system
                || object.columns.contains(&field.key)
                || KEPT.contains(&field.key.as_str()))
    };
    object.fields.iter().filter(is_listed).collect()
}

/// Kept fields that rows need though they may be no column.
const KEPT: [&str; 9] = [
    "created_at",
    "updated_at",
    "last_contact_at",
    "next_step",
    "next_step_at",
    "outcome",
    "stage_since",
    "closed_at",
    "converted",
];

/// The records that match the filters and words of a question.
///
/// # Errors
/// At the field of a filter that cannot be answered.
pub(crate) fn matching(desk: &Desk, query: &ListQuery) -> Result<Visible> {
    if query.filters.len() > MOST_FILTERS {
        return Err(Error::invalid(
            "f",
            Problem::OutOfRange {
                least: 0,
                most: MOST_FILTERS as i64,
            },
        ));
    }
    let object = desk.object(&query.object)?;
    let mut visible = desk.visible(&object.key)?;
    for filter in &query.filters {
        visible = visible.only(condition(desk, &object, filter)?);
    }
    let words = query.words.trim();
    if !words.is_empty() {
        let found = search::matching(desk, &object.key, words);
        let id = visible.column("id");
        visible = visible.only(Condition::all().add(id.in_subquery(found)));
    }
    Ok(visible)
}

/// How many match, counted to [`COUNTED`].
///
/// # Errors
/// When the database fails.
pub(crate) async fn total(matching: Visible) -> Result<Total> {
    let count = matching.count_to(COUNTED + 1).await?;
    Ok(Total {
        count: Ord::min(count, COUNTED),
        or_more: count > COUNTED,
    })
}

/// The order of a list as the database knows it.
struct Ordered<'o> {
    object: &'o ObjectDef,
    field: &'o FieldDef,
    column: Expr,
    order: Order,
}

impl<'o> Ordered<'o> {
    fn new(desk: &Desk, object: &'o ObjectDef, sort: &Sort) -> Result<Self> {
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
        })
    }

    /// The title by its sort key, which compares byte by byte on both databases; anything else as it is.
    fn column(desk: &Desk, object: &ObjectDef, field: &FieldDef) -> Option<Expr> {
        if field.key != object.title {
            return Some(Expr::col((
                Alias::new(object.table()),
                Alias::new(field.column()?),
            )));
        }
        let name = sort_column(object);
        Some(match desk.crm().door().backend() {
            DbBackend::Postgres => {
                Expr::cust(format!("\"{}\".\"{name}\" COLLATE \"C\"", object.table()))
            }
            _ => Expr::col((Alias::new(object.table()), Alias::new(name))),
        })
    }

    /// Records with a value first, then those without one: two questions that an index answers each.
    async fn page(
        &self,
        matching: &Visible,
        fields: &[&FieldDef],
        place: Option<&Place>,
        rows: usize,
    ) -> Result<Vec<Record>> {
        let is_past_values = place.is_some_and(|place| place.value.is_empty());
        let mut records = Vec::new();
        if !is_past_values {
            let mut valued = matching
                .clone()
                .only(Condition::all().add(self.column.clone().is_not_null()));
            if let Some(place) = place {
                valued = valued.only(Condition::all().add(self.beyond(place)));
            }
            records = self
                .ask(
                    valued.order_expr(self.column.clone(), self.order),
                    fields,
                    rows,
                )
                .await?;
        }
        if records.len() < rows && !self.is_always_filled() {
            let mut empty = matching
                .clone()
                .only(Condition::all().add(self.column.clone().is_null()));
            if let Some(place) = place.filter(|_| is_past_values) {
                let id = empty.column("id");
                empty = empty.only(Condition::all().add(if self.order == Order::Up {
                    id.gt(place.id)
                } else {
                    id.lt(place.id)
                }));
            }
            records.extend(self.ask(empty, fields, rows - records.len()).await?);
        }
        Ok(records)
    }

    async fn ask(
        &self,
        visible: Visible,
        fields: &[&FieldDef],
        rows: usize,
    ) -> Result<Vec<Record>> {
        visible
            .order("id", self.order)
            .first(rows as u64)
            .records(fields)
            .await
    }

    fn is_always_filled(&self) -> bool {
        self.field.key == self.object.title || self.field.key == "created_at"
    }

    /// What comes after a place in the order.
    fn beyond(&self, place: &Place) -> Expr {
        let here = Expr::tuple([
            self.column.clone(),
            Expr::col((Alias::new(self.object.table()), Alias::new("id"))),
        ]);
        let there = Expr::tuple([Expr::val(self.bound(&place.value)), Expr::val(place.id)]);
        if self.order == Order::Up {
            here.gt(there)
        } else {
            here.lt(there)
        }
    }

    fn bound(&self, value: &Value) -> Bound {
        match value {
            Value::Text(text) if self.field.key == self.object.title => sorting::key(text).into(),
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

    fn place(&self, last: &Record) -> Place {
        Place {
            value: last.value(&self.field.key).clone(),
            id: last.id,
        }
    }
}
