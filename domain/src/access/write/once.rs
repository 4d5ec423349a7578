//! Values of which there is one. Of two that are written at the same moment only the database knows which came second.

use contract::value::Values;
use contract::{ObjectDef, Problem};
use migration::once_index;
use sea_orm::sea_query::UpdateStatement;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, SqlErr};

use super::Write;
use crate::{Error, Result};

/// The place in a transaction to which a refused statement goes back.
const PLACE: &str = "before_once";

impl Write<'_> {
    /// Runs the change of one record that may bring a unique value which somebody else has by now; refused, the rest of
    /// the transaction goes on. PostgreSQL gives up a whole transaction with the statement that failed, unless it was
    /// told of a place to go back to.
    pub(super) async fn changed_one_of(
        &self,
        object: &ObjectDef,
        update: &UpdateStatement,
        values: &Values,
    ) -> Result<()> {
        let mut once = object.fields.iter().filter(|field| field.unique);
        let brings_one = once.any(|field| values.contains_key(&field.key));
        if !brings_one || self.tx.get_database_backend() != DbBackend::Postgres {
            return self.changed_one(object, update).await;
        }
        self.tx
            .execute_unprepared(&format!("SAVEPOINT {PLACE}"))
            .await?;
        let changed = self.changed_one(object, update).await;
        if changed.is_err() {
            self.tx
                .execute_unprepared(&format!("ROLLBACK TO SAVEPOINT {PLACE}"))
                .await?;
        }
        self.tx
            .execute_unprepared(&format!("RELEASE SAVEPOINT {PLACE}"))
            .await?;
        changed
    }
}

/// What the database says of a unique value that somebody else has, as the problem of its field.
pub(super) fn taken(object: &ObjectDef, error: DbErr) -> Error {
    let Some(SqlErr::UniqueConstraintViolation(told)) = error.sql_err() else {
        return error.into();
    };
    let table = object.table();
    let field = object.fields.iter().find(|field| {
        let Some(column) = field.column() else {
            return false;
        };
        // SQLite tells the column, PostgreSQL the index: of a described field, or of a table of the house.
        let names = [
            format!(
                "{table}.{}",
                field.blind_column().unwrap_or_else(|| column.clone())
            ),
            once_index(table, field),
            format!("{table}_{column}"),
        ];
        words(&told).any(|word| names.iter().any(|name| name == word))
    });
    match field {
        Some(field) => Error::invalid(&field.key, Problem::Taken),
        None => error.into(),
    }
}

/// The names in a sentence of the database.
fn words(told: &str) -> impl Iterator<Item = &str> {
    told.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.'))
}
