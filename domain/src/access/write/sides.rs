//! Tags and likenesses, which stand in tables of their own and follow their records.

use std::collections::BTreeSet;

use contract::value::Values;
use contract::{FieldDef, ObjectDef, Record, Value};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait, Query, Value as Bound};
use uuid::Uuid;

use super::super::likenesses::likeness_row;
use super::Write;
use super::rows::insert_rows;
use crate::{Desk, Result, likeness};

impl Write<'_> {
    /// Tags and likenesses follow what was changed.
    pub(super) async fn rewrite_sides(
        &self,
        object: &ObjectDef,
        record: &Record,
        changed: &Values,
    ) -> Result<()> {
        for field in object.fields.iter().filter(|field| field.kind.is_several()) {
            if changed.contains_key(&field.key) {
                self.remove_several(object, field, record.id).await?;
            }
        }
        self.insert_several(object, [(record.id, changed)]).await?;
        if object
            .duplicates
            .iter()
            .any(|key| changed.contains_key(key))
        {
            let mut values = record.values.clone();
            values.extend(changed.clone());
            self.remove_sides(&object.key, "duplicate_key", record.id)
                .await?;
            self.insert_likeness(object, vec![(record.id, &values)])
                .await?;
        }
        Ok(())
    }

    pub(super) async fn remove_sides(&self, object: &str, table: &str, record: Uuid) -> Result<()> {
        let of_record = Condition::all()
            .add(Expr::col(Alias::new("object")).eq(object))
            .add(Expr::col(Alias::new("record_id")).eq(record));
        self.tx
            .execute(
                Query::delete()
                    .from_table(Alias::new(table))
                    .cond_where(of_record),
            )
            .await?;
        Ok(())
    }

    async fn remove_several(
        &self,
        object: &ObjectDef,
        field: &FieldDef,
        record: Uuid,
    ) -> Result<()> {
        let of_field = Condition::all()
            .add(Expr::col(Alias::new("object")).eq(object.key.as_str()))
            .add(Expr::col(Alias::new("record_id")).eq(record))
            .add(Expr::col(Alias::new("field")).eq(field.stem()));
        self.tx
            .execute(
                Query::delete()
                    .from_table(Alias::new("several"))
                    .cond_where(of_field),
            )
            .await?;
        Ok(())
    }

    /// Writes the values of fields of which a record may have several.
    pub(super) async fn insert_several<'v>(
        &self,
        object: &ObjectDef,
        records: impl IntoIterator<Item = (Uuid, &'v Values)>,
    ) -> Result<()> {
        self.insert_side("several", SEVERAL, several_rows(object, records))
            .await
    }

    /// Finds out what makes records the same as others, and writes it.
    pub(super) async fn insert_likeness(
        &self,
        object: &ObjectDef,
        records: Vec<(Uuid, &Values)>,
    ) -> Result<()> {
        let likenesses = likenesses(self.desk, object, records);
        self.insert_likenesses(&object.key, likenesses).await
    }

    /// Keeps likenesses of new records until [`Write::write_likenesses`].
    pub(super) fn keep_likenesses(
        &mut self,
        object: &ObjectDef,
        likenesses: Vec<(likeness::Key, Uuid)>,
    ) {
        let kept = self.likenesses.entry(object.key.clone()).or_default();
        kept.extend(likenesses);
    }

    /// The likenesses of an object that were written after the one of a number, whoever may see the records: ids only are
    /// told of them.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn likenesses_after(
        &self,
        object: &str,
        last: i64,
    ) -> Result<Vec<(String, String, Uuid)>> {
        let select = Query::select()
            .columns(["kind", "value", "record_id"].map(Alias::new))
            .from(Alias::new("duplicate_key"))
            // By their numbers: there are none, mostly.
            .and_where(Expr::col(Alias::new("id")).gt(last))
            .and_where(Expr::cust("object || ''").eq(object))
            .take();
        let rows = self.tx.query_all(&select).await?;
        rows.iter().map(likeness_row).collect()
    }

    /// The number of the last likeness, also of those that were kept until now.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn last_likeness(&mut self) -> Result<i64> {
        self.write_likenesses().await?;
        let select = Query::select()
            .expr_as(Expr::cust("CAST(MAX(id) AS bigint)"), Alias::new("last"))
            .from(Alias::new("duplicate_key"))
            .take();
        let row = self.tx.query_one(&select).await?;
        let last: Option<Option<i64>> = row.map(|row| row.try_get("", "last")).transpose()?;
        Ok(last.flatten().unwrap_or_default())
    }

    /// Writes the likenesses that were kept.
    pub(super) async fn write_likenesses(&mut self) -> Result<()> {
        for (object, likenesses) in std::mem::take(&mut self.likenesses) {
            self.insert_likenesses(&object, likenesses).await?;
        }
        Ok(())
    }

    /// Writes likenesses in the order of the index, of which each page is then written once.
    pub(super) async fn insert_likenesses(
        &self,
        object: &str,
        mut likenesses: Vec<(likeness::Key, Uuid)>,
    ) -> Result<()> {
        likenesses.sort_by(|(key, _), (other, _)| {
            (key.kind, &key.value).cmp(&(other.kind, &other.value))
        });
        let row = |(key, id): (likeness::Key, Uuid)| {
            [object.into(), key.kind.into(), key.value.into(), id.into()]
        };
        let columns = ["object", "kind", "value", "record_id"];
        let rows = likenesses.into_iter().map(row);
        insert_rows(&self.tx, "duplicate_key", &columns, rows).await?;
        Ok(())
    }

    pub(super) async fn insert_side<const N: usize>(
        &self,
        table: &str,
        columns: [&'static str; N],
        rows: Vec<[Bound; N]>,
    ) -> Result<()> {
        insert_rows(&self.tx, table, &columns, rows.into_iter()).await?;
        Ok(())
    }
}

/// The columns of values of which a record may have several.
pub(super) const SEVERAL: [&str; 4] = ["object", "field", "record_id", "value"];

/// The values of fields of which a record may have several, as rows of their table.
pub(super) fn several_rows<'v>(
    object: &ObjectDef,
    records: impl IntoIterator<Item = (Uuid, &'v Values)>,
) -> Vec<[Bound; 4]> {
    let fields = object.fields.iter().filter(|field| field.kind.is_several());
    let fields: Vec<&FieldDef> = fields.collect();
    let mut rows: Vec<[Bound; 4]> = Vec::new();
    for (id, values) in records {
        for field in &fields {
            let several = values.get(&field.key).map(each).unwrap_or_default();
            rows.extend(several.into_iter().map(|value| {
                [
                    object.key.clone().into(),
                    field.stem().into(),
                    id.into(),
                    value.into(),
                ]
            }));
        }
    }
    rows
}

/// What makes records the same as others.
pub(super) fn likenesses<'v>(
    desk: &Desk,
    object: &ObjectDef,
    records: impl IntoIterator<Item = (Uuid, &'v Values)>,
) -> Vec<(likeness::Key, Uuid)> {
    let home = desk.crm().settings().country;
    let sealed_by = desk.crm().keys();
    let mut keys: Vec<(likeness::Key, Uuid)> = Vec::new();
    for (id, values) in records {
        let own = likeness::keys(&sealed_by, object, values, home);
        keys.extend(own.into_iter().map(|key| (key, id)));
    }
    keys
}

/// Each value once, as it stands in the table: a tag, the key of a choice, the id of a record.
fn each(value: &Value) -> BTreeSet<String> {
    match value {
        Value::Tags(tags) => tags.iter().cloned().collect(),
        Value::Links(links) => links
            .iter()
            .filter_map(|link| link.id.map(|id| id.to_string()))
            .collect(),
        _ => BTreeSet::new(),
    }
}
