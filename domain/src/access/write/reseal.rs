//! Stored texts sealed, opened or sealed anew, without an event and without a new version: what they say stays.

use contract::{FieldDef, ObjectDef};
use sea_orm::sea_query::{Alias, CaseStatement, Expr, ExprTrait, Func, LikeExpr, Order, Query};
use sea_orm::{ConnectionTrait, DbBackend};
use uuid::Uuid;

use super::Write;
use crate::{Desk, Result};

/// Records that one statement gives new texts. Each row is compared with each of them.
const AT_ONCE: usize = 250;

/// The text of a record and its blind index.
#[derive(Debug)]
pub(crate) struct Stored {
    pub(crate) id: Uuid,
    pub(crate) text: String,
    pub(crate) blind: Option<String>,
}

/// The column of the blind index of a field, also of one that is sensitive no more.
fn blind_of(field: &FieldDef) -> String {
    format!("{}_blind", field.stem())
}

impl Write<'_> {
    /// The next stored texts of a field after a record, in the order of their ids, deleted records too. Nobody else changes
    /// them until the transaction ends.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn stored_after(
        &self,
        object: &ObjectDef,
        field: &FieldDef,
        after: Option<Uuid>,
        most: u64,
    ) -> Result<Vec<Stored>> {
        let column = field.stem();
        let mut select = Query::select();
        select
            .columns(["id", column].map(Alias::new))
            .from(Alias::new(object.table()))
            .and_where(Expr::col(Alias::new(column)).is_not_null())
            .order_by(Alias::new("id"), Order::Asc)
            .limit(most);
        if let Some(after) = after {
            select.and_where(Expr::col(Alias::new("id")).gt(after));
        }
        if self.tx.get_database_backend() == DbBackend::Postgres {
            select.lock_exclusive();
        }
        let rows = self.tx.query_all(&select).await?;
        rows.iter()
            .map(|row| {
                Ok(Stored {
                    id: row.try_get("", "id")?,
                    text: row.try_get("", column)?,
                    blind: None,
                })
            })
            .collect()
    }

    /// Keeps texts as they are to be stored.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn store(
        &self,
        object: &ObjectDef,
        field: &FieldDef,
        rows: &[Stored],
    ) -> Result<()> {
        for rows in rows.chunks(AT_ONCE) {
            let id = || Expr::col(Alias::new("id"));
            let (mut texts, mut blinds) = (CaseStatement::new(), CaseStatement::new());
            for row in rows {
                texts = texts.case(id().eq(row.id), Expr::val(row.text.clone()));
                blinds = blinds.case(id().eq(row.id), Expr::val(row.blind.clone()));
            }
            let mut update = Query::update();
            update
                .table(Alias::new(object.table()))
                .value(Alias::new(field.stem()), texts)
                .value(Alias::new(blind_of(field)), blinds)
                .and_where(id().is_in(rows.iter().map(|row| row.id)));
            self.tx.execute(&update).await?;
        }
        Ok(())
    }
}

impl Write<'_> {
    /// Writes the likenesses of some records anew, of those that have any: they say more or less of their fields than before.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn liken_anew(&self, object: &ObjectDef, ids: &[Uuid]) -> Result<()> {
        let held = Query::select()
            .distinct()
            .column(Alias::new("record_id"))
            .from(Alias::new("duplicate_key"))
            .and_where(Expr::col(Alias::new("object")).eq(object.key.as_str()))
            .and_where(Expr::col(Alias::new("record_id")).is_in(ids.to_vec()))
            .take();
        let mut ids = Vec::new();
        for row in self.tx.query_all(&held).await? {
            ids.push(row.try_get::<Uuid>("", "record_id")?);
        }
        let fields: Vec<&FieldDef> = object
            .duplicates
            .iter()
            .filter_map(|key| object.field(key))
            .collect();
        let records = self.standing(object, &fields, &ids).await?;
        for record in &records {
            self.remove_sides(&object.key, "duplicate_key", record.id)
                .await?;
        }
        let values = records
            .iter()
            .map(|record| (record.id, &record.values))
            .collect();
        self.insert_likeness(object, values).await
    }
}

impl Desk {
    /// How many values of a field begin with each of the first so many letters, whoever may see them; of those that begin
    /// with something else than `mark`, nothing but how many they are.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn beginnings(
        &self,
        object: &ObjectDef,
        field: &FieldDef,
        mark: &str,
        letters: u32,
    ) -> Result<Vec<(Option<String>, u64)>> {
        let text = || Expr::col(Alias::new(field.stem()));
        let is_marked = text().like(LikeExpr::new(format!("{mark}%")));
        let begins = Func::cust(Alias::new("substr")).args([
            text(),
            Expr::val(1),
            Expr::val(i32::try_from(letters).unwrap_or(i32::MAX)),
        ]);
        let begins = CaseStatement::new().case(is_marked, begins);
        let counted = Query::select()
            .expr_as(begins, Alias::new("begins"))
            .from(Alias::new(object.table()))
            .and_where(text().is_not_null())
            .take();
        let select = Query::select()
            .column(Alias::new("begins"))
            .expr_as(Expr::cust("COUNT(*)"), Alias::new("n"))
            .from_subquery(counted, Alias::new("counted"))
            .group_by_col(Alias::new("begins"))
            .take();
        let rows = self.crm().door().rows(&select).await?;
        rows.iter()
            .map(|row| {
                let count: i64 = row.try_get("", "n")?;
                let count = u64::try_from(count).unwrap_or_default();
                Ok((row.try_get("", "begins")?, count))
            })
            .collect()
    }
}
