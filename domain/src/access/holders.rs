//! Which records have some values in one field, asked for many values at once.

use contract::{FieldDef, ObjectDef, Value};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use uuid::Uuid;

use super::Visible;
use super::row::{self, read_value};
use crate::{Crm, Desk, Result};

/// Values of one question.
const ASKED: usize = 10_000;

impl Visible {
    /// The condition that a field has one of some values; `None` where it cannot be asked for.
    #[must_use]
    pub(crate) fn has_one_of(&self, crm: &Crm, field: &FieldDef, values: &[Value]) -> Option<Expr> {
        let column = self.column(&field.blind_column().or(field.column())?);
        let bound = values
            .iter()
            .filter_map(|value| row::compared(crm, self.object(), field, value))
            .map(|(_, bound)| bound);
        Some(column.is_in(bound))
    }
}

/// The living records that have some values in a field, whoever may see them. Ids only: what is told of them is for the
/// caller's rights to say.
pub(crate) async fn holders(
    desk: &Desk,
    object: &ObjectDef,
    field: &FieldDef,
    values: &[Value],
) -> Result<Vec<(Value, Uuid)>> {
    let Some(column) = field.blind_column().or(field.column()) else {
        return Ok(Vec::new());
    };
    let mut found = Vec::new();
    for values in values.chunks(ASKED) {
        let bound = values
            .iter()
            .filter_map(|value| row::compared(desk.crm(), object, field, value))
            .map(|(_, bound)| bound);
        let select = Query::select()
            .column(Alias::new("id"))
            .columns(row::columns(field).map(Alias::new))
            .from(Alias::new(object.table()))
            .and_where(Expr::col(Alias::new(&column)).is_in(bound))
            .and_where(Expr::col(Alias::new("deleted_at")).is_null())
            .take();
        for row in desk.crm().door().rows(&select).await? {
            let value = read_value(&desk.crm().keys(), object, field, &row)?;
            found.push((value, row.try_get("", "id")?));
        }
    }
    Ok(found)
}
