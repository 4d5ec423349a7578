//! Shares as those are told of them who ask who sees a record, and through what.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use contract::dto::sharing::{Holder, Level, Question};
use entity::share;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::HeldQuestion;
use super::held::{level, questions};
use crate::access::alive;
use crate::{Crm, Result};

/// A share that lives.
#[derive(Clone, Debug)]
pub(crate) struct Given {
    pub(crate) holder: Holder,
    pub(crate) level: Level,
    pub(crate) given_by: String,
    pub(crate) until: Option<DateTime<Utc>>,
    pub(crate) ends_with_close: bool,
    /// The name of the filter that is shared; `None` for a record.
    pub(crate) filter: Option<String>,
}

/// Everything of an object that is shared.
#[derive(Debug, Default)]
pub(crate) struct AllGiven {
    /// Of one record.
    pub(crate) of_record: Vec<Given>,
    /// Filters, of which is to be asked whether they hold the record.
    pub(crate) filters: Vec<(Given, HeldQuestion)>,
    /// Who has anything of the object, and how far: with that they may ask for it at all.
    pub(crate) anything: Vec<(Holder, Level)>,
}

/// Everything of an object that is shared, for one of its records.
///
/// # Errors
/// When the database fails.
pub(crate) async fn all_given(
    crm: &std::sync::Arc<Crm>,
    object: &str,
    id: Uuid,
) -> Result<AllGiven> {
    let rows = share::Entity::find()
        .filter(share::Column::Object.eq(object))
        .filter(alive(Utc::now()))
        .all(crm.door().house().read())
        .await?;
    let mut all = AllGiven::default();
    let (of_records, of_filters): (Vec<_>, Vec<_>) =
        rows.into_iter().partition(|row| row.record.is_some());
    for row in of_records {
        let Some(given) = given(crm, &row) else {
            continue;
        };
        all.anything.push((given.holder.clone(), given.level));
        if row.record == Some(id) {
            all.of_record.push(given);
        }
    }
    let by_id: HashMap<Uuid, Given> = of_filters
        .iter()
        .filter_map(|row| Some((row.id, given(crm, row)?)))
        .collect();
    for question in questions(crm, of_filters).await? {
        if let Some(given) = by_id.get(&question.id()) {
            all.anything.push((given.holder.clone(), given.level));
            all.filters.push((given.clone(), question));
        }
    }
    Ok(all)
}

/// `None` where its holder cannot be read.
fn given(crm: &Crm, row: &share::Model) -> Option<Given> {
    let people = crm.people();
    let giver = row.given_by.and_then(|id| people.name(id));
    let filter = row.question.as_deref().map(|question| {
        let question: Question = serde_json::from_str(question).unwrap_or_default();
        question.name
    });
    Some(Given {
        holder: Holder::parse(&row.holder)?,
        level: level(row.may_edit),
        given_by: giver.unwrap_or_default().to_owned(),
        until: row.until,
        ends_with_close: row.ends_record.is_some(),
        filter,
    })
}
