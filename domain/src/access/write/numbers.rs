//! The counters of fields that are counted. They change in the transaction of the records that get the numbers, so
//! that no number is given twice, and none is left out but by a transaction that does not come about.

use contract::{FieldDef, ObjectDef};
use entity::counter::{Column, Entity};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait, InsertStatement, OnConflict, Query};

use super::Write;
use crate::{Error, Result};

impl Write<'_> {
    /// Takes the next so many numbers of a field and a period; answers the first of them.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn take_numbers(
        &self,
        object: &ObjectDef,
        field: &FieldDef,
        period: &str,
        count: i64,
    ) -> Result<i64> {
        let mut insert = row(object, field, period, count.saturating_add(1))?;
        insert
            .on_conflict(
                of_field()
                    .value(Column::Next, Expr::col((Entity, Column::Next)).add(count))
                    .to_owned(),
            )
            .returning_col(Column::Next);
        let row = self
            .tx
            .query_one(&insert)
            .await?
            .ok_or_else(|| Error::broken("a counter gave no number"))?;
        let next: i64 = row.try_get("", "next")?;
        Ok(next.saturating_sub(count))
    }

    /// Sees to it that numbers of a field and a period go on at `next` or later.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn raise_number(
        &self,
        object: &ObjectDef,
        field: &FieldDef,
        period: &str,
        next: i64,
    ) -> Result<()> {
        let mut insert = row(object, field, period, next)?;
        let held = || Expr::col((Entity, Column::Next));
        let later = CaseStatement::new()
            .case(held().lt(next), Expr::val(next))
            .finally(held());
        insert.on_conflict(of_field().value(Column::Next, later).to_owned());
        self.tx.execute(&insert).await?;
        Ok(())
    }
}

fn row(object: &ObjectDef, field: &FieldDef, period: &str, next: i64) -> Result<InsertStatement> {
    let mut insert = Query::insert();
    insert
        .into_table(Entity)
        .columns([Column::Object, Column::Field, Column::Period, Column::Next])
        .values([
            object.key.as_str().into(),
            field.stem().into(),
            period.into(),
            next.into(),
        ])
        .map_err(Error::broken)?;
    Ok(insert)
}

fn of_field() -> OnConflict {
    OnConflict::columns([Column::Object, Column::Field, Column::Period])
}
