//! What was wrong or doubtful with the rows of an import.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use std::collections::{HashMap, HashSet};

use contract::dto::imports::{MOST_NOTES, RowNote, Severity};
use entity::import_note::{Column, Entity, Model};
use sea_orm::sea_query::{Expr, Value as Bound};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait,
};
use uuid::Uuid;

use super::settle::{Fate, Outcome};
use crate::Result;
use crate::access::{HouseDoor, insert_rows};

/// What a note is kept in.
const COLUMNS: [&str; 5] = ["import_id", "line", "severity", "note", "cells"];

/// The notes of a batch, and each row that is left out as it stands in the file, as they are kept by [`insert`].
///
/// # Errors
/// When one cannot be written as JSON.
pub(super) fn rows(import: Uuid, outcomes: &[Outcome]) -> Result<Vec<[Bound; 5]>> {
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
            rows.push(row(import, note, cells)?);
        }
    }
    Ok(rows)
}

fn row(import: Uuid, note: &RowNote, cells: Option<String>) -> Result<[Bound; 5]> {
    Ok([
        import.into(),
        i64::try_from(note.line).unwrap_or(i64::MAX).into(),
        word(note.severity).into(),
        serde_json::to_string(note)?.into(),
        cells.into(),
    ])
}

/// Keeps notes.
///
/// # Errors
/// When the database fails.
pub(super) async fn insert<C: ConnectionTrait>(
    connection: &C,
    rows: Vec<[Bound; 5]>,
) -> Result<()> {
    Ok(insert_rows(connection, "import_note", &COLUMNS, rows.into_iter()).await?)
}

/// The line of what is noted while an import is taken back: no line of the file.
pub(super) const OF_UNDO: u64 = 0;

/// Keeps notes that belong to no row of the file.
///
/// # Errors
/// When the database fails.
pub(super) async fn tell<C: ConnectionTrait>(
    connection: &C,
    import: Uuid,
    notes: Vec<RowNote>,
) -> Result<()> {
    let mut rows = Vec::with_capacity(notes.len());
    for note in &notes {
        rows.push(row(import, note, None)?);
    }
    insert(connection, rows).await
}

/// Forgets what was noted while an import was taken back.
///
/// # Errors
/// When the database fails.
pub(super) async fn clear_of_undo<C: ConnectionTrait>(connection: &C, import: Uuid) -> Result<()> {
    Entity::delete_many()
        .filter(Column::ImportId.eq(import))
        .filter(Column::Line.eq(0))
        .exec(connection)
        .await?;
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

/// The first notes of each severity, in the order of the file; warnings gathered.
///
/// # Errors
/// When the database fails.
pub(super) async fn first(house: HouseDoor<'_>, import: Uuid) -> Result<Vec<RowNote>> {
    let mut notes = Vec::new();
    for severity in [Severity::Error, Severity::Duplicate] {
        let rows = Entity::find()
            .filter(Column::ImportId.eq(import))
            .filter(Column::Severity.eq(word(severity)))
            .order_by_asc(Column::Line)
            .order_by_asc(Column::Id)
            .limit(MOST_NOTES as u64);
        for row in rows.all(house.read()).await? {
            notes.push(serde_json::from_str(&row.note)?);
        }
    }
    notes.extend(gathered(house, import).await?);
    Ok(notes)
}

/// The warnings of rows that go in, those that say the same of the same cell as one, the most frequent first.
async fn gathered(house: HouseDoor<'_>, import: Uuid) -> Result<Vec<RowNote>> {
    // What differs from row to row with the same warning: where it stands and how it is called.
    let same = Expr::cust(match house.backend() {
        DbBackend::Postgres => "(note::jsonb - 'line' - 'title')::text",
        _ => "json_remove(note, '$.line', '$.title')",
    });
    let left_out = Entity::find()
        .select_only()
        .column(Column::Line)
        .filter(Column::ImportId.eq(import))
        .filter(Column::Cells.is_not_null());
    let kinds: Vec<(i64, i64)> = Entity::find()
        .select_only()
        .column_as(Column::Id.min(), "first")
        .column_as(Column::Id.count(), "rows")
        .filter(Column::ImportId.eq(import))
        .filter(Column::Severity.eq(word(Severity::Warning)))
        .filter(Column::Line.not_in_subquery(left_out.into_query()))
        .group_by(same)
        .order_by_desc(Column::Id.count())
        .order_by_asc(Column::Id.min())
        .limit(MOST_NOTES as u64)
        .into_tuple()
        .all(house.read())
        .await?;
    let first = Entity::find().filter(Column::Id.is_in(kinds.iter().map(|(first, _)| *first)));
    let mut notes: HashMap<i64, String> = first
        .all(house.read())
        .await?
        .into_iter()
        .map(|row| (row.id, row.note))
        .collect();
    let note = |(first, rows): (i64, i64)| {
        // Gone where the file is checked anew meanwhile.
        let note = notes.remove(&first)?;
        Some(serde_json::from_str(&note).map(|note: RowNote| RowNote {
            rows: u64::try_from(rows).unwrap_or(1),
            ..note
        }))
    };
    Ok(kinds
        .into_iter()
        .filter_map(note)
        .collect::<std::result::Result<_, _>>()?)
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
