//! Indexes that a table can do without while many rows are put into it, and that are built when all of them are there: a
//! row then finds its place in few of them, and an index that is built at once is sorted instead of filled here and there.

use std::collections::HashSet;

use contract::{FieldDef, ObjectDef};
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

use crate::described::{index_name, indexes, sort_column};
use crate::present::names_of_indexes;
use crate::texts::text_indexes;

/// An index as the object of its table is described.
#[derive(Debug)]
pub struct Described {
    pub name: String,
    /// The statement that builds it where it is missing.
    pub build: String,
    /// What PostgreSQL is told beside, by a statement of its own: two nodes that start at the same moment hold no lock of the
    /// one while they wait for that of the other.
    pub known: Option<String>,
    /// The column it begins with.
    first: String,
    /// Of the living records each value belongs to one: this index keeps it so.
    is_once: bool,
}

/// Every index of an object beside that of its ids, in the order in which they are built.
#[must_use]
pub fn described_indexes(object: &ObjectDef, backend: DbBackend) -> Vec<Described> {
    let plain = indexes(object, backend).into_iter().map(|index| {
        let spec = index.get_index_spec();
        Described {
            name: spec.get_name().unwrap_or_default().to_owned(),
            known: None,
            first: spec
                .get_column_names()
                .into_iter()
                .next()
                .unwrap_or_default(),
            is_once: index.is_unique_key(),
            build: match backend {
                DbBackend::Postgres => index.to_string(PostgresQueryBuilder),
                _ => index.to_string(SqliteQueryBuilder),
            },
        }
    });
    let plain = plain.map(|index| match backend {
        DbBackend::Postgres if index.first == "owner_id" => Described {
            known: Some(owners_known(object.table())),
            ..index
        },
        _ => index,
    });
    plain.chain(text_indexes(object, backend)).collect()
}

/// PostgreSQL remembers how much the hundred busiest people own and takes all others to own as much as each other, unless
/// it is told to remember a thousand. Who owns little is then looked for among what everybody has.
fn owners_known(table: &str) -> String {
    format!(
        "DO $$ BEGIN IF (SELECT attstattarget FROM pg_attribute WHERE attrelid = '\"{table}\"'::regclass \
         AND attname = 'owner_id') IS DISTINCT FROM 1000 THEN \
         ALTER TABLE \"{table}\" ALTER COLUMN owner_id SET STATISTICS 1000; ANALYZE \"{table}\" (owner_id); \
         END IF; END $$"
    )
}

impl Described {
    /// An index that keeps nothing unique.
    pub(crate) fn plain(name: String, first: String, build: String, known: Option<String>) -> Self {
        Self {
            name,
            build,
            known,
            first,
            is_once: false,
        }
    }
}

/// Names of the indexes that an object can do without while records are put into it. What keeps a value unique stays, and
/// what is asked for meanwhile: what came with an import, what lies in the bin, the usual order of its list, also of
/// one owner, what points to other records or waits for them, and what begins with one of `fields`.
#[must_use]
pub fn spared(object: &ObjectDef, backend: DbBackend, fields: &[&str]) -> Vec<String> {
    let is_asked = |field: &&FieldDef| {
        field.kind.is_relation()
            || field.key == object.sort.field
            || fields.contains(&field.key.as_str())
    };
    let asked = object.fields.iter().filter(is_asked);
    let mut kept: HashSet<String> = asked
        .flat_map(|field| {
            let by_title = (field.key == object.title).then(|| sort_column(object));
            [
                field.column(),
                field.reference_column(),
                field.blind_column(),
                by_title,
            ]
        })
        .flatten()
        .collect();
    kept.extend(["batch_id", "deleted_at"].map(str::to_owned));
    let by_owner = index_name(object.table(), "owner_created");
    described_indexes(object, backend)
        .into_iter()
        .filter(|index| !index.is_once && !kept.contains(&index.first) && index.name != by_owner)
        .map(|index| index.name)
        .collect()
}

/// The table of what makes records alike.
const LIKENESSES: &str = "duplicate_key";

/// The index by which records are found that are alike.
#[must_use]
pub fn likeness_index() -> Described {
    let (name, first) = ("duplicate_key_value".to_owned(), "object".to_owned());
    let build = format!(
        "CREATE INDEX IF NOT EXISTS \"{name}\" ON \"{LIKENESSES}\" (\"object\", \"kind\", \"value\")"
    );
    Described::plain(name, first, build, None)
}

/// The indexes of an object, and that of what makes its records alike, that are not there.
///
/// # Errors
/// When the database does not answer.
pub async fn missing_indexes<C: ConnectionTrait>(
    connection: &C,
    object: &ObjectDef,
) -> Result<Vec<Described>, DbErr> {
    let mut present = names_of_indexes(connection, object.table()).await?;
    present.extend(names_of_indexes(connection, LIKENESSES).await?);
    let of_object = described_indexes(object, connection.get_database_backend());
    let mut indexes = vec![likeness_index()];
    indexes.extend(of_object);
    indexes.retain(|index| !present.contains(&index.name));
    Ok(indexes)
}

#[cfg(test)]
mod tests {
    use contract::{FieldDef, FieldKind, ObjectDef};
    use sea_orm_migration::sea_orm::DbBackend;

    use super::{described_indexes, spared};
    use crate::once_index;

    #[test]
    fn what_keeps_a_value_unique_is_never_spared() {
        let number = FieldDef {
            unique: true,
            ..FieldDef::new("number", FieldKind::Text, "Number", "编号").filterable()
        };
        let city = FieldDef::new("city", FieldKind::Text, "City", "城市").filterable();
        let object = ObjectDef {
            key: "letter".into(),
            title: "name".into(),
            fields: vec![
                FieldDef::new("name", FieldKind::Text, "Name", "名称"),
                number.clone(),
                city,
            ],
            ..ObjectDef::default()
        };
        let backend = DbBackend::Sqlite;
        let once = once_index(object.table(), &number);
        let all = described_indexes(&object, backend);
        assert!(all.iter().any(|index| index.name == once));
        let without = |fields: &[&str]| {
            let spared = spared(&object, backend, fields);
            assert!(!spared.contains(&once));
            spared
        };
        let folded = "letter_by_city_folded".to_owned();
        assert!(without(&[]).contains(&folded));
        assert!(without(&[]).contains(&"letter_by_title".to_owned()));
        assert!(!without(&["city"]).contains(&folded));
        assert!(!without(&["name"]).contains(&"letter_by_title".to_owned()));
    }
}
