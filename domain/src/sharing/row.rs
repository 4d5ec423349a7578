//! The rows of shares, and how they stand in the log.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use std::collections::BTreeMap;

use contract::dto::sharing::{Holder, NewShare, ShareEnd, ShareState, Subject};
use contract::{Refusal, Value};
use entity::{share, team, user};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};
use uuid::Uuid;

use super::held::level;
use crate::access::{Noted, Write};
use crate::{Crm, Result};

/// So many rows are asked for or kept at once.
const AT_ONCE: usize = 500;

/// What the log calls a share that was given.
pub(super) const SHARED: &str = "shared";
/// What the log calls a share that ended.
pub(super) const ENDED: &str = "share_ended";
/// What the log calls a request.
pub(super) const ASKED: &str = "access_asked";
/// What the log calls a request that was refused.
pub(super) const REFUSED: &str = "access_refused";

/// The object of the events that tell of shares.
pub(crate) const SHARE: &str = "note.share";

/// The field of such an event that names with whom.
pub(crate) const HOLDER: &str = "holder";

/// All teams, by name; everybody knows with whom something can be shared.
pub(super) async fn teams(crm: &Crm) -> Result<Vec<team::Model>> {
    let mut all = team::Entity::find().all(crm.door().house().read()).await?;
    all.sort_by_key(|team| crate::sorting::key(&team.name));
    Ok(all)
}

/// A row as it is asked for or given.
pub(super) fn of(write: &Write<'_>, new: &NewShare, state: ShareState) -> Result<share::Model> {
    let (record, question) = match &new.subject {
        Subject::Record(id) => (Some(*id), None),
        Subject::Question(question) => (None, Some(serde_json::to_string(question)?)),
    };
    let me = write.desk().actor().id();
    let (ends_object, ends_record) = new.ends_with.clone().unzip();
    Ok(share::Model {
        id: Uuid::now_v7(),
        object: new.object.clone(),
        record,
        question,
        holder: new.holder.word(),
        may_edit: new.level == contract::dto::sharing::Level::Edit,
        reason: new.reason.trim().to_owned(),
        until: new.until,
        ends_object,
        ends_record,
        state: state.key().to_owned(),
        made_at: write.now(),
        asked_by: me.filter(|_| state == ShareState::Asked),
        given_by: me.filter(|_| state == ShareState::Live),
        ended_at: None,
        ended_why: None,
        ended_by: None,
        job: None,
        replaced: None,
        letter_due: state == ShareState::Asked,
    })
}

/// Keeps a new row.
pub(super) async fn insert(write: &Write<'_>, row: share::Model) -> Result<()> {
    let kept = row.into_active_model().reset_all();
    share::Entity::insert(kept)
        .exec_without_returning(write.transaction())
        .await?;
    Ok(())
}

/// Keeps what was changed of a row.
pub(super) async fn keep(write: &Write<'_>, row: share::Model) -> Result<()> {
    let kept = row.into_active_model().reset_all();
    kept.update(write.transaction()).await?;
    Ok(())
}

/// Keeps many new rows.
pub(super) async fn insert_all(write: &Write<'_>, rows: Vec<share::Model>) -> Result<()> {
    for part in rows.chunks(AT_ONCE) {
        let part = part
            .iter()
            .map(|row| row.clone().into_active_model().reset_all());
        share::Entity::insert_many(part)
            .exec_without_returning(write.transaction())
            .await?;
    }
    Ok(())
}

/// Which of some records somebody has for good.
pub(super) async fn for_good(
    write: &Write<'_>,
    object: &str,
    records: &[Uuid],
    holder: &Holder,
) -> Result<Vec<share::Model>> {
    let held = share::Entity::find()
        .filter(share::Column::Record.is_in(records.iter().copied()))
        .filter(share::Column::Object.eq(object))
        .filter(share::Column::Holder.eq(holder.word()))
        .filter(share::Column::State.eq(ShareState::Live.key()))
        .filter(share::Column::Until.is_null())
        .filter(share::Column::EndsRecord.is_null());
    Ok(held.all(write.transaction()).await?)
}

/// What a deed on many gave and still lives, so many of it.
pub(super) async fn of_job(write: &Write<'_>, job: Uuid, most: u64) -> Result<Vec<share::Model>> {
    let given = share::Entity::find()
        .filter(share::Column::Job.eq(job))
        .filter(share::Column::State.eq(ShareState::Live.key()))
        .order_by_desc(share::Column::Id)
        .limit(most);
    Ok(given.all(write.transaction()).await?)
}

/// Lets what was replaced live again, as it was given.
pub(super) async fn revive(write: &Write<'_>, id: Uuid) -> Result<()> {
    let replaced = share::Entity::find_by_id(id)
        .filter(share::Column::State.eq(ShareState::Ended.key()))
        .one(write.transaction())
        .await?;
    let Some(replaced) = replaced else {
        return Ok(());
    };
    let live = share::Model {
        state: ShareState::Live.key().to_owned(),
        ended_at: None,
        ended_why: None,
        ended_by: None,
        ..replaced
    };
    write.note_beside(&noted(&live, SHARED)).await?;
    keep(write, live).await
}

/// Requests of which a letter is still to be written.
pub(super) async fn letters_due(crm: &Crm) -> Result<Vec<share::Model>> {
    let due = share::Entity::find()
        .filter(share::Column::LetterDue.eq(true))
        .limit(AT_ONCE as u64);
    Ok(due.all(crm.door().house().read()).await?)
}

/// Takes it upon oneself to write a letter; whether it was still to be written and the request stands as it did.
pub(super) async fn take_letter(write: &Write<'_>, row: &share::Model) -> Result<bool> {
    let taken = share::Entity::update_many()
        .col_expr(share::Column::LetterDue, Expr::val(false))
        .filter(share::Column::Id.eq(row.id))
        .filter(share::Column::State.eq(row.state.as_str()))
        .filter(share::Column::LetterDue.eq(true))
        .exec(write.transaction())
        .await?;
    Ok(taken.rows_affected == 1)
}

/// Who leads the team of a user.
pub(super) async fn lead_of(crm: &Crm, user: Uuid) -> Result<Option<Uuid>> {
    let read = crm.door().house().read();
    let found = user::Entity::find_by_id(user).one(read).await?;
    let Some(team) = found.and_then(|user| user.team) else {
        return Ok(None);
    };
    let team = team::Entity::find_by_id(team).one(read).await?;
    Ok(team.and_then(|team| team.lead_id))
}

/// The share of that id.
pub(super) async fn find(crm: &Crm, id: Uuid) -> Result<share::Model> {
    let found = share::Entity::find_by_id(id);
    let found = found.one(crm.door().house().read()).await?;
    Ok(found.ok_or(Refusal::NotFound)?)
}

/// Ends what stands in one of some states, and notes it; whether it still did.
pub(super) async fn put_end(
    write: &Write<'_>,
    row: &share::Model,
    why: ShareEnd,
    state: ShareState,
) -> Result<bool> {
    let by = write.desk().actor().id();
    let done = share::Entity::update_many()
        .col_expr(share::Column::State, Expr::val(state.key()))
        .col_expr(share::Column::EndedAt, Expr::val(write.now()))
        .col_expr(share::Column::EndedWhy, Expr::val(why.key()))
        .col_expr(share::Column::EndedBy, Expr::val(by))
        .col_expr(
            share::Column::LetterDue,
            Expr::val(state == ShareState::Refused),
        )
        .filter(share::Column::Id.eq(row.id))
        .filter(share::Column::State.eq(row.state.as_str()))
        .exec(write.transaction())
        .await?;
    if done.rows_affected != 1 {
        return Ok(false);
    }
    let word = match state {
        ShareState::Refused => REFUSED,
        _ => ENDED,
    };
    let mut noted = noted(row, word);
    let why = Value::Text(why.key().to_owned());
    noted.changes.insert("why".to_owned(), [Value::Empty, why]);
    write.note_beside(&noted).await?;
    Ok(true)
}

/// What the log says of a share.
pub(super) fn noted(row: &share::Model, action: &'static str) -> Noted {
    let text = |text: &str| Value::Text(text.to_owned());
    let mut told = vec![
        (HOLDER, text(&row.holder)),
        ("object", text(&row.object)),
        ("level", text(level(row.may_edit).key())),
    ];
    if !row.reason.is_empty() {
        told.push(("reason", text(&row.reason)));
    }
    told.extend(row.until.map(|until| ("until", Value::DateTime(until))));
    told.extend(
        row.ends_record
            .map(|id| ("ends_with", text(&id.to_string()))),
    );
    told.extend(row.question.as_deref().map(|asked| ("filter", text(asked))));
    let changes = told.into_iter().map(|(key, value)| match action {
        ENDED => (key.to_owned(), [value, Value::Empty]),
        _ => (key.to_owned(), [Value::Empty, value]),
    });
    Noted {
        object: SHARE.to_owned(),
        record: row.record.unwrap_or(row.id),
        action,
        changes: changes.collect::<BTreeMap<_, _>>(),
    }
}
