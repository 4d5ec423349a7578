//! A list in lanes: columns of a board, groups of a table.

use contract::dto::lists::{Group, Lane};
use contract::query::MOST_ROWS;
use contract::{FieldKind, ListQuery, Problem, Record};

use super::fill;
use super::groups::{groups, narrowed};
use super::list::{wanted, written};
use super::order::Ordered;
use super::pipelines::{add_asked, of_pipeline};
use crate::access::Visible;
use crate::{Desk, Error, Result};

/// Records of a lane that asks for no number.
const CARDS: u32 = 50;
/// So many lanes come with their first records; those of the others are asked for when they are looked at.
const FILLED: usize = 40;

/// The lanes of a board: where pipelines part them, those of the one that the question names, or else of the first.
///
/// # Errors
/// As [`lanes`].
pub async fn board_lanes(desk: &Desk, query: &ListQuery, by: &str) -> Result<Vec<Lane>> {
    let object = desk.object(&query.object)?;
    let Some(pipelines) = object.pipelines(by) else {
        return lanes(desk, query, by).await;
    };
    let shown = pipelines.shown(&query.filters);
    let mut all = lanes(desk, &of_pipeline(pipelines, query), by).await?;
    all.retain(|lane| lane.group.key.is_empty() || pipelines.has(shown, &lane.group.key));
    Ok(all)
}

/// The first records of every part of a list, and how many there are: one question for the counts, one for all
/// records. More records of a lane come as the list narrowed by its filters. Choices that were put away stand there as
/// long as records have them, and so do records without a value.
///
/// # Errors
/// At `by` for a field that parts nothing, and as the list itself.
pub async fn lanes(desk: &Desk, query: &ListQuery, by: &str) -> Result<Vec<Lane>> {
    let object = desk.object(&query.object)?;
    let field = object
        .field(by)
        .ok_or_else(|| Error::invalid(by, Problem::WrongKind))?;
    let mut parts = groups(desk, query, by).await?;
    if field.kind == FieldKind::Choice {
        let is_offered = |key: &str| field.choice(key).is_some_and(|choice| !choice.retired);
        parts.retain(|part| part.total.count > 0 || is_offered(&part.key));
    }
    let rows = match query.rows {
        0 => CARDS,
        rows => Ord::min(rows, MOST_ROWS),
    } as usize;
    let columns = parts;
    let order = Ordered::new(desk, &object, query.sort.as_ref().unwrap_or(&object.sort))?;
    let mut fields = wanted(&object, query);
    for needed in order.needed().chain([field]) {
        if !fields.iter().any(|field| field.key == needed.key) {
            fields.push(needed);
        }
    }
    add_asked(&object, by, &mut fields);
    let mut asked = Vec::new();
    let mut parts = Vec::new();
    let filled = columns.iter().filter(|column| column.total.count > 0);
    let filled: Vec<Group> = filled.take(FILLED).cloned().collect();
    for visible in narrowed(desk, query, &filled)? {
        let questions = order.parts(&visible, None, rows + 1);
        parts.push(questions.len());
        asked.extend(questions);
    }
    let mut answers = Visible::records_of_each(asked, &fields).await?.into_iter();
    let mut cards: Vec<Record> = Vec::new();
    let mut ends = Vec::new();
    for count in parts {
        let mut held: Vec<Record> = answers.by_ref().take(count).flatten().collect();
        let has_more = held.len() > rows;
        held.truncate(rows);
        let last = held.last().filter(|_| has_more);
        let next = written(last.map(|last| order.place(last)).as_ref())?;
        ends.push((held.len(), next));
        cards.extend(held);
    }
    fill(desk, &object, &mut cards).await?;
    Ok(dealt(columns, cards, ends))
}

/// Puts the cards into their columns: `ends` says how many each column that has any takes, and where it goes on.
fn dealt(columns: Vec<Group>, cards: Vec<Record>, ends: Vec<(usize, Option<String>)>) -> Vec<Lane> {
    let mut cards = cards.into_iter();
    let mut ends = ends.into_iter();
    let lane = |group: Group| {
        let (count, next) = match group.total.count {
            0 => (0, None),
            _ => ends.next().unwrap_or_default(),
        };
        Lane {
            group,
            cards: cards.by_ref().take(count).collect(),
            next,
        }
    };
    columns.into_iter().map(lane).collect()
}
