//! Parts that the changes of the schema are made of.

use sea_orm_migration::prelude::*;

/// A moment, with its zone on PostgreSQL.
pub(crate) fn moment(name: &'static str) -> ColumnDef {
    ColumnDef::new(name)
        .timestamp_with_time_zone()
        .not_null()
        .take()
}

/// As [`moment`]; it may be empty.
pub(crate) fn moment_null(name: &'static str) -> ColumnDef {
    ColumnDef::new(name)
        .timestamp_with_time_zone()
        .null()
        .take()
}

/// An index of a table by some of its columns.
pub(crate) fn index(
    name: &'static str,
    on: &'static str,
    columns: &[&'static str],
) -> IndexCreateStatement {
    let mut index = Index::create();
    index.name(name).table(on);
    for column in columns {
        index.col(*column);
    }
    index.take()
}
