//! What ends by itself. By its condition a share is over the moment its time is; here it is noted, and those who have
//! it on the screen are told.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use chrono::Utc;
use contract::dto::sharing::{ShareEnd, ShareState};
use entity::share;
use sea_orm::sea_query::ExprTrait;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::give::told;
use super::{check, row, tell_due};
use crate::{Crm, Desk, Result, rounds};

/// How often it is looked for what is over.
const EVERY: Duration = Duration::from_secs(1);
/// So many are ended in one round.
const MOST: u64 = 500;

/// Ends what is over, for as long as somebody holds the CRM. Called once at the start of a server.
pub fn keep_ending(crm: &Arc<Crm>) {
    let round = |crm| async move {
        end_due(&crm).await?;
        tell_due(&crm).await.map(drop)
    };
    rounds::keep_on_every(EVERY, crm, "grants", round);
}

/// Ends what is over by now: whose time has come, and what was for a deal or a ticket that is closed or gone. Answers
/// how many ended.
///
/// # Errors
/// When the database fails.
pub async fn end_due(crm: &Arc<Crm>) -> Result<u64> {
    let desk = crm.system_desk("end of a grant");
    let mut over = by_time(&desk).await?;
    over.extend(by_closing(&desk).await?);
    if over.is_empty() {
        return Ok(0);
    }
    let write = desk.write().await?;
    let mut ended = 0;
    for (row, why) in over {
        // Another node may have been first.
        ended += u64::from(row::put_end(&write, &row, why, ShareState::Ended).await?);
    }
    told(write).await?;
    Ok(ended)
}

async fn by_time(desk: &Desk) -> Result<Vec<(share::Model, ShareEnd)>> {
    let due = share::Entity::find()
        .filter(share::Column::State.is_in([ShareState::Live.key(), ShareState::Asked.key()]))
        .filter(share::Column::Until.lte(Utc::now()))
        .limit(MOST);
    let rows = due.all(desk.crm().door().house().read()).await?;
    Ok(rows.into_iter().map(|row| (row, ShareEnd::Time)).collect())
}

async fn by_closing(desk: &Desk) -> Result<Vec<(share::Model, ShareEnd)>> {
    let bound = share::Entity::find()
        .filter(share::Column::State.eq(ShareState::Live.key()))
        .filter(share::Column::EndsRecord.is_not_null())
        .filter(
            Condition::any()
                .add(share::Column::Until.is_null())
                .add(share::Column::Until.gt(Utc::now())),
        );
    let rows = bound.all(desk.crm().door().house().read()).await?;
    let mut wanted: BTreeMap<String, HashSet<Uuid>> = BTreeMap::new();
    for row in &rows {
        let object = row.ends_object.clone().unwrap_or_default();
        wanted.entry(object).or_default().extend(row.ends_record);
    }
    let mut open: HashSet<Uuid> = HashSet::new();
    for (object, ids) in wanted {
        if let Some(visible) = check::open(desk, &object)? {
            let is_among = visible.column("id").is_in(ids);
            let found = visible.only(is_among).records(&[]).await?;
            open.extend(found.iter().map(|record| record.id));
        }
    }
    let is_over = |row: &share::Model| row.ends_record.is_some_and(|id| !open.contains(&id));
    let over = rows.into_iter().filter(is_over);
    Ok(over.map(|row| (row, ShareEnd::Closed)).collect())
}
