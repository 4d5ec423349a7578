//! Records of people become one: their histories are read together, and the stricter word counts.

use std::collections::BTreeMap;

use contract::dto::consents::ConsentSource;
use entity::consent::Model;
use uuid::Uuid;

use super::state::{Place, Word, last_words, strictness};
use super::table::One;
use super::{person, table};
use crate::Result;
use crate::access::Write;
use crate::privacy::people;

/// Some records became one with another, in the same transaction: where one of them had said no and the last word of all
/// would be another, the no is written down as the last word. `merge` takes it back.
///
/// # Errors
/// When the database fails.
pub(crate) async fn join(
    write: &Write<'_>,
    into: &One,
    others: &[One],
    merge: Option<Uuid>,
) -> Result<()> {
    let tx = write.transaction();
    let all: Vec<One> = std::iter::once(into).chain(others).cloned().collect();
    let mut strictest: BTreeMap<Place, Word> = BTreeMap::new();
    for (object, id) in &all {
        // What had become one with it before is heard too.
        let theirs = match (object, id) == (&into.0, &into.1) {
            true => vec![into.clone()],
            false => people_but(write, (object, *id), into).await?,
        };
        for (place, word) in last_words(&table::entries(tx, &theirs).await?) {
            let known = strictest.entry(place).or_insert(word);
            if strictness(word.state) > strictness(known.state) {
                *known = word;
            }
        }
    }
    let joint = people(write.desk(), tx, &into.0, into.1).await?;
    let last = last_words(&table::entries(tx, &joint).await?);
    for (place, word) in strictest {
        let is_heard = last
            .get(&place)
            .is_some_and(|last| last.state == word.state);
        if word.state.is_no() && !is_heard {
            table::insert(tx, written(write, into, place, word, merge)).await?;
        }
    }
    settle(write, &into.0, into.1).await
}

/// The records of the person of one, without that it becomes a part of and what else belongs to it.
async fn people_but(write: &Write<'_>, of: (&str, Uuid), into: &One) -> Result<Vec<One>> {
    let (object, id) = of;
    let mut theirs = people(write.desk(), write.transaction(), object, id).await?;
    let has_into = theirs.contains(into);
    // By way of the contact that a lead became it would hear everybody.
    if has_into {
        theirs = vec![(object.to_owned(), id)];
    }
    Ok(theirs)
}

fn written(
    write: &Write<'_>,
    (object, id): &One,
    (purpose, channel): Place,
    word: Word,
    merge: Option<Uuid>,
) -> Model {
    let actor = write.desk().actor();
    Model {
        id: Uuid::now_v7(),
        object: object.clone(),
        record_id: *id,
        purpose_id: purpose,
        channel: channel.word().to_owned(),
        state: word.state.word().to_owned(),
        said_on: person::today(write.desk()),
        until: None,
        source: ConsentSource::Joined.word().to_owned(),
        wording: None,
        note: word.since.to_string(),
        file_id: None,
        recorded_at: write.now(),
        by_id: actor.id(),
        by_name: actor.name().to_owned(),
        joined: merge,
    }
}

/// Records that had become one are parted: what their becoming one wrote goes, and each has its own history again.
///
/// # Errors
/// When the database fails.
pub(crate) async fn part(write: &Write<'_>, merge: Uuid, records: &[One]) -> Result<()> {
    table::remove_joined(write.transaction(), merge).await?;
    for (object, id) in records {
        if contract::objects::is_person(object) {
            settle(write, object, *id).await?;
        }
    }
    Ok(())
}

/// Writes anew how it stands with the person of a record, at all records of them.
///
/// # Errors
/// When the database fails.
pub(super) async fn settle(write: &Write<'_>, object: &str, id: Uuid) -> Result<()> {
    let tx = write.transaction();
    let records = people(write.desk(), tx, object, id).await?;
    let words = last_words(&table::entries(tx, &records).await?);
    table::write_states(tx, &records, &words).await
}
