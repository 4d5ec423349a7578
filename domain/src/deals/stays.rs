//! How long a deal stayed in the stages it has left.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use contract::dto::deals::Stay;
use contract::objects::DEAL;
use contract::{Action, Value};
use uuid::Uuid;

use crate::{Desk, Result};

/// So many of the latest events are looked through.
const EVENTS: u64 = 1_000;

/// The stages that a deal has left, each with the whole days it stood there, however often it did.
///
/// # Errors
/// [`contract::Refusal::NotFound`] when there is no such deal for the asker.
pub async fn stays(desk: &Desk, deal: Uuid) -> Result<Vec<Stay>> {
    let granted = desk.granted(DEAL, deal, Action::See).await?;
    if desk.object(DEAL)?.field("stage").is_none() {
        // Who may not know where a deal stands is not told where it stood.
        return Ok(Vec::new());
    }
    let mut stays: BTreeMap<String, TimeDelta> = BTreeMap::new();
    for event in granted.events(desk, None, EVENTS).await? {
        if let Some((stage, span)) = left(&serde_json::from_str(&event.changes)?) {
            *stays.entry(stage).or_default() += span;
        }
    }
    Ok(stays
        .into_iter()
        .map(|(stage, span)| Stay {
            stage,
            days: u32::try_from(span.num_days()).unwrap_or_default(),
        })
        .collect())
}

/// The stage that a change left, and how long the deal had stood there.
fn left(changes: &BTreeMap<String, [Value; 2]>) -> Option<(String, TimeDelta)> {
    let [stage, _] = changes.get("stage")?;
    match changes.get("stage_since")? {
        [Value::DateTime(came), Value::DateTime(went)] => {
            Some((stage.text()?.to_owned(), *went - *came))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use chrono::{DateTime, TimeDelta};
    use contract::Value;

    use super::left;

    #[test]
    fn a_change_of_the_stage_tells_how_long_the_last_one_took() {
        let at = |days: i64| {
            Value::DateTime(DateTime::from_timestamp(1_800_000_000 + days * 86_400, 0).unwrap())
        };
        let since = |days| ("stage_since".to_owned(), [at(0), at(days)]);
        let stage = (
            "stage".to_owned(),
            [Value::from("qualify"), Value::from("proposal")],
        );
        assert_eq!(
            left(&BTreeMap::from([stage.clone(), since(4)])),
            Some(("qualify".to_owned(), TimeDelta::days(4)))
        );
        assert_eq!(left(&BTreeMap::from([since(4)])), None);
        assert_eq!(left(&BTreeMap::from([stage])), None);
    }
}
