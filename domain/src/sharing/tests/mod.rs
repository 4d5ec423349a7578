//! What sharing promises, at the door and in the lists.

mod ending;
mod giving;
mod letters;
mod many;
mod merging;

use chrono::{DateTime, TimeDelta, Utc};
use contract::dto::records::Change;
use contract::dto::sharing::{Holder, Level, NewShare, Question, Subject};
use contract::value::Values;
use contract::{Action, Filter, ListQuery, Refusal, Value};
use uuid::Uuid;

use crate::testing::{Stage, of};
use crate::{Desk, Error, Result, records};

fn refused<T: std::fmt::Debug>(result: Result<T>) -> Refusal {
    match result {
        Err(Error::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

fn me(desk: &Desk) -> Uuid {
    desk.actor().id().unwrap()
}

fn person(desk: &Desk) -> Holder {
    Holder::Person(me(desk))
}

fn share(object: &str, id: Uuid, holder: Holder, level: Level) -> NewShare {
    NewShare {
        object: object.into(),
        subject: Subject::Record(id),
        holder,
        level,
        reason: String::new(),
        until: None,
        ends_with: None,
    }
}

fn filter(object: &str, filters: Vec<Filter>, holder: Holder, level: Level) -> NewShare {
    let question = Question {
        name: "Some".into(),
        filters,
        test: None,
    };
    NewShare {
        subject: Subject::Question(question),
        ..share(object, Uuid::nil(), holder, level)
    }
}

fn soon() -> DateTime<Utc> {
    Utc::now() + TimeDelta::hours(1)
}

/// The same person, asking anew.
async fn again(desk: &Desk) -> Desk {
    desk.crm().desk_of(me(desk)).await.unwrap()
}

async fn may(desk: &Desk, object: &str, id: Uuid, action: Action) -> bool {
    again(desk).await.granted(object, id, action).await.is_ok()
}

async fn listed(desk: &Desk, object: &str) -> Vec<String> {
    let query = ListQuery {
        object: object.into(),
        ..ListQuery::default()
    };
    let page = records::list(&again(desk).await, &query).await.unwrap();
    let title = |record: &contract::Record| record.text("name").to_owned();
    let mut titles: Vec<String> = page.records.iter().map(title).collect();
    titles.sort();
    titles
}

async fn set(desk: &Desk, object: &str, id: Uuid, values: &[(&str, Value)]) {
    let desk = again(desk).await;
    let record = records::page(&desk, object, id).await.unwrap().record;
    let change = Change {
        object: object.into(),
        id,
        version: record.version,
        values: of(values),
        base: Values::new(),
    };
    records::update(&desk, change).await.unwrap();
}

/// What the log says of shares, the oldest first.
async fn noted(stage: &Stage) -> Vec<String> {
    stage.settle_log().await;
    let query = contract::dto::audit::AuditQuery::default();
    let page = crate::audit::search(&stage.administrator, &query)
        .await
        .unwrap();
    let lines = page.lines.into_iter().rev();
    lines
        .filter(|line| line.object == super::SHARE)
        .map(|line| line.action)
        .collect()
}
