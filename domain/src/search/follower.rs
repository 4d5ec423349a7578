//! The follower that keeps the index: it reads the log by cursor and writes what changed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use contract::dto::records::EventAction;
use contract::{FieldDef, ObjectDef, Record};
use sea_orm::sea_query::{Condition, ExprTrait};
use uuid::Uuid;

use super::docs::{self, Doc};
use super::{anew, near, texts, tokens};
use crate::access::{Write, several_of, word};
use crate::log::{self, Follower, Heard};
use crate::{Crm, Desk, Result};

/// Names the cursor.
pub(super) const NAME: &str = "search";

/// What keeps the index.
struct Indexing;

impl Follower for Indexing {
    const NAME: &'static str = NAME;
    const REASON: &'static str = "search index";
    // A step holds the one writer of SQLite: who saves a form meanwhile shall not notice.
    const STEP: u64 = 250;

    type Found = Vec<Doc>;

    async fn prepare(desk: &Desk, events: &[Heard]) -> Result<Vec<Doc>> {
        let descriptions = desk.crm().descriptions();
        let mut changed: BTreeMap<&str, BTreeSet<Uuid>> = BTreeMap::new();
        for event in events {
            let described = descriptions.object(&event.object);
            let is_told = described.is_some_and(|described| tells(&described, event));
            if is_told {
                let ids = changed.entry(&event.object).or_default();
                ids.insert(event.record);
            }
        }
        let mut docs = Vec::new();
        for (object, ids) in changed {
            docs.extend(documents(desk, object, ids).await?);
        }
        Ok(docs)
    }

    async fn keep(write: &Write<'_>, docs: Vec<Doc>) -> Result<()> {
        docs::put(write.transaction(), &docs).await
    }
}

/// Whether an event may change what the index holds of its record: a change of fields by which nothing is found, as
/// deeds on many records often are, does not.
fn tells(object: &ObjectDef, event: &Heard) -> bool {
    if !object.is_found() {
        return false;
    }
    let changes = event.changes();
    let is_plain = event.action == word(EventAction::Updated) && !changes.is_empty();
    !is_plain
        || wanted(object)
            .iter()
            .any(|field| changes.contains_key(&field.key))
}

/// Follows the log for as long as the process lives.
pub async fn follow(crm: Arc<Crm>) {
    log::follow(crm, |crm| async move { catch_up(&crm).await }).await;
}

/// Reads the log to its end, and indexes anew the objects of which something else is searched than was.
///
/// # Errors
/// When the database fails; the next call goes on from where it stood.
pub async fn catch_up(crm: &Arc<Crm>) -> Result<()> {
    let desk = crm.system_desk(Indexing::REASON);
    anew::order(&desk).await?;
    log::catch_up::<Indexing>(crm).await?;
    while anew::step(&desk).await? {
        // What changes meanwhile does not wait for a large object.
        log::catch_up::<Indexing>(crm).await?;
    }
    Ok(())
}

/// The documents of records; those that are gone have no tokens.
async fn documents(desk: &Desk, object: &str, ids: BTreeSet<Uuid>) -> Result<Vec<Doc>> {
    let described = desk.object(object)?;
    let wanted = wanted(&described);
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
        docs.push(document(&described, record));
    }
    docs.extend(gone.into_iter().map(|record| Doc::none(object, record)));
    Ok(docs)
}

/// The fields that the document of a record is made from.
pub(super) fn wanted(object: &ObjectDef) -> Vec<&FieldDef> {
    let owner = object.field("owner");
    let fields = texts::fields(object).filter(|field| field.key != "owner");
    fields.chain(owner).collect()
}

/// What the index holds of a record; nothing where its object is not searched any more.
pub(crate) fn document(object: &ObjectDef, record: &Record) -> Doc {
    if !object.is_found() {
        return Doc::none(&object.key, record.id);
    }
    Doc {
        object: object.key.clone(),
        record: record.id,
        tokens: tokens::of_record(object, record),
        names: near::words_of_name(object, record),
    }
}
