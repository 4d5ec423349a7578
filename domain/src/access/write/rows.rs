//! Many new rows of one table, statement after statement.

use std::collections::HashMap;

use futures::future::BoxFuture;
use sea_orm::sea_query::{Alias, Expr, Query, Value as Bound};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement};

/// The most values one statement binds. SQLite allows 32,766, but each statement that it keeps holds room for all of
/// its values, and with a few hundred rows the fixed cost of one is forgotten.
const MOST_BOUND: usize = 8_000;

/// Inserts rows, each with a value for every column. While the database takes one statement, the next one is laid out.
/// A statement that fails may leave some of its rows behind: the transaction must be given up then.
///
/// # Errors
/// When the database does not take them.
pub(crate) fn insert_rows<'a, C, R>(
    connection: &'a C,
    table: &'a str,
    columns: &'a [&'a str],
    rows: impl ExactSizeIterator<Item = R> + Send + 'a,
) -> BoxFuture<'a, Result<(), DbErr>>
where
    C: ConnectionTrait,
    R: IntoIterator<Item = Bound> + 'a,
{
    Box::pin(one_by_one(connection, table, columns, rows))
}

async fn one_by_one<C, R>(
    connection: &C,
    table: &str,
    columns: &[&str],
    rows: impl ExactSizeIterator<Item = R>,
) -> Result<(), DbErr>
where
    C: ConnectionTrait,
    R: IntoIterator<Item = Bound>,
{
    let backend = connection.get_database_backend();
    let mut texts = HashMap::new();
    let mut rest = rows;
    let mut following = || next(backend, table, columns, &mut texts, &mut rest);
    let mut ready = following();
    while let Some(statement) = ready {
        let laid = async { following() };
        let (done, following) = tokio::join!(connection.execute_raw(statement), laid);
        done?;
        ready = following;
    }
    Ok(())
}

/// The statements that insert rows, all laid out before the first is run.
pub(crate) fn statements<R>(
    backend: DbBackend,
    table: &str,
    columns: &[&str],
    rows: impl ExactSizeIterator<Item = R>,
) -> Vec<Statement>
where
    R: IntoIterator<Item = Bound>,
{
    let mut rest = rows;
    let mut texts = HashMap::new();
    std::iter::from_fn(|| next(backend, table, columns, &mut texts, &mut rest)).collect()
}

/// The next statement for the rows that are left.
fn next<R>(
    backend: DbBackend,
    table: &str,
    columns: &[&str],
    texts: &mut HashMap<usize, String>,
    rest: &mut impl ExactSizeIterator<Item = R>,
) -> Option<Statement>
where
    R: IntoIterator<Item = Bound>,
{
    let most = (MOST_BOUND / columns.len().max(1)).max(1);
    let length = step(rest.len(), most)?;
    let text = texts
        .entry(length)
        .or_insert_with(|| text(backend, table, columns, length));
    let values: Vec<Bound> = rest.by_ref().take(length).flatten().collect();
    let statement = Statement::from_sql_and_values(backend, text.as_str(), values);
    Some(statement)
}

/// How many of the rows that are left the next statement takes. There are few lengths, powers of two: a statement that was
/// read before need not be read again, and not many have to be kept.
fn step(left: usize, most: usize) -> Option<usize> {
    left.min(most).checked_ilog2().map(|power| 1 << power)
}

/// The text of a statement for so many rows; it is the same whatever they hold. Without `OR FAIL` SQLite keeps every page as it
/// was before the statement, to take a part of its rows back; a failed transaction is given up as a whole.
fn text(backend: DbBackend, table: &str, columns: &[&str], rows: usize) -> String {
    let mut insert = Query::insert();
    insert
        .into_table(Alias::new(table))
        .columns(columns.iter().map(|column| Alias::new(*column)));
    for _ in 0..rows {
        insert.values_panic(columns.iter().map(|_| Expr::value(Bound::Int(None))));
    }
    let sql = backend.build(&insert).sql;
    match backend {
        DbBackend::Sqlite => sql.replacen("INSERT", "INSERT OR FAIL", 1),
        _ => sql,
    }
}

#[cfg(test)]
mod tests {
    use super::step;

    #[test]
    fn statements_have_few_lengths() {
        let steps = |rows: usize, most: usize| {
            let mut left = rows;
            let mut steps = Vec::new();
            while let Some(length) = step(left, most) {
                steps.push(length);
                left -= length;
            }
            steps
        };
        assert_eq!(steps(0, 100), [0; 0]);
        assert_eq!(steps(1, 100), [1]);
        assert_eq!(steps(203, 100), [64, 64, 64, 8, 2, 1]);
        assert_eq!(steps(5, 1), [1; 5]);
    }
}
