//! Records that are forgotten: nothing of what they said stays, not even in the log.

use std::collections::BTreeMap;

use contract::dto::records::EventAction;
use contract::value::Values;
use contract::{ObjectDef, Record, Value};
use migration::sort_column;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};

use super::super::row;
use super::Write;
use super::log::Event;
use crate::{Result, sorting};

impl Write<'_> {
    /// Removes records with what stands beside them. The log says that they were deleted, and what they belonged to.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn forget(&mut self, object: &ObjectDef, records: &[Record]) -> Result<()> {
        for record in records {
            for side in ["several", "duplicate_key", "consent", "consent_state"] {
                self.remove_sides(&object.key, side, record.id).await?;
            }
            let mut delete = Query::delete();
            delete
                .from_table(Alias::new(object.table()))
                .and_where(Expr::col(Alias::new("id")).eq(record.id));
            self.tx.execute(&delete).await?;
            self.events.push(Event {
                object: object.key.clone(),
                record: record.id,
                version: record.version + 1,
                action: EventAction::Deleted,
                changes: ties(object, record),
            });
        }
        Ok(())
    }

    /// Changes a record whosever it is. The log says what stands there now, and not what did.
    ///
    /// # Errors
    /// When the database fails, or somebody else wrote the record meanwhile.
    pub(crate) async fn overwrite(
        &mut self,
        object: &ObjectDef,
        record: &Record,
        mut values: Values,
    ) -> Result<()> {
        self.seal(object, record.id, &mut values)?;
        let version = record.version + 1;
        let mut update = self.version_update(object, record, version);
        for (key, value) in &values {
            let Some(field) = object.field(key) else {
                continue;
            };
            for (column, bound) in row::columns(field).zip(row::bind(field, value)) {
                update.value(Alias::new(column), Expr::val(bound));
            }
        }
        if let Some(title) = values.get(&object.title) {
            update.value(
                Alias::new(sort_column(object)),
                sorting::key(title.text().unwrap_or_default()),
            );
        }
        self.changed_one(object, &update).await?;
        self.rewrite_sides(object, record, &values).await?;
        self.events.push(Event {
            object: object.key.clone(),
            record: record.id,
            version,
            action: EventAction::Updated,
            changes: values
                .into_iter()
                .map(|(key, value)| (key, [Value::Empty, told(value)]))
                .collect(),
        });
        Ok(())
    }
}

/// A value as the log may tell it: a name that stays in place of a link is told nobody.
fn told(value: Value) -> Value {
    match value {
        Value::Link(link) if link.id.is_none() => Value::Empty,
        other => other,
    }
}

/// What a record pointed to: values that others gather from it are reckoned anew by it.
fn ties(object: &ObjectDef, record: &Record) -> BTreeMap<String, [Value; 2]> {
    let relations = object
        .fields
        .iter()
        .filter(|field| field.kind.is_relation());
    relations
        .filter_map(|field| {
            let id = record.value(&field.key).id()?;
            let tie = Value::Link(contract::Link::to(id));
            Some((field.key.clone(), [tie, Value::Empty]))
        })
        .collect()
}
