//! The outbox. Who sends a mail proves it by the lease they took it with.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use contract::dto::mail::{Mail, MailKind, MailPage, MailQuery, MailState};
use entity::mail::{ActiveModel, Column, Entity, Model};
use sea_orm::sea_query::{Expr, ExprTrait, Func, LikeExpr};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect, Set,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::letter::Letter;
use super::smtp::Failed;
use crate::access::HouseDoor;
use crate::{Crm, Result};

/// How long one try may take before another may begin; more than sending ever takes.
const LEASE: TimeDelta = TimeDelta::seconds(120);
/// Mails that one round takes.
const ROUND: u64 = 40;
/// Mails on a page of the list.
const PAGE: u64 = 50;
/// How long it can be looked up what became of a mail.
const KEPT: TimeDelta = TimeDelta::days(30);
/// How long is waited after each try that failed, in minutes. After the last one the mail is given up.
const PAUSES: [i64; 8] = [1, 5, 15, 60, 180, 360, 720, 1_440];

/// A mail that this process may send now, and nobody else.
pub(super) struct Held {
    pub(super) row: Model,
    lease: Uuid,
}

/// A letter as it is written into the outbox.
pub(super) fn row(letter: &Letter, subject: String, domain: &str) -> Result<Model> {
    let (id, now) = (Uuid::now_v7(), now());
    Ok(Model {
        id,
        recipient: letter.to.clone(),
        name: letter.name.clone(),
        subject,
        kind: word(&letter.template.kind())?,
        letter: Some(serde_json::to_string(letter)?),
        state: MailState::Queued.word().to_owned(),
        attempts: 0,
        next_at: now,
        leased_by: None,
        leased_until: None,
        trouble: None,
        answer: None,
        message_id: format!("<{}@{domain}>", id.simple()),
        created_at: now,
        changed_at: now,
        ends_at: letter.template.ends_at(),
    })
}

pub(super) async fn insert<C: ConnectionTrait>(connection: &C, row: Model) -> Result<()> {
    let row = row.into_active_model().reset_all();
    Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

/// Writes a mail into the outbox that this process sends at once.
pub(super) async fn insert_held(house: HouseDoor<'_>, mut row: Model) -> Result<Held> {
    let lease = Uuid::now_v7();
    row.state = MailState::Sending.word().to_owned();
    row.attempts = 1;
    row.leased_by = Some(lease);
    row.leased_until = Some(now() + LEASE);
    insert(house.write(), row.clone()).await?;
    Ok(Held { row, lease })
}

/// Mails that should go now, the oldest first.
pub(super) async fn due(house: HouseDoor<'_>) -> Result<Vec<Uuid>> {
    let ids = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(is_due(now()))
        .order_by_asc(Column::NextAt)
        .limit(ROUND);
    Ok(ids.into_tuple().all(house.read()).await?)
}

/// It waits and its time has come, or whoever was sending it is gone.
fn is_due(now: DateTime<Utc>) -> Condition {
    let waits = Condition::all()
        .add(Column::State.eq(MailState::Queued.word()))
        .add(Column::NextAt.lte(now));
    let is_left = Condition::all()
        .add(Column::State.eq(MailState::Sending.word()))
        .add(Column::LeasedUntil.lt(now));
    Condition::any().add(waits).add(is_left)
}

/// Takes a mail; `None` when it is not due, or somebody else was first.
pub(super) async fn take(house: HouseDoor<'_>, id: Uuid) -> Result<Option<Held>> {
    let (now, lease) = (now(), Uuid::now_v7());
    let leased = ActiveModel {
        state: Set(MailState::Sending.word().to_owned()),
        leased_by: Set(Some(lease)),
        leased_until: Set(Some(now + LEASE)),
        changed_at: Set(now),
        ..Default::default()
    };
    let taken = Entity::update_many()
        .set(leased)
        .col_expr(Column::Attempts, Expr::col(Column::Attempts).add(1))
        .filter(Column::Id.eq(id))
        .filter(is_due(now))
        .exec(house.write())
        .await?;
    if taken.rows_affected == 0 {
        return Ok(None);
    }
    let row = Entity::find_by_id(id).one(house.write()).await?;
    Ok(row
        .filter(|row| row.leased_by == Some(lease))
        .map(|row| Held { row, lease }))
}

impl Held {
    /// What is to be sent; `None` when it is over.
    pub(super) fn letter(&self) -> Result<Option<Letter>> {
        let is_over = self.row.ends_at.is_some_and(|ends| ends <= now());
        let kept = self.row.letter.as_deref().filter(|_| !is_over);
        Ok(kept.map(serde_json::from_str).transpose()?)
    }

    /// Notes that the server took it. A secret that is on its way is kept here no longer.
    pub(super) async fn sent(self, house: HouseDoor<'_>, answer: String) -> Result<()> {
        let is_secret = self
            .letter()?
            .is_none_or(|letter| letter.template.is_secret());
        let mut end = Self::end(MailState::Sent, now());
        end.answer = Set(Some(answer));
        end.trouble = Set(None);
        if is_secret {
            end.letter = Set(None);
        }
        self.note(house, end).await
    }

    /// Notes why it did not go, and when it is tried again, if it is.
    pub(super) async fn failed(self, house: HouseDoor<'_>, failed: Failed) -> Result<()> {
        let tried = usize::try_from(self.row.attempts).unwrap_or_default();
        let pause = PAUSES
            .get(tried.saturating_sub(1))
            .filter(|_| !failed.is_final);
        let at = now();
        let mut end = match pause {
            Some(minutes) => ActiveModel {
                next_at: Set(at + TimeDelta::minutes(*minutes)),
                ..Self::end(MailState::Queued, at)
            },
            None => Self::end(MailState::Failed, at),
        };
        end.trouble = Set(Some(word(&failed.trouble)?));
        end.answer = Set(Some(failed.words));
        self.note(house, end).await
    }

    fn end(state: MailState, at: DateTime<Utc>) -> ActiveModel {
        ActiveModel {
            state: Set(state.word().to_owned()),
            leased_by: Set(None),
            leased_until: Set(None),
            changed_at: Set(at),
            ..Default::default()
        }
    }

    /// Writes how it ended, unless the lease went to somebody else meanwhile, who will write it.
    async fn note(&self, house: HouseDoor<'_>, end: ActiveModel) -> Result<()> {
        Entity::update_many()
            .set(end)
            .filter(Column::Id.eq(self.row.id))
            .filter(Column::LeasedBy.eq(self.lease))
            .exec(house.write())
            .await?;
        Ok(())
    }
}

/// A mail as it stands.
pub(super) async fn one(house: HouseDoor<'_>, id: Uuid) -> Result<Option<Mail>> {
    let row = Entity::find_by_id(id).one(house.write()).await?;
    row.map(told).transpose()
}

/// A page of the outbox.
pub(super) async fn page(house: HouseDoor<'_>, query: &MailQuery) -> Result<MailPage> {
    let mut rows = Entity::find().order_by_desc(Column::Id).limit(PAGE + 1);
    if let Some(state) = query.state {
        rows = rows.filter(Column::State.eq(state.word()));
    }
    if let Some(after) = query.after {
        rows = rows.filter(Column::Id.lt(after));
    }
    if !query.recipient.trim().is_empty() {
        rows = rows.filter(goes_to(query.recipient.trim()));
    }
    let mut rows = rows.all(house.read()).await?;
    let has_more = rows.len() as u64 > PAGE;
    rows.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    let next = rows.last().map(|row| row.id).filter(|_| has_more);
    Ok(MailPage {
        mails: rows.into_iter().map(told).collect::<Result<_>>()?,
        next,
        counts: counts(house).await?,
    })
}

/// A part of the name or the address, in any case.
fn goes_to(words: &str) -> Condition {
    let mut pattern = String::from("%");
    for letter in words.to_lowercase().chars() {
        if matches!(letter, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    let is_like = |column: Column| {
        Expr::expr(Func::lower(Expr::col(column))).like(LikeExpr::new(pattern.clone()).escape('\\'))
    };
    Condition::any()
        .add(is_like(Column::Recipient))
        .add(is_like(Column::Name))
}

async fn counts(house: HouseDoor<'_>) -> Result<Vec<(MailState, u64)>> {
    let rows: Vec<(String, i64)> = Entity::find()
        .select_only()
        .column(Column::State)
        .column_as(Column::Id.count(), "mails")
        .group_by(Column::State)
        .into_tuple()
        .all(house.read())
        .await?;
    let of = |state: MailState| {
        let found = rows.iter().find(|(word, _)| word == state.word());
        found.map_or(0, |(_, count)| u64::try_from(*count).unwrap_or_default())
    };
    Ok(MailState::ALL.map(|state| (state, of(state))).to_vec())
}

/// Keeps a mail that waits from going. `false` when it does not wait.
pub(super) async fn cancel(house: HouseDoor<'_>, id: Uuid) -> Result<bool> {
    let cancelled = ActiveModel {
        state: Set(MailState::Cancelled.word().to_owned()),
        changed_at: Set(now()),
        ..Default::default()
    };
    let done = Entity::update_many()
        .set(cancelled)
        .filter(Column::Id.eq(id))
        .filter(Column::State.eq(MailState::Queued.word()))
        .exec(house.write())
        .await?;
    Ok(done.rows_affected == 1)
}

/// Lets a mail go now that waits for its next try, failed or was cancelled. `false` when there is none to go.
pub(super) async fn again(house: HouseDoor<'_>, id: Uuid) -> Result<bool> {
    let now = now();
    let queued = ActiveModel {
        state: Set(MailState::Queued.word().to_owned()),
        attempts: Set(0),
        next_at: Set(now),
        changed_at: Set(now),
        ..Default::default()
    };
    let waiting = [MailState::Queued, MailState::Failed, MailState::Cancelled];
    let is_current = Condition::any()
        .add(Column::EndsAt.is_null())
        .add(Column::EndsAt.gt(now));
    let done = Entity::update_many()
        .set(queued)
        .filter(Column::Id.eq(id))
        .filter(Column::State.is_in(waiting.map(MailState::word)))
        .filter(Column::Letter.is_not_null())
        .filter(is_current)
        .exec(house.write())
        .await?;
    Ok(done.rows_affected == 1)
}

/// Forgets what became of old mails, and the secrets of those that are over.
///
/// # Errors
/// When the database fails.
pub async fn sweep(crm: &Crm) -> Result<()> {
    let (house, now) = (crm.door().house(), now());
    let over = [MailState::Sent, MailState::Failed, MailState::Cancelled];
    Entity::delete_many()
        .filter(Column::State.is_in(over.map(MailState::word)))
        .filter(Column::ChangedAt.lt(now - KEPT))
        .exec(house.write())
        .await?;
    let empty = ActiveModel {
        letter: Set(None),
        ..Default::default()
    };
    Entity::update_many()
        .set(empty)
        .filter(Column::State.is_in(over.map(MailState::word)))
        .filter(Column::EndsAt.lt(now))
        .filter(Column::Letter.is_not_null())
        .exec(house.write())
        .await?;
    Ok(())
}

fn told(row: Model) -> Result<Mail> {
    let state = MailState::from_word(&row.state)
        .ok_or_else(|| crate::Error::broken("a mail is in no state"))?;
    let is_current = row.letter.is_some() && row.ends_at.is_none_or(|ends| ends > now());
    let waits = state == MailState::Queued;
    Ok(Mail {
        id: row.id,
        recipient: row.recipient,
        name: row.name,
        subject: row.subject,
        kind: from_word::<MailKind>(&row.kind)?,
        state,
        attempts: u32::try_from(row.attempts).unwrap_or_default(),
        next_at: waits.then_some(row.next_at),
        created_at: row.created_at,
        changed_at: row.changed_at,
        trouble: row.trouble.as_deref().map(from_word).transpose()?,
        answer: row.answer,
        may_cancel: waits,
        may_send: is_current
            && match state {
                MailState::Queued => row.attempts > 0,
                MailState::Failed | MailState::Cancelled => true,
                MailState::Sending | MailState::Sent => false,
            },
    })
}

/// Now, as exactly as both databases keep it.
pub(super) fn now() -> DateTime<Utc> {
    Utc::now().trunc_subsecs(3)
}

fn word(value: &impl Serialize) -> Result<String> {
    Ok(serde_json::to_value(value)?
        .as_str()
        .unwrap_or_default()
        .to_owned())
}

fn from_word<T: DeserializeOwned>(word: &str) -> Result<T> {
    Ok(serde_json::from_value(word.into())?)
}
