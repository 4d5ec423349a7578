//! The follower that keeps the index: it reads the log by cursor and writes what changed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use contract::FieldDef;
use sea_orm::sea_query::{Condition, ExprTrait};
use uuid::Uuid;

use super::index::{self, Doc};
use super::tokens;
use crate::access::{Write, several_of};
use crate::log::{self, Follower, Heard};
use crate::{Crm, Desk, Result};

/// What keeps the index.
struct Indexing;

impl Follower for Indexing {
    const NAME: &'static str = "search";
    const REASON: &'static str = "search index";
    const STEP: u64 = 2_000;

    type Found = Vec<Doc>;

    async fn prepare(desk: &Desk, events: &[Heard]) -> Result<Vec<Doc>> {
        let mut changed: BTreeMap<&str, BTreeSet<Uuid>> = BTreeMap::new();
        for event in events {
            changed
                .entry(&event.object)
                .or_default()
                .insert(event.record);
        }
        let mut docs = Vec::new();
        for (object, ids) in changed {
            let described = desk.crm().descriptions().object(object);
            if described.is_some_and(|described| described.is_found()) {
                docs.extend(documents(desk, object, ids).await?);
            }
        }
        Ok(docs)
    }

    async fn keep(write: &Write<'_>, docs: Vec<Doc>) -> Result<()> {
        index::put(write.transaction(), &docs).await
    }
}

/// Follows the log for as long as the process lives.
pub async fn follow(crm: Arc<Crm>) {
    log::follow(crm, |crm| async move { catch_up(&crm).await }).await;
}

/// Reads the log to its end.
///
/// # Errors
/// When the database fails; the next call goes on from where it stood.
pub async fn catch_up(crm: &Arc<Crm>) -> Result<()> {
    log::catch_up::<Indexing>(crm).await
}

/// The documents of records; those that are gone have no tokens.
async fn documents(desk: &Desk, object: &str, ids: BTreeSet<Uuid>) -> Result<Vec<Doc>> {
    let described = desk.object(object)?;
    let wanted: Vec<&FieldDef> = described
        .searched
        .iter()
        .map(String::as_str)
        .chain(["owner"])
        .filter_map(|key| described.field(key))
        .collect();
    let visible = desk.visible(object)?;
    let id = visible.column("id");
    let all: Vec<Uuid> = ids.iter().copied().collect();
    let mut records = visible
        .only(Condition::all().add(id.is_in(all.clone())))
        .records(&wanted)
        .await?;
    if wanted.iter().any(|field| field.kind.is_several()) {
        let mut several = several_of(desk, &described, all).await?;
        for record in &mut records {
            record
                .values
                .extend(several.remove(&record.id).unwrap_or_default());
        }
    }
    let mut gone = ids;
    let mut docs: Vec<Doc> = Vec::new();
    for record in &records {
        gone.remove(&record.id);
        docs.push(Doc {
            object: object.to_owned(),
            record: record.id,
            tokens: tokens::of_record(&described, record),
        });
    }
    docs.extend(gone.into_iter().map(|record| Doc {
        object: object.to_owned(),
        record,
        tokens: BTreeSet::new(),
    }));
    Ok(docs)
}
