//! Taking back what one batch made.

use std::collections::{BTreeMap, BTreeSet};

use contract::dto::records::EventAction;
use contract::{Action, ObjectDef, Reach, Record, Refusal, Value};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Order, Query};
use uuid::Uuid;

use super::super::{read_record, row};
use super::Write;
use super::log::Event;
use crate::Result;

impl Write<'_> {
    /// Erases what one batch made, as when an import or the sample data is taken back: the rows, their tags,
    /// likenesses and consents. Records that were changed since by hand go too; their last state stays in the log.
    ///
    /// # Errors
    /// [`Refusal::Forbidden`] unless the asker may delete records of that object.
    pub async fn erase_batch(&mut self, object: &ObjectDef, batch: Uuid, most: u64) -> Result<u64> {
        if self.desk.reach(&object.key, Action::Delete) == Reach::None {
            return Err(Refusal::Forbidden.into());
        }
        let table = Alias::new(object.table());
        let found = self.of_batch(object, batch, most).await?;
        let ids: Vec<Uuid> = found.iter().map(|record| record.id).collect();
        for chunk in ids.chunks(5_000) {
            for side in ["several", "duplicate_key", "consent", "consent_state"] {
                let mut delete = Query::delete();
                delete
                    .from_table(Alias::new(side))
                    .and_where(Expr::col(Alias::new("object")).eq(object.key.as_str()));
                self.tx
                    .execute(
                        delete.and_where(Expr::col(Alias::new("record_id")).is_in(chunk.to_vec())),
                    )
                    .await?;
            }
            let mut delete = Query::delete();
            self.tx
                .execute(
                    delete
                        .from_table(table.clone())
                        .and_where(Expr::col(Alias::new("id")).is_in(chunk.to_vec())),
                )
                .await?;
        }
        let count = found.len() as u64;
        self.events.extend(found.into_iter().map(|record| Event {
            object: object.key.clone(),
            record: record.id,
            version: record.version + 1,
            action: EventAction::Deleted,
            changes: gone(record),
        }));
        Ok(count)
    }

    /// The records of a batch with the relations by which others gather values from them.
    async fn of_batch(&self, object: &ObjectDef, batch: Uuid, most: u64) -> Result<Vec<Record>> {
        let ties = self.desk.crm().descriptions().ties();
        let relations = ties.relations(&object.key);
        let columns: BTreeSet<String> = relations
            .iter()
            .flat_map(|relation| row::columns(relation))
            .collect();
        let select = Query::select()
            .columns(["id", "version"].map(Alias::new))
            .columns(columns.into_iter().map(Alias::new))
            .from(Alias::new(object.table()))
            .and_where(Expr::col(Alias::new("batch_id")).eq(batch))
            .order_by(Alias::new("id"), Order::Asc)
            .limit(most)
            .take();
        let rows = self.tx.query_all(&select).await?;
        rows.iter()
            .map(|row| {
                Ok(read_record(
                    &self.desk.crm().keys(),
                    object,
                    &relations,
                    row,
                )?)
            })
            .collect()
    }
}

/// What an erased record pointed to: nobody can read it from the row any more.
fn gone(record: Record) -> BTreeMap<String, [Value; 2]> {
    record
        .values
        .into_iter()
        .map(|(key, value)| (key, [value, Value::Empty]))
        .collect()
}
