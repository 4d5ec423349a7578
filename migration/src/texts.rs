//! Indexes of texts, which compare without regard to case.

use contract::{FieldDef, ObjectDef};
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

use crate::described::index_name;
use crate::spared::Described;

/// A text column as lists compare and order it: Latin letters without regard to case, all else byte by byte, the same
/// on both databases. `None` for the table where there is only one.
#[must_use]
pub fn folded(backend: DbBackend, table: Option<&str>, column: &str) -> Expr {
    Expr::cust(folded_name(backend, table, column))
}

fn folded_name(backend: DbBackend, table: Option<&str>, column: &str) -> String {
    let name = match table {
        Some(table) => format!("\"{table}\".\"{column}\""),
        None => format!("\"{column}\""),
    };
    match backend {
        DbBackend::Postgres => format!("lower({name} COLLATE \"C\")"),
        _ => format!("{name} COLLATE NOCASE"),
    }
}

/// What a sensitive field says stands in no index and no statistics any more.
pub(crate) async fn forget_folded<C: ConnectionTrait>(
    connection: &C,
    object: &ObjectDef,
) -> Result<(), DbErr> {
    let is_postgres = connection.get_database_backend() == DbBackend::Postgres;
    for field in object.fields.iter().filter(|field| field.sensitive) {
        let name = folded_index(object.table(), field);
        let gone = format!("DROP INDEX IF EXISTS \"{name}\"");
        connection.execute_unprepared(&gone).await?;
        if is_postgres {
            let gone = format!("DROP STATISTICS IF EXISTS \"{name}\"");
            connection.execute_unprepared(&gone).await?;
        }
    }
    Ok(())
}

/// Indexes of texts as [`folded`], written out, since the builder knows no expressions for SQLite.
pub(crate) fn text_indexes(object: &ObjectDef, backend: DbBackend) -> Vec<Described> {
    let texts = object
        .fields
        .iter()
        .filter(|field| field.filterable && field.kind.is_text() && !field.sensitive)
        .filter(|field| field.key != object.title);
    let table = object.table();
    texts
        .filter_map(|field| {
            let name = folded_index(table, field);
            let column = field.column()?;
            let text = match (folded_name(backend, None, &column), backend) {
                (text, DbBackend::Postgres) => format!("({text})"),
                (text, _) => text,
            };
            let index = format!(
                "CREATE INDEX IF NOT EXISTS \"{name}\" ON \"{table}\" ({text}, \"id\") WHERE \"deleted_at\" IS NULL"
            );
            // PostgreSQL knows nothing of how often an expression has a value unless it is told to find out.
            let known = format!("CREATE STATISTICS IF NOT EXISTS \"{name}\" ON {text} FROM \"{table}\"");
            let is_postgres = backend == DbBackend::Postgres;
            Some(Described::plain(name, column, index, is_postgres.then_some(known)))
        })
        .collect()
}

fn folded_index(table: &str, field: &FieldDef) -> String {
    index_name(table, &format!("{}_folded", field.stem()))
}
