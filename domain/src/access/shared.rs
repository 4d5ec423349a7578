//! What is shared with somebody beyond what their roles reach, as conditions.
//!
//! - A record that is shared is theirs as long as the share lives, whoever gave it. That its end is past stands in the
//!   condition itself, so that no work has to be done for a grant to end.
//! - A filter that is shared holds what its giver may edit by their own roles at this moment: nobody gives away what they
//!   have no right to, what they lose is lost to whom they gave it, and nobody passes on what was only shared with
//!   them.
//! - To share is to let see or edit. No share deletes, hands over or takes out of the house.

use chrono::{DateTime, Utc};
use contract::dto::sharing::{Level, ShareState};
use contract::objects::USER;
use contract::{Action, ObjectDef};
use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait, Query, SelectStatement};

use super::scope;
use super::ways::Way;
use crate::sharing::HeldQuestion;
use crate::{Desk, records};

/// The level of a share that lets an action through.
pub(crate) fn level_of(action: Action) -> Option<Level> {
    match action {
        Action::See => Some(Level::See),
        Action::Edit => Some(Level::Edit),
        _ => None,
    }
}

/// Whether anything of an object is shared with the actor that lets an action through.
pub(super) fn is_any(desk: &Desk, object: &str, action: Action) -> bool {
    let level = level_of(action).filter(|_| object != USER && desk.actor().is_let(object, action));
    level.is_some_and(|level| desk.shares().has(object, level))
}

/// Each way by which records of an object are shared with the actor.
pub(super) fn ways(desk: &Desk, object: &ObjectDef, action: Action) -> Vec<Way> {
    let Some(level) = level_of(action).filter(|_| is_any(desk, &object.key, action)) else {
        return Vec::new();
    };
    let mut all = Vec::new();
    if desk.shares().has_records(&object.key, level) {
        let id = Expr::col((Alias::new(object.table()), Alias::new("id")));
        let held = id.in_subquery(records_held(desk, object, level));
        all.push(Way::from(Condition::all().add(held)).by([]));
    }
    let questions = desk.shares().questions(&object.key, level);
    all.extend(questions.filter_map(|question| of_question(question, object).map(Way::from)));
    all
}

/// The ids of the records that are shared one by one.
fn records_held(desk: &Desk, object: &ObjectDef, level: Level) -> SelectStatement {
    let mut select = Query::select();
    select
        .column(Alias::new("record"))
        .from(Alias::new("share"))
        .and_where(column("holder").is_in(desk.actor().holders()))
        .and_where(column("object").eq(object.key.as_str()))
        .and_where(column("record").is_not_null())
        .cond_where(alive(Utc::now()));
    if level == Level::Edit {
        select.and_where(column("may_edit").eq(true));
    }
    select
}

/// What a shared filter holds; `None` where its giver could not ask it.
pub(crate) fn of_question(question: &HeldQuestion, object: &ObjectDef) -> Option<Condition> {
    let giver = question.giver();
    let theirs = giver.object(&object.key).ok()?;
    let asked = records::condition_of(giver, &theirs, question.test()).ok()?;
    let stands = Query::select()
        .expr(Expr::val(1))
        .from(Alias::new("share"))
        .and_where(column("id").eq(question.id()))
        .cond_where(alive(Utc::now()))
        .take();
    Some(
        Condition::all()
            .add(Expr::exists(stands))
            .add(asked)
            .add(scope::condition(giver, object, Action::See))
            .add(scope::condition(giver, object, Action::Edit)),
    )
}

/// Shares that somebody gave and that have not ended at a moment.
pub(crate) fn alive(now: DateTime<Utc>) -> Condition {
    let has_time = Condition::any()
        .add(column("until").is_null())
        .add(column("until").gt(now));
    Condition::all()
        .add(column("state").eq(ShareState::Live.key()))
        .add(has_time)
}

fn column(name: &'static str) -> Expr {
    Expr::col((Alias::new("share"), Alias::new(name)))
}
