//! Records as rows of cells.

use std::collections::HashMap;

use contract::{Address, FieldDef, FieldKind, Language, Record, Value};
use sea_orm::sea_query::{Condition, ExprTrait};
use uuid::Uuid;

use crate::import::{place_label, shown};
use crate::{Desk, Result};

/// A cell of a file: in words, with the value where a workbook can hold it as what it is.
pub(super) struct Cell<'v> {
    pub(super) words: String,
    pub(super) value: &'v Value,
}

/// The headers of a field: a relation has a second one, for the foreign id of what it points to, and an address one for
/// each of its parts.
pub(super) fn headers(language: Language, field: &FieldDef) -> Vec<String> {
    let own = field.label.get(language).to_owned();
    match field.kind {
        FieldKind::Relation => vec![own.clone(), foreign_header(language, &own)],
        FieldKind::Address => {
            let parts = Address::PLACES
                .iter()
                .map(|part| place_label(language, &own, part));
            std::iter::once(own.clone()).chain(parts).collect()
        }
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

/// The rows of some records, in the order of [`headers`].
pub(super) async fn rows<'r>(
    desk: &Desk,
    fields: &[FieldDef],
    records: &'r [Record],
) -> Result<Vec<Vec<Cell<'r>>>> {
    const NOTHING: &Value = &Value::Empty;
    let foreign = foreign(desk, fields, records).await?;
    let cells = |record: &'r Record, field: &FieldDef| -> Vec<Cell<'r>> {
        let value = record.value(&field.key);
        let words = |words: String| Cell {
            words,
            value: NOTHING,
        };
        match (field.kind, value) {
            (FieldKind::Relation, value) => {
                let id = value.id().and_then(|id| foreign.get(&id).cloned());
                vec![
                    words(shown(desk, field, value)),
                    words(id.unwrap_or_default()),
                ]
            }
            (FieldKind::Address, Value::Address(address)) => std::iter::once("street")
                .chain(Address::PLACES)
                .map(|part| words(address.part(part).to_owned()))
                .collect(),
            (FieldKind::Address, _) => (0..=Address::PLACES.len())
                .map(|_| words(String::new()))
                .collect(),
            _ => vec![Cell {
                words: shown(desk, field, value),
                value,
            }],
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

/// The foreign ids of what some records point to, as far as the asker sees it.
pub(super) async fn foreign(
    desk: &Desk,
    fields: &[FieldDef],
    records: &[Record],
) -> Result<HashMap<Uuid, String>> {
    let mut wanted: HashMap<&str, Vec<Uuid>> = HashMap::new();
    for field in fields
        .iter()
        .filter(|field| field.kind == FieldKind::Relation)
    {
        let ids = records
            .iter()
            .filter_map(|record| record.value(&field.key).id());
        wanted
            .entry(field.relation.as_deref().unwrap_or_default())
            .or_default()
            .extend(ids);
    }
    let mut foreign = HashMap::new();
    for (object, ids) in wanted {
        let (Ok(visible), Ok(object)) = (desk.visible(object), desk.object(object)) else {
            continue;
        };
        let Some(field) = object.field("external_id").filter(|_| !ids.is_empty()) else {
            continue;
        };
        let id = visible.column("id");
        let found = visible
            .only(Condition::all().add(id.is_in(ids)))
            .records(&[field])
            .await?;
        let told = found
            .into_iter()
            .filter(|record| !record.value("external_id").is_empty());
        foreign.extend(told.map(|record| (record.id, record.text("external_id").to_owned())));
    }
    Ok(foreign)
}
