//! What the log says of records in the bin.

use std::collections::HashMap;

use contract::dto::records::EventAction;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Order, Query};
use uuid::Uuid;

use super::word;
use crate::{Desk, Result};

/// Who deleted some records of an object, whose sight in the bin the caller has proved by having read them: the names
/// that stand in the log. Of several times the last one counts.
pub(crate) async fn deleters_of(
    desk: &Desk,
    object: &str,
    ids: Vec<Uuid>,
) -> Result<HashMap<Uuid, String>> {
    let column = |name: &'static str| Expr::col(Alias::new(name));
    let select = Query::select()
        .columns(["record_id", "actor"].map(Alias::new))
        .from(Alias::new("event"))
        .and_where(column("object").eq(object))
        .and_where(column("record_id").is_in(ids))
        .and_where(column("action").eq(word(EventAction::Deleted)))
        .order_by(Alias::new("seq"), Order::Asc)
        .take();
    let mut deleters = HashMap::new();
    for row in desk.crm().door().rows(&select).await? {
        deleters.insert(row.try_get("", "record_id")?, row.try_get("", "actor")?);
    }
    Ok(deleters)
}
