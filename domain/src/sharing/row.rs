//! The rows of shares, and how they stand in the log.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use std::collections::BTreeMap;

use contract::dto::sharing::{NewShare, ShareEnd, ShareState, Subject};
use contract::{Refusal, Value};
use entity::{share, team};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

use super::held::level;
use crate::access::{Noted, Write};
use crate::{Crm, Result};

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
