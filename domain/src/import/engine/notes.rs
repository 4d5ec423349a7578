//! What was wrong or doubtful with the rows of an import.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use std::collections::{HashMap, HashSet};

use contract::dto::imports::{RowNote, Severity};
use entity::import_note::{ActiveModel, Column, Entity, Model};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};
use uuid::Uuid;

use super::settle::{Fate, Outcome};
use crate::Result;
use crate::access::HouseDoor;

/// Rows of one statement, by its five values each.
const CHUNK: usize = 5_000;
/// Notes of each severity that a person sees at once.
const SHOWN: u64 = 200;

/// Keeps the notes of a batch, and each row that is left out as it stands in the file.
///
/// # Errors
/// When the database fails.
pub(super) async fn add<C: ConnectionTrait>(
    connection: &C,
    import: Uuid,
    outcomes: &[Outcome],
) -> Result<()> {
    let mut rows = Vec::new();
    for outcome in outcomes {
        let is_left_out = matches!(outcome.fate, Fate::Fail | Fate::Duplicate);
        if matches!(outcome.fate, Fate::Skip) {
            continue;
        }
        for (place, note) in outcome.draft.notes.iter().enumerate() {
            let cells = match is_left_out && place == 0 {
                true => Some(serde_json::to_string(&outcome.draft.row.cells)?),
                false => None,
            };
            rows.push(ActiveModel {
                import_id: Set(import),
                line: Set(i64::try_from(note.line).unwrap_or(i64::MAX)),
                severity: Set(word(note.severity).to_owned()),
                note: Set(serde_json::to_string(note)?),
                cells: Set(cells),
                ..Default::default()
            });
        }
    }
    while !rows.is_empty() {
        let rest = rows.split_off(rows.len().min(CHUNK));
        Entity::insert_many(rows)
            .exec_without_returning(connection)
            .await?;
        rows = rest;
    }
    Ok(())
}

/// Forgets all notes of an import.
///
/// # Errors
/// When the database fails.
pub(super) async fn clear<C: ConnectionTrait>(connection: &C, import: Uuid) -> Result<()> {
    Entity::delete_many()
        .filter(Column::ImportId.eq(import))
        .exec(connection)
        .await?;
    Ok(())
}

/// The first notes of each severity, in the order of the file.
///
/// # Errors
/// When the database fails.
pub(super) async fn first(house: HouseDoor<'_>, import: Uuid) -> Result<Vec<RowNote>> {
    let mut notes = Vec::new();
    for severity in [Severity::Error, Severity::Duplicate, Severity::Warning] {
        let rows = Entity::find()
            .filter(Column::ImportId.eq(import))
            .filter(Column::Severity.eq(word(severity)))
            .order_by_asc(Column::Line)
            .order_by_asc(Column::Id)
            .limit(SHOWN);
        for row in rows.all(house.read()).await? {
            notes.push(serde_json::from_str(&row.note)?);
        }
    }
    Ok(notes)
}

/// A page of notes after an id, in the order in which they were made: that of the file.
///
/// # Errors
/// When the database fails.
pub(super) async fn page(
    house: HouseDoor<'_>,
    import: Uuid,
    after: i64,
    most: u64,
) -> Result<Vec<(i64, RowNote)>> {
    let rows = Entity::find()
        .filter(Column::ImportId.eq(import))
        .filter(Column::Id.gt(after))
        .order_by_asc(Column::Id)
        .limit(most);
    rows.all(house.read())
        .await?
        .into_iter()
        .map(|row| Ok((row.id, serde_json::from_str(&row.note)?)))
        .collect()
}

/// A row that was left out, with everything that was said of it.
pub(super) struct LeftOut {
    pub(super) id: i64,
    pub(super) cells: Vec<String>,
    pub(super) notes: Vec<RowNote>,
}

/// A page of the rows that were left out, after an id.
///
/// # Errors
/// When the database fails.
pub(super) async fn left_out(
    house: HouseDoor<'_>,
    import: Uuid,
    after: i64,
    most: u64,
) -> Result<Vec<LeftOut>> {
    let rows: Vec<Model> = Entity::find()
        .filter(Column::ImportId.eq(import))
        .filter(Column::Cells.is_not_null())
        .filter(Column::Id.gt(after))
        .order_by_asc(Column::Id)
        .limit(most)
        .all(house.read())
        .await?;
    let lines: Vec<i64> = rows.iter().map(|row| row.line).collect();
    let mut notes: HashMap<i64, Vec<RowNote>> = HashMap::new();
    let all = Entity::find()
        .filter(Column::ImportId.eq(import))
        .filter(Column::Line.is_in(lines));
    for row in all.order_by_asc(Column::Id).all(house.read()).await? {
        notes
            .entry(row.line)
            .or_default()
            .push(serde_json::from_str(&row.note)?);
    }
    let whole = |row: Model| {
        let cells = row
            .cells
            .as_deref()
            .map(serde_json::from_str)
            .transpose()?
            .unwrap_or_default();
        Ok(LeftOut {
            id: row.id,
            cells,
            notes: notes.remove(&row.line).unwrap_or_default(),
        })
    };
    rows.into_iter().map(whole).collect()
}

/// The lines that were left out so far.
///
/// # Errors
/// When the database fails.
pub(super) async fn lines_left_out(house: HouseDoor<'_>, import: Uuid) -> Result<HashSet<u64>> {
    let lines: Vec<i64> = Entity::find()
        .select_only()
        .column(Column::Line)
        .filter(Column::ImportId.eq(import))
        .filter(Column::Cells.is_not_null())
        .into_tuple()
        .all(house.read())
        .await?;
    Ok(lines
        .into_iter()
        .filter_map(|line| u64::try_from(line).ok())
        .collect())
}

/// The word of a severity in the database.
pub(super) fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Warning => "warning",
        Severity::Duplicate => "duplicate",
        Severity::Error => "error",
    }
}
