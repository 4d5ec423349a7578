//! A list as a file: what comes out can come in again.

use std::collections::HashMap;

use contract::{Action, FieldDef, FieldKind, Filter, Language, ObjectDef, Record, Value};
use sea_orm::sea_query::{Condition, ExprTrait};
use tokio::io::{AsyncWrite, AsyncWriteExt};
use uuid::Uuid;

use crate::access::{Order, Visible};
use crate::import::{line, shown};
use crate::records::{condition, fill};
use crate::{Desk, Result};

/// Records asked for at once.
const PAGE: u64 = 1_000;

/// Writes all records that match the filters as CSV and answers how many there are: UTF-8 with the mark that
/// spreadsheet programs look for, headers in the asker's language, relations by name and by foreign id. Cells
/// that a spreadsheet program would run are escaped. Read page by page, so that any number fits.
///
/// # Errors
/// [`contract::Refusal::Forbidden`] for who may not take a list out of the house, and at the field of a filter that
/// cannot be answered.
pub async fn csv<W: AsyncWrite + Unpin>(
    desk: &Desk,
    object: &str,
    filters: &[Filter],
    mut writer: W,
) -> Result<u64> {
    let mut matching = desk.within_reach(object, Action::Export)?;
    let object = desk.object(object)?;
    for filter in filters {
        matching = matching.only(condition(desk, &object, filter)?);
    }
    let fields: Vec<&FieldDef> = object
        .fields
        .iter()
        .filter(|field| is_told(field))
        .collect();
    writer.write_all("\u{feff}".as_bytes()).await?;
    let headers: Vec<String> = fields
        .iter()
        .flat_map(|field| headers(desk.preferences().language, field))
        .collect();
    writer
        .write_all(&line(headers.iter().map(String::as_str))?)
        .await?;
    let (mut after, mut count) = (None, 0);
    loop {
        let records = page(desk, &object, &matching, &fields, after).await?;
        let Some(last) = records.last() else { break };
        (after, count) = (Some(last.id), count + records.len() as u64);
        for row in rows(desk, &fields, &records).await? {
            writer
                .write_all(&line(row.iter().map(String::as_str))?)
                .await?;
        }
    }
    writer.flush().await?;
    Ok(count)
}

/// The place on the board is made of letters that only the board understands.
fn is_told(field: &FieldDef) -> bool {
    field.key != "board_rank"
}

async fn page(
    desk: &Desk,
    object: &ObjectDef,
    matching: &Visible,
    fields: &[&FieldDef],
    after: Option<Uuid>,
) -> Result<Vec<Record>> {
    let mut page = matching.clone();
    if let Some(after) = after {
        let id = page.column("id");
        page = page.only(Condition::all().add(id.gt(after)));
    }
    let mut records = page
        .order("id", Order::Up)
        .first(PAGE)
        .records(fields)
        .await?;
    fill(desk, object, &mut records).await?;
    Ok(records)
}

/// A relation has a second column, with the foreign id of what it points to.
fn headers(language: Language, field: &FieldDef) -> Vec<String> {
    let own = field.label.get(language).to_owned();
    match field.kind {
        FieldKind::Relation => vec![own.clone(), foreign_header(language, &own)],
        _ => vec![own],
    }
}

/// The header of the foreign ids of a relation whose own header is known. An import takes them together.
#[must_use]
pub(crate) fn foreign_header(language: Language, own: &str) -> String {
    match language {
        Language::English => format!("{own} foreign id"),
        Language::Chinese => format!("{own}的外部编号"),
    }
}

async fn rows(desk: &Desk, fields: &[&FieldDef], records: &[Record]) -> Result<Vec<Vec<String>>> {
    let mut foreign = HashMap::new();
    for field in fields
        .iter()
        .filter(|field| field.kind == FieldKind::Relation)
    {
        let ids = records
            .iter()
            .filter_map(|record| record.value(&field.key).id())
            .collect();
        foreign
            .extend(foreign_ids(desk, field.relation.as_deref().unwrap_or_default(), ids).await?);
    }
    let cells = |record: &Record, field: &FieldDef| {
        let value = record.value(&field.key);
        let own = shown(desk, field, value);
        match (field.kind, value) {
            (FieldKind::Relation, Value::Link(link)) => {
                vec![
                    own,
                    link.id
                        .and_then(|id| foreign.get(&id).cloned())
                        .unwrap_or_default(),
                ]
            }
            (FieldKind::Relation, _) => vec![String::new(), String::new()],
            _ => vec![own],
        }
    };
    Ok(records
        .iter()
        .map(|record| {
            fields
                .iter()
                .flat_map(|field| cells(record, field))
                .collect()
        })
        .collect())
}

/// The foreign ids of records that the asker sees.
async fn foreign_ids(desk: &Desk, object: &str, ids: Vec<Uuid>) -> Result<HashMap<Uuid, String>> {
    let (Ok(visible), object) = (desk.visible(object), desk.object(object)?) else {
        return Ok(HashMap::new());
    };
    let Some(field) = object.field("external_id") else {
        return Ok(HashMap::new());
    };
    let id = visible.column("id");
    let found = visible
        .only(Condition::all().add(id.is_in(ids)))
        .records(&[field])
        .await?;
    let told = found
        .into_iter()
        .filter(|record| !record.value("external_id").is_empty());
    Ok(told
        .map(|record| (record.id, record.text("external_id").to_owned()))
        .collect())
}

#[cfg(test)]
mod tests;
