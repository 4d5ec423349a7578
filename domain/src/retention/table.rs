//! Rules, their runs, and why records were passed over. Who works on a run proves it by the moment until which it is
//! theirs.
#![expect(clippy::disallowed_methods, reason = "keeps tables of the house")]

use chrono::NaiveDate;
use contract::dto::records::EventAction;
use contract::dto::retention::{
    RetentionDeed, RetentionRule, RetentionRun, RuleState, RunState, Stays,
};
use entity::{event, retention_note, retention_rule, retention_run};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};
use uuid::Uuid;

use crate::access::{HouseDoor, word};
use crate::{Result, leases};

/// How long one process works without a sign of life before another one may take over.
const LEASE_SECONDS: i64 = 60;
/// Runs of the page.
const LISTED: u64 = 100;
/// Notes that a person sees at once.
const NOTES: u64 = 200;
/// Events of one transaction of taking back.
const EVENTS: u64 = 200;

pub(super) async fn rules(house: HouseDoor<'_>) -> Result<Vec<retention_rule::Model>> {
    let all = retention_rule::Entity::find().order_by_asc(retention_rule::Column::Name);
    Ok(all.all(house.read()).await?)
}

pub(super) async fn rule<C: ConnectionTrait>(
    connection: &C,
    id: Uuid,
) -> Result<Option<retention_rule::Model>> {
    let found = retention_rule::Entity::find_by_id(id);
    Ok(found.one(connection).await?)
}

/// Writes a rule. `false` when another version of it stands there by now.
pub(super) async fn put_rule<C: ConnectionTrait>(
    connection: &C,
    row: retention_rule::Model,
    before: Option<i32>,
) -> Result<bool> {
    let new = row.clone().into_active_model().reset_all();
    let Some(before) = before else {
        let once = OnConflict::column(retention_rule::Column::Id)
            .do_nothing()
            .to_owned();
        let put = retention_rule::Entity::insert(new)
            .on_conflict(once)
            .exec_without_returning(connection)
            .await;
        return match put {
            Ok(count) => Ok(count > 0),
            Err(sea_orm::DbErr::RecordNotInserted) => Ok(false),
            Err(error) => Err(error.into()),
        };
    };
    let put = retention_rule::Entity::update_many()
        .set(new)
        .filter(retention_rule::Column::Id.eq(row.id))
        .filter(retention_rule::Column::Version.eq(before))
        .exec(connection)
        .await?;
    Ok(put.rows_affected == 1)
}

pub(super) async fn remove_rule<C: ConnectionTrait>(connection: &C, id: Uuid) -> Result<()> {
    retention_rule::Entity::delete_by_id(id)
        .exec(connection)
        .await?;
    Ok(())
}

/// Sets how it stands with a rule. `false` when it stands so no more, or was changed meanwhile.
pub(super) async fn set_state<C: ConnectionTrait>(
    connection: &C,
    (id, version): (Uuid, i32),
    state: RuleState,
) -> Result<bool> {
    let set = retention_rule::Entity::update_many()
        .col_expr(retention_rule::Column::State, Expr::value(state.word()))
        .filter(retention_rule::Column::Id.eq(id))
        .filter(retention_rule::Column::Version.eq(version))
        .exec(connection)
        .await?;
    Ok(set.rows_affected == 1)
}

/// Lets a rule pause, whatever its version is by now, unless it is a draft.
pub(super) async fn pause<C: ConnectionTrait>(connection: &C, id: Uuid) -> Result<()> {
    retention_rule::Entity::update_many()
        .col_expr(
            retention_rule::Column::State,
            Expr::value(RuleState::Paused.word()),
        )
        .filter(retention_rule::Column::Id.eq(id))
        .filter(retention_rule::Column::State.eq(RuleState::On.word()))
        .exec(connection)
        .await?;
    Ok(())
}

/// Notes that an administrator gave their word for this version of a rule.
pub(super) async fn approve<C: ConnectionTrait>(
    connection: &C,
    (id, version): (Uuid, i32),
) -> Result<()> {
    retention_rule::Entity::update_many()
        .col_expr(retention_rule::Column::IsApproved, Expr::value(true))
        .filter(retention_rule::Column::Id.eq(id))
        .filter(retention_rule::Column::Version.eq(version))
        .exec(connection)
        .await?;
    Ok(())
}

/// Keeps what a rule would do.
pub(super) async fn set_preview<C: ConnectionTrait>(
    connection: &C,
    (id, version): (Uuid, i32),
    preview: String,
) -> Result<bool> {
    let set = retention_rule::Entity::update_many()
        .col_expr(retention_rule::Column::Preview, Expr::value(Some(preview)))
        .filter(retention_rule::Column::Id.eq(id))
        .filter(retention_rule::Column::Version.eq(version))
        .exec(connection)
        .await?;
    Ok(set.rows_affected == 1)
}

/// Takes the day of a rule upon oneself: of several nodes, one gets `true`.
pub(super) async fn take_day<C: ConnectionTrait>(
    connection: &C,
    (id, version): (Uuid, i32),
    day: NaiveDate,
) -> Result<bool> {
    let before = sea_orm::Condition::any()
        .add(retention_rule::Column::RanOn.is_null())
        .add(retention_rule::Column::RanOn.lt(day));
    let taken = retention_rule::Entity::update_many()
        .col_expr(retention_rule::Column::RanOn, Expr::value(Some(day)))
        .filter(retention_rule::Column::Id.eq(id))
        .filter(retention_rule::Column::Version.eq(version))
        .filter(retention_rule::Column::State.eq(RuleState::On.word()))
        .filter(before)
        .exec(connection)
        .await?;
    Ok(taken.rows_affected == 1)
}

/// The runs of the page, the newest first.
pub(super) async fn runs(house: HouseDoor<'_>) -> Result<Vec<retention_run::Model>> {
    let some = retention_run::Entity::find()
        .order_by_desc(retention_run::Column::At)
        .limit(LISTED);
    Ok(some.all(house.read()).await?)
}

pub(super) async fn run(house: HouseDoor<'_>, id: Uuid) -> Result<Option<retention_run::Model>> {
    let found = retention_run::Entity::find_by_id(id);
    Ok(found.one(house.write()).await?)
}

/// The run of a rule that goes on or waits.
pub(super) async fn open_run<C: ConnectionTrait>(
    connection: &C,
    rule: Uuid,
) -> Result<Option<retention_run::Model>> {
    let open = [RunState::Waiting, RunState::Running, RunState::Undoing].map(RunState::word);
    let found = retention_run::Entity::find()
        .filter(retention_run::Column::RuleId.eq(rule))
        .filter(retention_run::Column::State.is_in(open));
    Ok(found.one(connection).await?)
}

/// The last run of a rule that came to its end.
pub(super) async fn last_done<C: ConnectionTrait>(
    connection: &C,
    rule: Uuid,
) -> Result<Option<retention_run::Model>> {
    let found = retention_run::Entity::find()
        .filter(retention_run::Column::RuleId.eq(rule))
        .filter(retention_run::Column::State.eq(RunState::Done.word()))
        .order_by_desc(retention_run::Column::At);
    Ok(found.one(connection).await?)
}

pub(super) async fn insert_run<C: ConnectionTrait>(
    connection: &C,
    row: retention_run::Model,
) -> Result<()> {
    retention_run::Entity::insert(row.into_active_model().reset_all())
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

/// Runs at which somebody should be working and nobody does.
pub(super) async fn left(house: HouseDoor<'_>) -> Result<Vec<retention_run::Model>> {
    let moving = [RunState::Running, RunState::Undoing].map(RunState::word);
    let rows = retention_run::Entity::find()
        .filter(retention_run::Column::State.is_in(moving))
        .order_by_asc(retention_run::Column::At)
        .all(house.write())
        .await?;
    let is_left = |row: &retention_run::Model| leases::is_free(row.leased_until);
    Ok(rows.into_iter().filter(is_left).collect())
}

/// Keeps where a run stands, if it still is whose it was at the last look, and for another while. `None` when somebody
/// else took over or stopped it: then nothing more is to be done here.
pub(super) async fn keep<C: ConnectionTrait>(
    connection: &C,
    mut row: retention_run::Model,
) -> Result<Option<retention_run::Model>> {
    let held = row.leased_until;
    let is_moving = state_of(&row).is_moving();
    row.leased_until = Some(leases::after(is_moving, LEASE_SECONDS));
    let is_held = leases::is_still(retention_run::Column::LeasedUntil, held);
    let kept = retention_run::Entity::update_many()
        .set(row.clone().into_active_model().reset_all())
        .filter(retention_run::Column::Id.eq(row.id))
        .filter(is_held)
        .exec(connection)
        .await?;
    Ok((kept.rows_affected == 1).then_some(row))
}

/// Lets go of a run that one holds, for whoever comes next.
pub(super) async fn let_go<C: ConnectionTrait>(
    connection: &C,
    row: &mut retention_run::Model,
) -> Result<()> {
    row.leased_until = Some(leases::over());
    retention_run::Entity::update_many()
        .col_expr(
            retention_run::Column::LeasedUntil,
            Expr::value(row.leased_until),
        )
        .filter(retention_run::Column::Id.eq(row.id))
        .exec(connection)
        .await?;
    Ok(())
}

/// Lets go of all runs, as a process does that dies.
#[cfg(test)]
pub(super) async fn release_all(house: HouseDoor<'_>) -> Result<()> {
    retention_run::Entity::update_many()
        .col_expr(
            retention_run::Column::LeasedUntil,
            Expr::value(Option::<chrono::DateTime<chrono::Utc>>::None),
        )
        .exec(house.write())
        .await?;
    Ok(())
}

/// Notes why records were passed over.
pub(super) async fn note<C: ConnectionTrait>(
    connection: &C,
    run: Uuid,
    object: &str,
    notes: &[(Uuid, Stays)],
) -> Result<()> {
    for notes in notes.chunks(1_000) {
        let mut rows = Vec::new();
        for (record, why) in notes {
            let row = retention_note::Model {
                run_id: run,
                object: object.to_owned(),
                record_id: *record,
                why: serde_json::to_string(why)?,
            };
            rows.push(row.into_active_model().reset_all());
        }
        let once = OnConflict::columns([
            retention_note::Column::RunId,
            retention_note::Column::RecordId,
        ])
        .do_nothing()
        .to_owned();
        retention_note::Entity::insert_many(rows)
            .on_conflict(once)
            .exec_without_returning(connection)
            .await?;
    }
    Ok(())
}

/// The first notes of a run.
pub(super) async fn notes(house: HouseDoor<'_>, run: Uuid) -> Result<Vec<retention_note::Model>> {
    let some = retention_note::Entity::find()
        .filter(retention_note::Column::RunId.eq(run))
        .order_by_asc(retention_note::Column::Object)
        .order_by_asc(retention_note::Column::RecordId)
        .limit(NOTES);
    Ok(some.all(house.read()).await?)
}

/// The next events by which a run put records of an object into the bin, the last one first.
pub(super) async fn put_away(
    house: HouseDoor<'_>,
    run: Uuid,
    object: &str,
    before: Option<i64>,
) -> Result<Vec<event::Model>> {
    let mut events = event::Entity::find()
        .filter(event::Column::RequestId.eq(run))
        .filter(event::Column::Object.eq(object))
        .filter(event::Column::Action.eq(word(EventAction::Deleted)));
    if let Some(before) = before {
        events = events.filter(event::Column::Seq.lt(before));
    }
    let events = events.order_by_desc(event::Column::Seq).limit(EVENTS);
    Ok(events.all(house.read()).await?)
}

pub(super) fn state_of(row: &retention_run::Model) -> RunState {
    RunState::of(&row.state).unwrap_or(RunState::Failed)
}

/// The rule of a run, as it was then.
pub(super) fn rule_of(row: &retention_run::Model) -> Result<RetentionRule> {
    Ok(serde_json::from_str(&row.body)?)
}

/// A run as it is told. What was erased comes back no more, and what was told needs not to.
pub(super) fn told(row: &retention_run::Model) -> Result<RetentionRun> {
    let (rule, state) = (rule_of(row)?, state_of(row));
    let count = |number: i64| u64::try_from(number).unwrap_or_default();
    Ok(RetentionRun {
        id: row.id,
        rule: row.rule_id,
        name: rule.name,
        object: rule.object,
        in_bin: rule.in_bin,
        deed: rule.deed,
        state,
        at: row.at,
        by: row.by_name.clone(),
        ended_at: row.ended_at,
        total: count(row.total),
        done: count(row.done),
        changed: count(row.changed),
        held: count(row.held),
        failed: count(row.failed),
        trouble: match &row.trouble {
            Some(text) => Some(serde_json::from_str(text)?),
            None => None,
        },
        may_undo: may_undo(rule.deed, state, row.changed),
    })
}

fn may_undo(deed: RetentionDeed, state: RunState, changed: i64) -> bool {
    deed == RetentionDeed::Bin && changed > 0 && matches!(state, RunState::Done | RunState::Stopped)
}
