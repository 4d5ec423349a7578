//! What somebody has by shares.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use chrono::Utc;
use contract::dto::sharing::{Level, Question};
use contract::query::Test;
use entity::share;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::access::{Actor, alive};
use crate::{Crm, Desk, Result};

/// What is shared with somebody: of which objects some records, and which filters. Which records these are is asked in
/// the condition of each question, so that nothing here outlives a share.
#[derive(Debug, Default)]
pub(crate) struct Held {
    /// The widest level at which any record of an object is shared by itself.
    records: BTreeMap<String, Level>,
    questions: Vec<HeldQuestion>,
}

/// A filter that is shared.
#[derive(Debug)]
pub(crate) struct HeldQuestion {
    id: Uuid,
    object: String,
    level: Level,
    /// Who gave it, with what their roles reach and nothing that is shared with them.
    giver: Desk,
    test: Test,
}

impl Held {
    /// Whether any record of an object is shared, by itself or by a filter.
    pub(crate) fn has(&self, object: &str, level: Level) -> bool {
        self.has_records(object, level) || self.questions(object, level).next().is_some()
    }

    /// Whether any record of an object is shared by itself.
    pub(crate) fn has_records(&self, object: &str, level: Level) -> bool {
        self.records.get(object).is_some_and(|held| *held >= level)
    }

    /// The filters of an object that are shared.
    pub(crate) fn questions<'h>(
        &'h self,
        object: &'h str,
        level: Level,
    ) -> impl Iterator<Item = &'h HeldQuestion> {
        let all = self.questions.iter();
        all.filter(move |question| question.object == object && question.level >= level)
    }

    /// Those on whose sight it depends what a shared filter holds.
    pub(crate) fn givers(&self) -> impl Iterator<Item = Uuid> {
        let givers = self.questions.iter();
        givers.filter_map(|question| question.giver.actor().id())
    }
}

impl HeldQuestion {
    /// The share.
    pub(crate) fn id(&self) -> Uuid {
        self.id
    }

    /// Who gave it.
    pub(crate) fn giver(&self) -> &Desk {
        &self.giver
    }

    /// What it asks.
    pub(crate) fn test(&self) -> &Test {
        &self.test
    }
}

/// What is shared with an actor.
///
/// # Errors
/// When the database fails.
pub(crate) async fn load(crm: &Arc<Crm>, actor: &Actor) -> Result<Held> {
    let read = crm.door().house().read();
    let theirs = || {
        share::Entity::find()
            .filter(share::Column::Holder.is_in(actor.holders()))
            .filter(alive(Utc::now()))
    };
    let records: Vec<(String, bool)> = theirs()
        .filter(share::Column::Record.is_not_null())
        .select_only()
        .column(share::Column::Object)
        .column(share::Column::MayEdit)
        .distinct()
        .into_tuple()
        .all(read)
        .await?;
    let mut held = Held::default();
    for (object, may_edit) in records {
        let known = held.records.entry(object).or_default();
        *known = Ord::max(*known, level(may_edit));
    }
    let asked = theirs().filter(share::Column::Record.is_null());
    held.questions = questions(crm, asked.all(read).await?).await?;
    Ok(held)
}

/// Shared filters with their givers. One whose giver is gone holds nothing.
pub(super) async fn questions(
    crm: &Arc<Crm>,
    rows: Vec<share::Model>,
) -> Result<Vec<HeldQuestion>> {
    let mut givers: HashMap<Uuid, Option<Desk>> = HashMap::new();
    let mut questions = Vec::new();
    for row in rows {
        let Some(id) = row.given_by else { continue };
        if let Entry::Vacant(new) = givers.entry(id) {
            new.insert(crm.desk_by_roles(id).await?);
        }
        let giver = givers.get(&id).cloned().flatten();
        let question = row.question.as_deref().unwrap_or_default();
        if let (Some(giver), Ok(question)) = (giver, serde_json::from_str::<Question>(question)) {
            questions.push(HeldQuestion {
                id: row.id,
                level: level(row.may_edit),
                object: row.object,
                giver,
                test: question.conditions(),
            });
        }
    }
    Ok(questions)
}

pub(super) fn level(may_edit: bool) -> Level {
    match may_edit {
        true => Level::Edit,
        false => Level::See,
    }
}
