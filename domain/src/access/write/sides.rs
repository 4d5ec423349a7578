//! Tags and likenesses, which stand in tables of their own and follow their records.

use std::collections::HashSet;

use contract::value::Values;
use contract::{ObjectDef, Record, Value};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait, Query, Value as Bound};
use uuid::Uuid;

use super::{MOST_BOUND, Write};
use crate::{Result, likeness};

impl Write<'_> {
    /// Tags and likenesses follow what was changed.
    pub(super) async fn rewrite_sides(
        &self,
        object: &ObjectDef,
        record: &Record,
        changed: &Values,
    ) -> Result<()> {
        if let Some(tags) = changed.get("tags") {
            self.remove_sides(&object.key, "tagging", record.id).await?;
            self.insert_tags(object, [(record.id, Some(tags))]).await?;
        }
        if object
            .duplicates
            .iter()
            .any(|key| changed.contains_key(key))
        {
            let mut values = record.values.clone();
            values.extend(changed.clone());
            self.remove_sides(&object.key, "duplicate_key", record.id)
                .await?;
            self.insert_likeness(object, [(record.id, &values)]).await?;
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

    pub(super) async fn insert_tags<'v>(
        &self,
        object: &ObjectDef,
        records: impl IntoIterator<Item = (Uuid, Option<&'v Value>)>,
    ) -> Result<()> {
        let mut rows: Vec<[Bound; 3]> = Vec::new();
        for (id, tags) in records {
            let Some(Value::Tags(tags)) = tags else {
                continue;
            };
            let unique: HashSet<&String> = tags.iter().collect();
            rows.extend(
                unique
                    .into_iter()
                    .map(|tag| [object.key.clone().into(), id.into(), tag.clone().into()]),
            );
        }
        self.insert_side("tagging", ["object", "record_id", "tag"], rows)
            .await
    }

    pub(super) async fn insert_likeness<'v>(
        &self,
        object: &ObjectDef,
        records: impl IntoIterator<Item = (Uuid, &'v Values)>,
    ) -> Result<()> {
        let mut rows: Vec<[Bound; 4]> = Vec::new();
        for (id, values) in records {
            let keys = likeness::keys(object, values, self.desk.crm().settings().country);
            rows.extend(keys.into_iter().map(|key| {
                [
                    object.key.clone().into(),
                    key.kind.into(),
                    key.value.into(),
                    id.into(),
                ]
            }));
        }
        self.insert_side(
            "duplicate_key",
            ["object", "kind", "value", "record_id"],
            rows,
        )
        .await
    }

    pub(super) async fn insert_side<const N: usize>(
        &self,
        table: &str,
        columns: [&'static str; N],
        rows: Vec<[Bound; N]>,
    ) -> Result<()> {
        for chunk in rows.chunks(MOST_BOUND / N) {
            let mut insert = Query::insert();
            insert
                .into_table(Alias::new(table))
                .columns(columns.map(Alias::new));
            for row in chunk {
                insert
                    .values(row.iter().cloned().map(Expr::from))
                    .map_err(crate::Error::broken)?;
            }
            self.run(&insert).await?;
        }
        Ok(())
    }
}
