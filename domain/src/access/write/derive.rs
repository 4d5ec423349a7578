//! What the house derives: read and written within the transaction, without an event and without a new version.

use std::collections::BTreeSet;

use contract::value::Values;
use contract::{FieldDef, ObjectDef, Record};
use migration::sort_column;
use sea_orm::sea_query::{
    Alias, CaseStatement, Expr, ExprTrait, Order, Query, SelectStatement, Value as Bound,
};
use sea_orm::{ConnectionTrait, QueryResult};
use uuid::Uuid;

use super::super::{read_record, row, several_of};
use super::Write;
use crate::{Result, sorting};

/// Records that one statement gives new values. Each row is compared with each of them.
const AT_ONCE: usize = 250;
/// Ids that one statement asks for.
const ASKED: usize = 10_000;

impl Write<'_> {
    /// Records as they stand in this transaction, deleted ones too, with some of their fields.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn standing(
        &self,
        object: &ObjectDef,
        fields: &[&FieldDef],
        ids: &[Uuid],
    ) -> Result<Vec<Record>> {
        let mut records = Vec::new();
        for ids in ids.chunks(ASKED) {
            let select = self
                .standing_select(object, fields)
                .and_where(id().is_in(ids.to_vec()))
                .take();
            let rows = self.tx.query_all(&select).await?;
            records.extend(self.read(object, fields, &rows).await?);
        }
        Ok(records)
    }

    /// The next records after one, in the order of their ids, as [`Write::standing`] reads them.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn standing_after(
        &self,
        object: &ObjectDef,
        fields: &[&FieldDef],
        after: Option<Uuid>,
        most: u64,
    ) -> Result<Vec<Record>> {
        let mut select = self.standing_select(object, fields);
        if let Some(after) = after {
            select.and_where(id().gt(after));
        }
        select.order_by(Alias::new("id"), Order::Asc).limit(most);
        let rows = self.tx.query_all(&select).await?;
        self.read(object, fields, &rows).await
    }

    fn standing_select(&self, object: &ObjectDef, fields: &[&FieldDef]) -> SelectStatement {
        let columns = fields.iter().flat_map(|field| row::columns(field));
        Query::select()
            .columns(["id", "version"].map(Alias::new))
            .columns(columns.map(Alias::new))
            .from(Alias::new(object.table()))
            .take()
    }

    async fn read(
        &self,
        object: &ObjectDef,
        fields: &[&FieldDef],
        rows: &[QueryResult],
    ) -> Result<Vec<Record>> {
        let mut records = rows
            .iter()
            .map(|row| Ok(read_record(&self.desk.crm().keys(), object, fields, row)?))
            .collect::<Result<Vec<Record>>>()?;
        if fields.iter().any(|field| field.kind.is_several()) {
            let ids = records.iter().map(|record| record.id).collect();
            let mut several = several_of(self.desk, object, ids).await?;
            for record in &mut records {
                record
                    .values
                    .extend(several.remove(&record.id).unwrap_or_default());
            }
        }
        Ok(records)
    }

    /// The records that some records of `object` point to by a relation, deleted ones too.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn pointed_at(
        &self,
        object: &ObjectDef,
        by: &FieldDef,
        ids: &[Uuid],
    ) -> Result<BTreeSet<Uuid>> {
        let mut found = BTreeSet::new();
        let Some(column) = by.column() else {
            return Ok(found);
        };
        for ids in ids.chunks(ASKED) {
            let select = Query::select()
                .distinct()
                .expr_as(Expr::col(Alias::new(&column)), Alias::new("pointed_at"))
                .from(Alias::new(object.table()))
                .and_where(id().is_in(ids.to_vec()))
                .and_where(Expr::col(Alias::new(&column)).is_not_null())
                .take();
            for row in self.tx.query_all(&select).await? {
                found.insert(row.try_get("", "pointed_at")?);
            }
        }
        Ok(found)
    }

    /// Keeps derived values of records of one object; each of `rows` has a value for each of `fields`.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn keep_derived(
        &self,
        object: &ObjectDef,
        fields: &[&FieldDef],
        rows: &[(Uuid, Values)],
    ) -> Result<()> {
        if fields.is_empty() {
            return Ok(());
        }
        for rows in rows.chunks(AT_ONCE) {
            let mut update = Query::update();
            update.table(Alias::new(object.table()));
            for field in fields {
                for (place, name) in derived_columns(object, field).into_iter().enumerate() {
                    let cases = rows
                        .iter()
                        .fold(CaseStatement::new(), |cases, (one, values)| {
                            let bound = derived_bound(object, field, values).into_iter().nth(place);
                            let is_it = id().eq(*one);
                            cases.case(is_it, Expr::val(bound.unwrap_or(Bound::Bool(None))))
                        });
                    update.value(Alias::new(name), cases);
                }
            }
            let ids = rows.iter().map(|(id, _)| *id);
            update.and_where(id().is_in(ids));
            self.tx.execute(&update).await?;
        }
        Ok(())
    }
}

fn id() -> Expr {
    Expr::col(Alias::new("id"))
}

/// The columns of a field, with that by which titles are sorted.
fn derived_columns(object: &ObjectDef, field: &FieldDef) -> Vec<String> {
    let sorted = (field.key == object.title).then(|| sort_column(object));
    row::columns(field).chain(sorted).collect()
}

/// What stands in [`derived_columns`].
fn derived_bound(object: &ObjectDef, field: &FieldDef, values: &Values) -> Vec<Bound> {
    let empty = contract::Value::Empty;
    let value = values.get(&field.key).unwrap_or(&empty);
    let mut bound = row::bind(field, value);
    if field.key == object.title {
        bound.push(sorting::key(value.text().unwrap_or_default()).into());
    }
    bound
}
