//! Records that are forgotten, in the index.
#![expect(
    clippy::disallowed_methods,
    reason = "keeps tables of the house: the search index"
)]

use std::collections::BTreeSet;

use contract::{ObjectDef, Record};
use entity::search_near::{Column, Entity};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::docs::{self, Doc};
use super::index;
use super::near;
use super::tokens::Wanted;
use crate::Result;
use crate::catalogue::Descriptions;

/// Takes records out of the index, with the words of their names that no other record has.
///
/// # Errors
/// When the database fails.
pub(crate) async fn forget(
    tx: &DatabaseTransaction,
    described: &Descriptions,
    object: &ObjectDef,
    records: &[Record],
) -> Result<()> {
    let docs: Vec<Doc> = records
        .iter()
        .map(|record| Doc::none(&object.key, record.id))
        .collect();
    docs::put(tx, &docs).await?;
    let words: BTreeSet<String> = records
        .iter()
        .flat_map(|record| near::words_of_name(object, record))
        .collect();
    for word in words {
        if !is_known(tx, described, &word).await? {
            Entity::delete_many()
                .filter(Column::Word.eq(word))
                .exec(tx)
                .await?;
        }
    }
    Ok(())
}

/// Whether a record still is found by a word.
async fn is_known(tx: &DatabaseTransaction, described: &Descriptions, word: &str) -> Result<bool> {
    let wanted = Wanted {
        whole: vec![word.to_owned()],
        ..Wanted::default()
    };
    for object in described.all().iter().filter(|object| object.is_found()) {
        let select = index::select(tx.get_database_backend(), &object.key, &wanted, Some(1));
        if tx.query_one(&select).await?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}
