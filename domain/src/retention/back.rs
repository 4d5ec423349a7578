//! A run taken back: what it put into the bin comes out again, as far as it is there still.

use std::sync::Arc;

use contract::dto::retention::RunState;
use entity::retention_run::Model;
use uuid::Uuid;

use super::{batch, due, table};
use crate::{Crm, Result, records};

/// Brings the next records back. Answers where the run stands; `None` where somebody else took over.
///
/// # Errors
/// When the database fails.
pub(super) async fn some(crm: &Arc<Crm>, row: Model) -> Result<Option<(Model, u64)>> {
    // Under a number of its own, so that taking back is not taken back again.
    let desk = due::house(crm).for_request(Uuid::now_v7());
    let rule = table::rule_of(&row)?;
    let before = row.cursor.as_deref().and_then(|seq| seq.parse().ok());
    let object = desk.object(&rule.object)?;
    let events = table::put_away(crm.door().house(), row.id, &object.key, before).await?;
    let Some(last) = events.last() else {
        return batch::end(&desk, row, RunState::Undone).await;
    };
    let mut write = desk.write().await?;
    records::take_back(&mut write, &object, &events).await?;
    let next = Model {
        cursor: Some(last.seq.to_string()),
        done: row.done + i64::try_from(events.len()).unwrap_or_default(),
        ..row
    };
    let Some(next) = table::keep(write.transaction(), next).await? else {
        return Ok(None);
    };
    write.commit().await?;
    Ok(Some((next, 0)))
}
