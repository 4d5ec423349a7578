//! Taking back what one batch made.

use std::collections::BTreeMap;

use contract::dto::records::EventAction;
use contract::{Action, ObjectDef, Reach, Refusal};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Order, Query};
use uuid::Uuid;

use super::Write;
use super::log::Event;
use crate::Result;

impl Write<'_> {
    /// Erases what one batch made, as when an import or the sample data is taken back: the rows, their tags and
    /// likenesses. Records that were changed since by hand go too; their last state stays in the log.
    ///
    /// # Errors
    /// [`Refusal::Forbidden`] unless the asker may delete records of that object.
    pub async fn erase_batch(&mut self, object: &ObjectDef, batch: Uuid, most: u64) -> Result<u64> {
        if self.desk.reach(&object.key, Action::Delete) == Reach::None {
            return Err(Refusal::Forbidden.into());
        }
        let table = Alias::new(object.table());
        let select = Query::select()
            .column(Alias::new("id"))
            .column(Alias::new("version"))
            .from(table.clone())
            .and_where(Expr::col(Alias::new("batch_id")).eq(batch))
            .order_by(Alias::new("id"), Order::Asc)
            .limit(most)
            .take();
        let rows = self.tx.query_all(&select).await?;
        let found: Vec<(Uuid, i32)> = rows
            .iter()
            .map(|row| Ok((row.try_get("", "id")?, row.try_get("", "version")?)))
            .collect::<Result<_>>()?;
        let ids: Vec<Uuid> = found.iter().map(|(id, _)| *id).collect();
        for chunk in ids.chunks(5_000) {
            for side in ["several", "duplicate_key"] {
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
        self.events.extend(found.iter().map(|(id, version)| Event {
            object: object.key.clone(),
            record: *id,
            version: version + 1,
            action: EventAction::Deleted,
            changes: BTreeMap::new(),
        }));
        Ok(found.len() as u64)
    }
}
