//! Some records of a list, by their ids.

use contract::query::MOST_ROWS;
use contract::{FieldDef, ListQuery, Problem, Record};
use uuid::Uuid;

use super::list::wanted;
use super::{fill, matching};
use crate::{Desk, Error, Result};

/// Those of some records that belong to a list, as its rows show them, in no order. Who shows records asks so which of
/// them are others by now, and which have left.
///
/// # Errors
/// At `ids` when there are more than a page has rows; at the field of a filter that cannot be answered.
pub async fn some(desk: &Desk, query: &ListQuery, ids: &[Uuid]) -> Result<Vec<Record>> {
    if ids.len() > MOST_ROWS as usize {
        return Err(Error::invalid("ids", Problem::TooMany { limit: MOST_ROWS }));
    }
    let object = desk.object(&query.object)?;
    let matching = matching(desk, query)?;
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut fields: Vec<&FieldDef> = wanted(&object, query);
    for key in [&*query.sort.as_ref().unwrap_or(&object.sort).field, RANK] {
        let known = fields.iter().any(|field| field.key == key);
        fields.extend(object.field(key).filter(|_| !known));
    }
    let mut records = matching.among(ids.iter().copied()).records(&fields).await?;
    fill(desk, &object, &mut records).await?;
    Ok(records)
}

/// Where a card stands in its column.
const RANK: &str = "board_rank";
