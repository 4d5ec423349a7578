//! Tables of described objects follow their description: a table that is missing is made, a column that
//! is missing is added, an index that is missing is built. No value is ever dropped here.

use std::collections::HashSet;

use contract::{FieldDef, FieldKind, ObjectDef};
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

use crate::present::{columns_of, names_of_indexes};
use crate::spared::{described_indexes, likeness_index};
use crate::texts::forget_folded;

/// Brings the tables of `objects` and what stands beside them up to their descriptions, but for the indexes whose names are `away`: somebody brings those
/// back. Safe to run at every start.
///
/// # Errors
/// When the database refuses a change.
pub async fn reconcile<C: ConnectionTrait>(
    connection: &C,
    objects: &[ObjectDef],
    away: &HashSet<String>,
) -> Result<(), DbErr> {
    for object in objects {
        let present = columns_of(connection, object.table()).await?;
        if present.is_empty() {
            connection.execute(&create(object)).await?;
        } else {
            for column in columns(object)
                .iter_mut()
                .filter(|column| !present.contains(&column.get_column_name()))
            {
                connection
                    .execute(
                        Table::alter()
                            .table(object.table().to_owned())
                            .add_column(column.take()),
                    )
                    .await?;
            }
        }
        for field in became_relations(object, &present) {
            keep_words(connection, object, field).await?;
        }
        forget_indexes(connection, object).await?;
        forget_folded(connection, object).await?;
        let indexes = described_indexes(object, connection.get_database_backend());
        for index in indexes.iter().filter(|index| !away.contains(&index.name)) {
            connection.execute_unprepared(&index.build).await?;
            if let Some(known) = &index.known {
                connection.execute_unprepared(known).await?;
            }
        }
    }
    let likenesses = likeness_index();
    if !away.contains(&likenesses.name) {
        connection.execute_unprepared(&likenesses.build).await?;
    }
    Ok(())
}

/// Relations that were texts before: the column of the text is there, that of the id is new.
fn became_relations<'o>(
    object: &'o ObjectDef,
    present: &'o HashSet<String>,
) -> impl Iterator<Item = &'o FieldDef> {
    let is_new = |name: Option<String>| name.is_some_and(|name| !present.contains(&name));
    object.fields.iter().filter(move |field| {
        field.kind == FieldKind::Relation
            && present.contains(field.stem())
            && is_new(field.column())
    })
}

/// A field that is unique no more takes a value twice, and choices had an index beside that by creation once.
async fn forget_indexes<C: ConnectionTrait>(
    connection: &C,
    object: &ObjectDef,
) -> Result<(), DbErr> {
    let present = names_of_indexes(connection, object.table()).await?;
    let fields = || object.fields.iter();
    let not_once = fields().filter(|field| !field.unique);
    let of_choices = fields().filter(|field| is_by_creation(object, field));
    let gone = not_once
        .map(|field| once_index(object.table(), field))
        .chain(of_choices.map(|field| index_name(object.table(), field.stem())));
    for name in gone.filter(|name| present.contains(name)) {
        let mut drop = Index::drop();
        drop.if_exists().name(name);
        connection.execute(&drop).await?;
    }
    Ok(())
}

/// What a text said before it became a relation stays as the name that points to no record yet. The index of the text
/// goes, since that of the relation has its name.
async fn keep_words<C: ConnectionTrait>(
    connection: &C,
    object: &ObjectDef,
    field: &FieldDef,
) -> Result<(), DbErr> {
    let Some(reference) = field.reference_column() else {
        return Ok(());
    };
    let words = Query::update()
        .table(object.table().to_owned())
        .value(reference, Expr::col(field.stem().to_owned()))
        .and_where(Expr::col(field.stem().to_owned()).is_not_null())
        .take();
    connection.execute(&words).await?;
    let mut drop = Index::drop();
    drop.if_exists()
        .name(index_name(object.table(), field.stem()));
    connection.execute(&drop).await?;
    Ok(())
}

/// The column by which the title of an object is sorted: lower case, Chinese by pinyin.
#[must_use]
pub fn sort_column(object: &ObjectDef) -> String {
    format!(
        "{}_sort",
        object
            .field(&object.title)
            .map_or(object.title.as_str(), FieldDef::stem)
    )
}

fn create(object: &ObjectDef) -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table(object.table().to_owned())
        .col(ColumnDef::new("id").uuid().not_null().primary_key());
    for column in columns(object)
        .iter_mut()
        .filter(|column| column.get_column_name() != "id")
    {
        table.col(column.take());
    }
    table.take()
}

/// Every column of an object: what each record has, then what its fields need.
fn columns(object: &ObjectDef) -> Vec<ColumnDef> {
    let mut columns = vec![
        ColumnDef::new("id").uuid().not_null().take(),
        ColumnDef::new("version")
            .integer()
            .not_null()
            .default(1)
            .take(),
        ColumnDef::new("deleted_at")
            .timestamp_with_time_zone()
            .null()
            .take(),
        ColumnDef::new("batch_id").uuid().null().take(),
        // What it was merged into, so that links to it lead there.
        ColumnDef::new("merged_into").uuid().null().take(),
        ColumnDef::new(sort_column(object)).text().null().take(),
    ];
    columns.extend(object.fields.iter().flat_map(field_columns));
    columns
}

fn field_columns(field: &FieldDef) -> Vec<ColumnDef> {
    let mut columns = Vec::new();
    if let Some(name) = field.column() {
        columns.push(typed(field.kind, ColumnDef::new(name)));
    }
    if let Some(name) = field.reference_column() {
        columns.push(ColumnDef::new(name).text().null().take());
    }
    if let Some(name) = field.currency_column() {
        columns.push(ColumnDef::new(name).text().null().take());
    }
    for name in field
        .place_columns()
        .into_iter()
        .chain(field.blind_column())
    {
        columns.push(ColumnDef::new(name).text().null().take());
    }
    columns
}

fn typed(kind: FieldKind, mut column: ColumnDef) -> ColumnDef {
    match kind {
        FieldKind::Integer | FieldKind::Decimal | FieldKind::Money => column.big_integer(),
        FieldKind::Percent | FieldKind::Rating => column.integer(),
        FieldKind::Date => column.date(),
        FieldKind::DateTime => column.timestamp_with_time_zone(),
        FieldKind::YesNo => column.boolean(),
        FieldKind::User | FieldKind::Relation | FieldKind::File => column.uuid(),
        _ => column.text(),
    };
    column.null().take()
}

/// An index for each way a list is filtered or sorted; all but the first two leave deleted records out.
pub(crate) fn indexes(object: &ObjectDef, backend: DbBackend) -> Vec<IndexCreateStatement> {
    let table = object.table();
    let mut indexes = vec![
        index(table, "deleted", &["deleted_at"])
            .and_where(Expr::col("deleted_at").is_not_null())
            .take(),
        index(table, "batch", &["batch_id"])
            .and_where(Expr::col("batch_id").is_not_null())
            .take(),
    ];
    let mut by_title = live(&mut index(table, "title", &[]));
    by_title_of(&mut by_title, object, backend);
    // Whose it is stands in the indexes of the usual orders: who does not see everything is shown the first rows of
    // theirs without a look at those of others.
    let has_owner = object.field(OWNER).is_some();
    if has_owner {
        by_title.col("owner_id");
    }
    indexes.push(by_title);
    for field in object.fields.iter().filter(|field| field.unique) {
        if let Some(column) = field.blind_column().or(field.column()) {
            let mut one = index(table, &once(field), &[&column]);
            indexes.push(live(&mut one).unique().take());
        }
    }
    for field in object
        .fields
        .iter()
        .filter(|field| field.filterable && field.key != object.title)
    {
        let Some(column) = field.column() else {
            continue;
        };
        if field.key == OWNER {
            let mut of_owner = live(&mut index(table, field.stem(), &[&column]));
            indexes.push(by_title_of(&mut of_owner, object, backend).take());
        } else if is_by_creation(object, field) {
            // A list narrowed by a choice is read in its usual order, the newest first, without sorting; one in the order of
            // choices has those with the same one as they were made.
            let name = format!("{}_created", field.stem());
            let columns = [column.as_str(), "created_at", "id", "owner_id"];
            let columns = if has_owner { &columns } else { &columns[..3] };
            indexes.push(live(&mut index(table, &name, columns)));
        } else if !field.kind.is_text() {
            indexes.push(live(&mut index(table, field.stem(), &[&column, "id"])));
        }
        if let Some(reference) = field.reference_column() {
            let mut by_reference = index(table, &reference, &[&reference]);
            indexes.push(
                by_reference
                    .and_where(Expr::col(reference.clone()).is_not_null())
                    .take(),
            );
        }
    }
    // Sealed values are found by their blind index, which equal ones have alike.
    for field in object.fields.iter().filter(|field| !field.unique) {
        if let Some(blind) = field.blind_column() {
            let mut by_blind = index(table, &blind, &[&blind]);
            let is_there = Expr::col(blind.clone()).is_not_null();
            indexes.push(live(&mut by_blind).and_where(is_there).take());
        }
    }
    if object.field("board_rank").is_some() {
        indexes.push(live(&mut index(
            table,
            "board",
            &["stage", "board_rank", "id"],
        )));
    }
    indexes.extend(by_moment(object));
    // What somebody is to do next is asked every morning.
    if has_owner && object.field("next_step_at").is_some() {
        indexes.push(live(&mut index(
            table,
            "owner_next",
            &["owner_id", "next_step_at", "id"],
        )));
    }
    if has_owner {
        indexes.push(live(&mut index(
            table,
            "owner_created",
            &["owner_id", "created_at", "id"],
        )));
    }
    indexes
}

fn by_title_of<'i>(
    index: &'i mut IndexCreateStatement,
    object: &ObjectDef,
    backend: DbBackend,
) -> &'i mut IndexCreateStatement {
    let title = sort_column(object);
    match backend {
        DbBackend::Postgres => index.col(Expr::cust(format!("\"{title}\" COLLATE \"C\""))),
        _ => index.col(title),
    };
    index.col("id")
}

/// Whether records with the same value of a field stand in its index as they were made.
fn is_by_creation(object: &ObjectDef, field: &FieldDef) -> bool {
    field.kind == FieldKind::Choice && object.field("created_at").is_some()
}

/// The field that tells whose a record is.
const OWNER: &str = "owner";

/// Whether an index holds the records of one owner in the order of a field.
#[must_use]
pub fn is_indexed_by_owner(object: &ObjectDef, field: &str) -> bool {
    let is_there = |key: &str| object.field(key).is_some();
    is_there(OWNER)
        && is_there(field)
        && (field == object.title || ["created_at", "next_step_at"].contains(&field))
}

/// The index of a unique field: of the living records of a table each value belongs to one.
#[must_use]
pub fn once_index(table: &str, field: &FieldDef) -> String {
    index_name(table, &once(field))
}

fn once(field: &FieldDef) -> String {
    format!("{}_once", field.stem())
}

/// A timeline reads the activities about one record by when they happened. Most are about few of all the things that
/// they could be about, so that only those stand in the index of each.
fn by_moment(object: &ObjectDef) -> Vec<IndexCreateStatement> {
    if object.key != contract::objects::ACTIVITY {
        return Vec::new();
    }
    let relations = object
        .fields
        .iter()
        .filter(|field| field.kind == FieldKind::Relation);
    relations
        .filter_map(|field| {
            let (column, name) = (field.column()?, format!("{}_at", field.stem()));
            let mut index = index(object.table(), &name, &[&column, "at", "id"]);
            index.and_where(Expr::col(column).is_not_null());
            Some(live(&mut index))
        })
        .collect()
}

pub(crate) fn index_name(table: &str, name: &str) -> String {
    format!("{table}_by_{name}")
}

fn index(table: &str, name: &str, columns: &[&str]) -> IndexCreateStatement {
    let mut index = Index::create();
    index
        .if_not_exists()
        .name(index_name(table, name))
        .table(table.to_owned());
    for column in columns {
        index.col((*column).to_owned());
    }
    index.take()
}

fn live(index: &mut IndexCreateStatement) -> IndexCreateStatement {
    index.and_where(Expr::col("deleted_at").is_null()).take()
}
