//! Destroying what events say of somebody who is to be forgotten.
#![expect(
    clippy::disallowed_methods,
    reason = "keeps a table of the house: the log"
)]

use std::collections::BTreeMap;

use contract::Value;
use contract::dto::audit::NOTE;
use entity::event;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};
use uuid::Uuid;

use crate::Result;
use crate::access::{Noted, Write};

/// The field of an erasure's event that names the others.
pub(super) const EVENTS: &str = "events";

/// The most events that one event of an erasure names.
const MOST: usize = 1_000;

/// Destroys content and salt of events, in the transaction of an erasure: the fields before and after, and from where
/// it was done. That something happened, when, to which id and by whom, stays. The erasure is an event itself and names
/// the others; without it, the proof of the chain says that content is gone.
///
/// This is the one change of an event that the database lets through.
///
/// # Errors
/// When the database fails.
pub async fn erase(write: &Write<'_>, seqs: &[i64], reason: &str) -> Result<()> {
    for seqs in seqs.chunks(MOST) {
        let nothing = event::ActiveModel {
            changes: Set("{}".to_owned()),
            salt: Set(Vec::new()),
            address: Set(None),
            device: Set(None),
            ..Default::default()
        };
        event::Entity::update_many()
            .set(nothing)
            .filter(event::Column::Seq.is_in(seqs.iter().copied()))
            .exec(write.transaction())
            .await?;
        let named = seqs.iter().map(i64::to_string).collect();
        let noted = Noted {
            object: format!("{NOTE}log"),
            record: Uuid::nil(),
            action: "erased",
            changes: BTreeMap::from([
                (EVENTS.to_owned(), [Value::Empty, Value::Tags(named)]),
                (
                    "reason".to_owned(),
                    [Value::Empty, Value::Text(reason.to_owned())],
                ),
            ]),
        };
        write.note_beside(&noted).await?;
    }
    Ok(())
}
