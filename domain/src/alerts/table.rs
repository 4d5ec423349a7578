//! Alerts and what counts towards them, as they are kept.
#![expect(clippy::disallowed_methods, reason = "keeps tables of the house")]

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use contract::Value;
use contract::dto::alerts::{AlertQuery, AlertState, RuleSetup};
use entity::{alert, alert_hit, event};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, OnConflict};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, Set,
};
use uuid::Uuid;

use super::hits::{ALERT, COUNTED, Hit};
use super::setup::MOST_MINUTES;
use super::tally::{Counting, Last, Tally, window};
use crate::access::{HouseDoor, Noted, Write};
use crate::log::{self, Cursor, stands};
use crate::{Crm, Result};

/// Names the cursor.
const NAME: &str = "alerts";
/// Alerts of one page.
pub(super) const PAGE: u64 = 50;
/// Events of one page of the past.
const STEP: u64 = 4_096;

/// Up to where the log is counted.
pub(super) async fn cursor<C: ConnectionTrait>(connection: &C) -> Result<Cursor> {
    Ok(stands(connection, NAME).await?.unwrap_or_default())
}

pub(super) async fn stand_at<C: ConnectionTrait>(connection: &C, cursor: Cursor) -> Result<()> {
    log::stand_at(connection, NAME, cursor).await
}

/// Two processes must not both count from the same place. SQLite has one writer anyway; PostgreSQL lets the second wait.
pub(super) async fn one_at_a_time(transaction: &DatabaseTransaction) -> Result<()> {
    if transaction.get_database_backend() == DbBackend::Postgres {
        let lock = "SELECT pg_advisory_xact_lock(hashtextextended('rapport alerts', 0))";
        transaction.execute_unprepared(lock).await?;
    }
    Ok(())
}

/// What is remembered of a rule and a person or address, before the first of some new hits, and the last alert.
pub(super) async fn tally(
    transaction: &DatabaseTransaction,
    rule: &RuleSetup,
    first: &Hit,
) -> Result<(Option<Uuid>, Tally)> {
    let last = alert::Entity::find()
        .filter(alert::Column::Rule.eq(rule.rule.word()))
        .filter(alert::Column::Subject.eq(&first.subject))
        .order_by_desc(alert::Column::LastSeq)
        .one(transaction)
        .await?;
    let hits = alert_hit::Entity::find()
        .filter(alert_hit::Column::Rule.eq(rule.rule.word()))
        .filter(alert_hit::Column::Subject.eq(&first.subject))
        .filter(alert_hit::Column::At.gt(first.at - window(rule)))
        .order_by_asc(alert_hit::Column::Seq)
        .all(transaction)
        .await?;
    let counting = |hit: alert_hit::Model| Counting {
        seq: hit.seq,
        at: hit.at,
        weight: u64::try_from(hit.weight).unwrap_or_default(),
        what: hit.what,
    };
    let tally = Tally {
        hits: hits.into_iter().map(counting).collect(),
        last: last.as_ref().map(|last| Last {
            at: last.last_at,
            seq: last.last_seq,
            is_settled: last.state == AlertState::Settled.word(),
        }),
    };
    Ok((last.map(|last| last.id), tally))
}

/// Remembers hits, each event once for a rule.
pub(super) async fn remember(transaction: &DatabaseTransaction, hits: &[Hit]) -> Result<()> {
    let row = |hit: &Hit| alert_hit::ActiveModel {
        rule: Set(hit.rule.word().to_owned()),
        subject: Set(hit.subject.clone()),
        seq: Set(hit.seq),
        at: Set(hit.at),
        weight: Set(i64::try_from(hit.weight).unwrap_or(i64::MAX)),
        what: Set(hit.what.clone()),
    };
    let once = OnConflict::columns([
        alert_hit::Column::Rule,
        alert_hit::Column::Subject,
        alert_hit::Column::Seq,
    ])
    .do_nothing()
    .to_owned();
    for hits in hits.chunks(1_000) {
        alert_hit::Entity::insert_many(hits.iter().map(row))
            .on_conflict(once.clone())
            .exec_without_returning(transaction)
            .await?;
    }
    Ok(())
}

/// Writes an alert down, with a note in the log that lets open pages hear of it.
pub(super) async fn raise(
    write: &Write<'_>,
    rule: &RuleSetup,
    hit: &Hit,
    count: u64,
    first_at: DateTime<Utc>,
) -> Result<Uuid> {
    let id = Uuid::now_v7();
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    let row = alert::ActiveModel {
        id: Set(id),
        rule: Set(rule.rule.word().to_owned()),
        subject: Set(hit.subject.clone()),
        person_id: Set(hit.person),
        name: Set(hit.name.clone()),
        address: Set(hit.address.clone()),
        count: Set(count),
        number: Set(i32::try_from(rule.number).unwrap_or(i32::MAX)),
        minutes: Set(i32::try_from(rule.minutes).unwrap_or(i32::MAX)),
        first_at: Set(first_at),
        last_at: Set(hit.at),
        last_seq: Set(hit.seq),
        state: Set(AlertState::Open.word().to_owned()),
        state_by: Set(None),
        state_at: Set(None),
        note: Set(String::new()),
    };
    alert::Entity::insert(row)
        .exec_without_returning(write.transaction())
        .await?;
    let told = [
        ("rule", Value::Text(rule.rule.word().to_owned())),
        ("count", Value::Integer(count)),
    ];
    let told = told.map(|(key, value)| (key.to_owned(), [Value::Empty, value]));
    let noted = Noted {
        object: ALERT.to_owned(),
        record: id,
        action: "raised",
        changes: BTreeMap::from(told),
    };
    write.note_beside(&noted).await?;
    Ok(id)
}

/// It goes on.
pub(super) async fn count_up(
    transaction: &DatabaseTransaction,
    id: Uuid,
    hit: &Hit,
    more: u64,
) -> Result<()> {
    let more = i64::try_from(more).unwrap_or_default();
    alert::Entity::update_many()
        .col_expr(
            alert::Column::Count,
            Expr::col(alert::Column::Count).add(more),
        )
        .col_expr(alert::Column::LastAt, Expr::val(hit.at))
        .col_expr(alert::Column::LastSeq, Expr::val(hit.seq))
        .col_expr(alert::Column::Address, Expr::val(hit.address.clone()))
        .filter(alert::Column::Id.eq(id))
        .exec(transaction)
        .await?;
    Ok(())
}

/// Some alerts by their ids.
pub(super) async fn some(
    transaction: &DatabaseTransaction,
    ids: &[Uuid],
) -> Result<Vec<alert::Model>> {
    let some = alert::Entity::find().filter(alert::Column::Id.is_in(ids.iter().copied()));
    Ok(some.all(transaction).await?)
}

/// How many alerts were raised since a moment.
pub(super) async fn raised_since(
    transaction: &DatabaseTransaction,
    since: DateTime<Utc>,
) -> Result<u64> {
    // Their ids begin with the moment of their making.
    let first = Uuid::new_v7(uuid::Timestamp::from_unix(
        uuid::NoContext,
        u64::try_from(since.timestamp()).unwrap_or_default(),
        0,
    ));
    let since = alert::Entity::find().filter(alert::Column::Id.gte(first));
    Ok(since.count(transaction).await?)
}

/// A page of alerts and one more, the newest first.
pub(super) async fn page(house: HouseDoor<'_>, query: &AlertQuery) -> Result<Vec<alert::Model>> {
    let mut find = alert::Entity::find();
    if let Some(rule) = query.rule {
        find = find.filter(alert::Column::Rule.eq(rule.word()));
    }
    if let Some(state) = query.state {
        find = find.filter(alert::Column::State.eq(state.word()));
    }
    if let Some(after) = query.after {
        find = find.filter(alert::Column::Id.lt(after));
    }
    let page = find.order_by_desc(alert::Column::Id).limit(PAGE + 1);
    Ok(page.all(house.read()).await?)
}

/// How many alerts nobody has looked at.
pub(super) async fn waiting(house: HouseDoor<'_>) -> Result<u64> {
    let open = alert::Entity::find().filter(alert::Column::State.eq(AlertState::Open.word()));
    Ok(open.count(house.read()).await?)
}

/// Changes the state of one. Answers how it stood before and stands now; `None` where there is no such alert.
pub(super) async fn mark(
    write: &Write<'_>,
    id: Uuid,
    state: AlertState,
    note: &str,
) -> Result<Option<(alert::Model, alert::Model)>> {
    let mut find = alert::Entity::find_by_id(id);
    if write.transaction().get_database_backend() == DbBackend::Postgres {
        find = find.lock_exclusive();
    }
    let Some(before) = find.one(write.transaction()).await? else {
        return Ok(None);
    };
    let after = alert::Model {
        state: state.word().to_owned(),
        state_by: Some(write.desk().actor().name().to_owned()),
        state_at: Some(write.now()),
        note: note.to_owned(),
        ..before.clone()
    };
    let row = alert::ActiveModel {
        id: Set(id),
        state: Set(after.state.clone()),
        state_by: Set(after.state_by.clone()),
        state_at: Set(after.state_at),
        note: Set(after.note.clone()),
        ..Default::default()
    };
    alert::Entity::update(row)
        .validate()?
        .exec(write.transaction())
        .await?;
    Ok(Some((before, after)))
}

/// Events that any rule counts, after a place, in their order.
pub(super) async fn counted_after(
    house: HouseDoor<'_>,
    (at, seq): (DateTime<Utc>, i64),
) -> Result<Vec<event::Model>> {
    let column = |name: &'static str| Expr::col(Alias::new(name));
    let after =
        Expr::tuple([column("at"), column("seq")]).gt(Expr::tuple([Expr::val(at), Expr::val(seq)]));
    let find = event::Entity::find()
        .filter(event::Column::Action.is_in(COUNTED))
        .filter(after)
        .order_by_asc(event::Column::At)
        .order_by_asc(event::Column::Seq)
        .limit(STEP);
    Ok(find.all(house.read()).await?)
}

/// Sweeps away what counts no more.
pub(super) async fn sweep(crm: &Crm) -> Result<()> {
    let old = Utc::now() - chrono::TimeDelta::minutes(2 * i64::from(MOST_MINUTES));
    alert_hit::Entity::delete_many()
        .filter(alert_hit::Column::At.lt(old))
        .exec(crm.door().house().write())
        .await?;
    Ok(())
}
