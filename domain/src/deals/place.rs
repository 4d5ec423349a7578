//! Moving a deal: into a stage, and to a place in it.

use std::collections::BTreeMap;

use contract::dto::deals::Move;
use contract::dto::records::EventAction;
use contract::objects::DEAL;
use contract::refusal::Clash;
use contract::value::Values;
use contract::{Action, FieldDef, Problem, Record, Refusal, Value};
use sea_orm::sea_query::{Condition, ExprTrait};
use uuid::Uuid;

use super::rank::between;
use crate::access::{Granted, Order};
use crate::records::{self, Origin};
use crate::{Desk, Error, Result};

/// How often a move is tried again when somebody else wrote between look and write.
const TRIES: usize = 4;

/// Puts a deal into a stage, under a card or on top.
///
/// # Errors
/// [`Refusal::Conflict`] when somebody else moved it since the card was drawn, [`Refusal::Invalid`] at
/// `lost_reason` when a deal is lost without one and at fields that the stage asks for and that are empty, [`Refusal::Forbidden`], [`Refusal::NotFound`].
pub async fn move_to(desk: &Desk, to: Move) -> Result<Record> {
    let object = desk.object(DEAL)?;
    if object
        .field("stage")
        .and_then(|field| field.choice(&to.stage))
        .is_none()
    {
        return Err(Error::invalid("stage", Problem::UnknownChoice));
    }
    for _ in 0..TRIES {
        let granted = desk.granted(DEAL, to.id, Action::Edit).await?;
        refuse_if_moved(desk, &granted, &to).await?;
        let values = values(desk, &granted, &to).await?;
        match records::write(desk, &granted, values, Origin::Deed, EventAction::Updated).await {
            Err(Error::Refused(Refusal::NotFound)) => {}
            Err(error) => return Err(error),
            Ok(()) => {
                return records::read(desk, desk.granted(DEAL, to.id, Action::See).await?).await;
            }
        }
    }
    Err(Refusal::NotFound.into())
}

async fn values(desk: &Desk, granted: &Granted, to: &Move) -> Result<Values> {
    let mut values = Values::from([("board_rank".to_owned(), Value::Text(rank(desk, to).await?))]);
    if granted.record().text("stage") != to.stage {
        values.insert("stage".to_owned(), to.stage.as_str().into());
        values.insert(
            "lost_reason".to_owned(),
            to.lost_reason.as_deref().map_or(Value::Empty, Value::from),
        );
        values.insert("lost_note".to_owned(), to.lost_note.as_str().into());
        values.extend(asked(desk, to)?);
    }
    Ok(values)
}

/// What was told of the fields that the stage asks for; a move sets no others.
fn asked(desk: &Desk, to: &Move) -> Result<Values> {
    let object = desk.object(DEAL)?;
    let stage = object
        .field("stage")
        .and_then(|field| field.choice(&to.stage));
    let is_asked = |key: &str| {
        stage.is_some_and(|stage| stage.requires.iter().any(|asked| asked == key))
            && object.field(key).is_some_and(FieldDef::is_typed)
    };
    let told = to.values.iter().filter(|(key, _)| is_asked(key));
    Ok(told
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect())
}

/// A deal that a colleague moved meanwhile stays where they put it, until the person has seen it there.
async fn refuse_if_moved(desk: &Desk, granted: &Granted, to: &Move) -> Result<()> {
    let record = granted.record();
    if record.version == to.version || record.text("stage") == to.stage {
        return Ok(());
    }
    let since = granted
        .events(desk, None, 50)
        .await?
        .into_iter()
        .filter(|event| event.version > to.version);
    for event in since {
        let mut changes: BTreeMap<String, [Value; 2]> = serde_json::from_str(&event.changes)?;
        if let Some([base, theirs]) = changes.remove("stage") {
            let clash = Clash {
                field: "stage".to_owned(),
                base,
                mine: to.stage.as_str().into(),
                theirs,
            };
            let current = records::read(desk, granted.clone()).await?;
            return Err(Refusal::Conflict {
                current: Box::new(current),
                clashes: vec![clash],
                changed_by: event.actor,
            }
            .into());
        }
    }
    Ok(())
}

/// The word of the place under a card, or above all cards of the stage.
async fn rank(desk: &Desk, to: &Move) -> Result<String> {
    let above = match to.below.filter(|card| *card != to.id) {
        Some(card) => Some(
            desk.granted(DEAL, card, Action::See)
                .await?
                .record()
                .text("board_rank")
                .to_owned(),
        ),
        None => None,
    };
    let below = next_below(desk, &to.stage, above.as_deref(), to.id).await?;
    Ok(between(&below.unwrap_or_default(), above.as_deref()))
}

/// The highest word in a stage under another one, not counting the deal that moves.
async fn next_below(
    desk: &Desk,
    stage: &str,
    above: Option<&str>,
    moving: Uuid,
) -> Result<Option<String>> {
    let deals = desk.visible(DEAL)?;
    let object = desk.object(DEAL)?;
    let (key, rank, id) = (
        deals.column("stage"),
        deals.column("board_rank"),
        deals.column("id"),
    );
    let mut wanted = Condition::all()
        .add(key.eq(stage))
        .add(id.ne(moving))
        .add(rank.clone().is_not_null());
    if let Some(above) = above {
        wanted = wanted.add(rank.lt(above));
    }
    let fields: Vec<_> = object.field("board_rank").into_iter().collect();
    let found = deals
        .only(wanted)
        .order("board_rank", Order::Down)
        .first(1)
        .records(&fields)
        .await?;
    Ok(found
        .first()
        .map(|record| record.text("board_rank").to_owned()))
}
