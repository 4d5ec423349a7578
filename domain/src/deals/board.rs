//! The board of one pipeline: its open stages in their order, then what was won and lost this month.

use contract::dto::deals::{Board, Column};
use contract::objects::DEAL;
use contract::{Choice, ListQuery, Problem, StageOutcome};
use sea_orm::sea_query::{Condition, ExprTrait};

use super::sums::{by_stage, this_month};
use crate::access::{Order, Visible};
use crate::records::{add_asked, fill, list_fields, matching, of_pipeline};
use crate::{Desk, Error, Result};

/// Cards of a column at first, and with each further look.
const CARDS: usize = 30;

/// The board of what a question asks for, in the pipeline that it names or else the first: one question for the sums of open deals, one for closed ones, and one for the
/// cards of each column.
///
/// # Errors
/// At the field of a filter that cannot be answered.
pub async fn board(desk: &Desk, query: &ListQuery) -> Result<Board> {
    let (deals, stages) = parted(desk, query)?;
    let outcome = deals.column("outcome");
    let open = by_stage(
        deals
            .clone()
            .only(Condition::all().add(outcome.clone().eq("open"))),
    )
    .await?;
    let closed = by_stage(this_month(
        desk,
        deals.clone().only(Condition::all().add(outcome.ne("open"))),
    ))
    .await?;
    let mut board = Board::default();
    for stage in stages {
        let sums = open
            .iter()
            .chain(&closed)
            .find(|(key, _)| *key == stage.key)
            .map(|(_, sums)| sums.clone())
            .unwrap_or_default();
        if stage.retired && sums.count == 0 {
            continue;
        }
        let mut column = Column {
            stage: stage.key.clone(),
            count: sums.count,
            totals: sums.totals,
            weighted: sums.weighted,
            ..Column::default()
        };
        if column.count > 0 {
            (column.cards, column.next) = cards(desk, &deals, &stage, None).await?;
        }
        board.columns.push(column);
    }
    Ok(board)
}

/// More cards of one stage, after those that were shown.
///
/// # Errors
/// At `stage` when there is no such stage; at the field of a filter that cannot be answered.
pub async fn column(desk: &Desk, stage: &str, query: &ListQuery, after: &str) -> Result<Column> {
    let (deals, stages) = parted(desk, query)?;
    let stage = stages
        .into_iter()
        .find(|choice| choice.key == stage)
        .ok_or_else(|| Error::invalid("stage", Problem::UnknownChoice))?;
    let (cards, next) = cards(desk, &deals, &stage, Some(after)).await?;
    Ok(Column {
        stage: stage.key,
        cards,
        next,
        ..Column::default()
    })
}

/// The deals of a question that are in its pipeline, and the stages of that.
fn parted(desk: &Desk, query: &ListQuery) -> Result<(Visible, Vec<Choice>)> {
    let query = ListQuery {
        object: DEAL.to_owned(),
        ..query.clone()
    };
    let object = desk.object(DEAL)?;
    let Some(pipelines) = object.pipelines("stage") else {
        let stages = object.field("stage").map(|field| field.choices.clone());
        return Ok((matching(desk, &query)?, stages.unwrap_or_default()));
    };
    let stages = pipelines.of(pipelines.shown(&query.filters));
    let deals = matching(desk, &of_pipeline(pipelines, &query))?;
    Ok((deals, stages.into_iter().cloned().collect()))
}

async fn cards(
    desk: &Desk,
    deals: &Visible,
    stage: &Choice,
    after: Option<&str>,
) -> Result<(Vec<contract::Record>, Option<String>)> {
    let (key, rank) = (deals.column("stage"), deals.column("board_rank"));
    let mut wanted = deals
        .clone()
        .only(Condition::all().add(key.eq(stage.key.as_str())));
    if stage.outcome.unwrap_or_default() != StageOutcome::Open {
        wanted = this_month(desk, wanted);
    }
    if let Some(after) = after {
        wanted = wanted.only(Condition::all().add(rank.lt(after)));
    }
    let object = desk.object(DEAL)?;
    let mut fields = list_fields(&object);
    fields.extend(object.field("board_rank"));
    add_asked(&object, "stage", &mut fields);
    let mut records = wanted
        .order("board_rank", Order::Down)
        .first(CARDS as u64 + 1)
        .records(&fields)
        .await?;
    let has_more = records.len() > CARDS;
    records.truncate(CARDS);
    let next = records
        .last()
        .filter(|_| has_more)
        .map(|last| last.text("board_rank").to_owned());
    fill(desk, &object, &mut records).await?;
    Ok((records, next))
}
