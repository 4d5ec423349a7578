//! Shares as they are listed, and by what somebody sees a record.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use std::collections::{BTreeMap, HashMap};

use chrono::Utc;
use contract::dto::sharing::{
    EndsWith, Grants, Holder, Question, RecordShares, ShareEnd, ShareInfo, ShareState, Subject,
    Through,
};
use contract::{Action, Label};
use entity::share;
use sea_orm::sea_query::ExprTrait;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::ask::may_decide;
use super::check::may_share;
use super::give::{is_theirs_to_end, may_end};
use super::held::level;
use super::row;
use crate::access::{alive, of_question};
use crate::{Desk, Result, records};

/// So many shares of each kind are listed.
const MOST: u64 = 200;

/// Who has a record by shares, as [`of_record`]; without a record, which filters of an object are shared.
///
/// # Errors
/// As `give`.
pub async fn of(desk: &Desk, object: &str, record: Option<Uuid>) -> Result<RecordShares> {
    match record {
        Some(id) => of_record(desk, object, id).await,
        None => of_filters(desk, object).await,
    }
}

/// The filters of an object that the asker shares; for administrators everybody's.
async fn of_filters(desk: &Desk, object: &str) -> Result<RecordShares> {
    may_share(desk, object, &Subject::Question(Question::default())).await?;
    let mut filters = share::Entity::find()
        .filter(share::Column::Record.is_null())
        .filter(share::Column::Object.eq(object))
        .filter(alive(Utc::now()))
        .order_by_asc(share::Column::MadeAt)
        .limit(MOST);
    if !desk.actor().is_administrator() {
        filters = filters.filter(share::Column::GivenBy.eq(desk.actor().id()));
    }
    let rows = filters.all(desk.crm().door().house().read()).await?;
    Ok(RecordShares {
        shares: told(desk, rows).await?,
        holders: holders(desk).await?,
    })
}

/// Who has a record by shares, and who asked for it, for whoever may share it.
///
/// # Errors
/// As `give`.
pub async fn of_record(desk: &Desk, object: &str, id: Uuid) -> Result<RecordShares> {
    may_share(desk, object, &Subject::Record(id)).await?;
    let rows = share::Entity::find()
        .filter(share::Column::Record.eq(id))
        .filter(share::Column::Object.eq(object))
        .filter(stands())
        .order_by_asc(share::Column::MadeAt)
        .all(desk.crm().door().house().read())
        .await?;
    Ok(RecordShares {
        shares: told(desk, rows).await?,
        holders: holders(desk).await?,
    })
}

/// Shares that live and requests that wait.
fn stands() -> Condition {
    let waits = share::Column::State.eq(ShareState::Asked.key());
    Condition::any().add(alive(Utc::now())).add(waits)
}

/// Everybody with whom something can be shared: people, roles, teams.
async fn holders(desk: &Desk) -> Result<Vec<(Holder, Label)>> {
    let same = |name: &str| Label::new(name, name);
    let people = desk.crm().people();
    let people = people.all().iter();
    let roles = desk.crm().roles();
    let roles = roles.all().iter();
    let teams = row::teams(desk.crm()).await?;
    Ok(people
        .map(|person| (Holder::Person(person.id), same(&person.name)))
        .chain(roles.map(|role| (Holder::Role(role.key.clone()), role.label.clone())))
        .chain(
            teams
                .iter()
                .map(|team| (Holder::Team(team.key.clone()), same(&team.name))),
        )
        .collect())
}

/// Grants, shared filters and requests: for administrators all of them, for others what they gave, have or asked for,
/// and the requests that they may decide.
///
/// # Errors
/// When the database fails.
pub async fn grants(desk: &Desk) -> Result<Grants> {
    let all = async |state: ShareState| {
        let found = share::Entity::find()
            .filter(share::Column::State.eq(state.key()))
            .filter(is_grant())
            .filter(concerns(desk, state))
            .order_by_desc(share::Column::MadeAt)
            .limit(MOST);
        found.all(desk.crm().door().house().read()).await
    };
    let mut asked = told(desk, all(ShareState::Asked).await?).await?;
    asked.retain(|one| one.may_decide || one.may_end);
    let mut live = all(ShareState::Live).await?;
    live.retain(|row| row.until.is_none_or(|until| until > Utc::now()));
    let mut ended = all(ShareState::Ended).await?;
    ended.extend(all(ShareState::Refused).await?);
    ended.sort_by_key(|row| std::cmp::Reverse(row.ended_at));
    Ok(Grants {
        asked,
        live: told(desk, live).await?,
        ended: told(desk, ended).await?,
    })
}

/// What is more than a record that is shared for good, which is listed at the record.
fn is_grant() -> Condition {
    Condition::any()
        .add(share::Column::Until.is_not_null())
        .add(share::Column::EndsRecord.is_not_null())
        .add(share::Column::Record.is_null())
        .add(share::Column::AskedBy.is_not_null())
}

fn concerns(desk: &Desk, state: ShareState) -> Condition {
    // Which requests somebody may decide is said record by record.
    if desk.actor().is_administrator() || state == ShareState::Asked {
        return Condition::all();
    }
    let me = desk.actor().id();
    Condition::any()
        .add(share::Column::GivenBy.eq(me))
        .add(share::Column::AskedBy.eq(me))
        .add(share::Column::Holder.is_in(desk.actor().holders()))
}

/// The share by which somebody may do something with a record.
async fn found_through(
    desk: &Desk,
    object: &str,
    id: Uuid,
    action: Action,
) -> Result<Option<share::Model>> {
    let rows = share::Entity::find()
        .filter(share::Column::Record.eq(id))
        .filter(share::Column::Object.eq(object))
        .filter(share::Column::Holder.is_in(desk.actor().holders()))
        .filter(alive(Utc::now()));
    let mut rows = rows.all(desk.crm().door().house().read()).await?;
    rows.retain(|row| action == Action::See || row.may_edit);
    for question in desk
        .shares()
        .questions(object, level(action == Action::Edit))
    {
        let described = desk.whole_object(object)?;
        let (Some(holds), Ok(visible)) = (of_question(question, &described), desk.visible(object))
        else {
            continue;
        };
        let is_it = visible.column("id").eq(id);
        if visible.only(holds).only(is_it).count_to(1).await? > 0 {
            rows.push(row::find(desk.crm(), question.id()).await?);
        }
    }
    // The one that lasts longest is what they go by.
    let rest = |row: &share::Model| {
        let is_for_good = row.until.is_none() && row.ends_record.is_none();
        (is_for_good, row.until.is_none(), row.until)
    };
    rows.sort_by_key(rest);
    Ok(rows.pop())
}

/// By what the asker sees or edits a record that their roles do not let them.
///
/// # Errors
/// When the database fails.
pub async fn through(desk: &Desk, object: &str, id: Uuid) -> Result<Option<Through>> {
    if !desk.holds(object, Action::See) {
        return Ok(None);
    }
    let own = desk.by_roles();
    for action in [Action::See, Action::Edit] {
        if own.granted(object, id, action).await.is_ok() {
            continue;
        }
        let Some(row) = found_through(desk, object, id, action).await? else {
            continue;
        };
        let people = desk.crm().people();
        let giver = row.given_by.and_then(|id| people.name(id));
        return Ok(Some(Through {
            level: level(row.may_edit),
            until: row.until,
            ends_with_close: row.ends_record.is_some(),
            given_by: giver.unwrap_or_default().to_owned(),
            reason: row.reason,
        }));
    }
    Ok(None)
}

/// Rows as they are listed.
async fn told(desk: &Desk, rows: Vec<share::Model>) -> Result<Vec<ShareInfo>> {
    let titles = titles(desk, &rows).await?;
    let names: HashMap<Holder, Label> = holders(desk).await?.into_iter().collect();
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        let may_decide = may_decide(desk, &row).await;
        let stands = row.state == ShareState::Live.key();
        let may_end = is_theirs_to_end(desk, &row) || stands && may_end(desk, &row).await;
        all.push(info(desk, row, &titles, &names, (may_end, may_decide)));
    }
    Ok(all)
}

type Titles = HashMap<(String, Uuid), String>;

/// The names of records, as far as the asker sees them.
async fn titles(desk: &Desk, rows: &[share::Model]) -> Result<Titles> {
    let mut wanted: BTreeMap<&str, Vec<Uuid>> = BTreeMap::new();
    for row in rows {
        let object = row.object.as_str();
        wanted.entry(object).or_default().extend(row.record);
        if let Some(object) = &row.ends_object {
            wanted.entry(object).or_default().extend(row.ends_record);
        }
    }
    let mut titles = Titles::new();
    for (object, ids) in wanted {
        for (id, title) in records::titles_of(desk, object, ids).await? {
            titles.insert((object.to_owned(), id), title);
        }
    }
    Ok(titles)
}

fn info(
    desk: &Desk,
    row: share::Model,
    titles: &Titles,
    names: &HashMap<Holder, Label>,
    (may_end, may_decide): (bool, bool),
) -> ShareInfo {
    let title = |object: &str, id: Uuid| titles.get(&(object.to_owned(), id)).cloned();
    let name = |id: Option<Uuid>| {
        let people = desk.crm().people();
        id.map(|id| people.name(id).unwrap_or_default().to_owned())
    };
    let question = row.question.as_deref().unwrap_or_default();
    let question: Question = serde_json::from_str(question).unwrap_or_default();
    let holder = Holder::parse(&row.holder).unwrap_or(Holder::Role(String::new()));
    let gone = || match &holder {
        Holder::Person(id) => name(Some(*id)).map(|name| Label::new(&name, &name)),
        Holder::Role(key) | Holder::Team(key) => Some(Label::new(key, key)),
    };
    ShareInfo {
        id: row.id,
        title: match row.record {
            Some(id) => title(&row.object, id).unwrap_or_default(),
            None => question.name,
        },
        record: row.record,
        holder_name: names
            .get(&holder)
            .cloned()
            .or_else(gone)
            .unwrap_or_default(),
        holder,
        level: level(row.may_edit),
        reason: row.reason,
        until: row.until,
        ends_with: row
            .ends_object
            .zip(row.ends_record)
            .map(|(object, id)| EndsWith {
                title: title(&object, id).unwrap_or_default(),
                object,
                id,
            }),
        object: row.object,
        state: state(&row.state),
        made_at: row.made_at,
        asked_by: name(row.asked_by),
        given_by: name(row.given_by),
        ended_at: row.ended_at,
        ended_why: row.ended_why.as_deref().and_then(why),
        ended_by: name(row.ended_by),
        may_end,
        may_decide,
    }
}

fn state(word: &str) -> ShareState {
    [ShareState::Asked, ShareState::Live, ShareState::Refused]
        .into_iter()
        .find(|state| state.key() == word)
        .unwrap_or(ShareState::Ended)
}

fn why(word: &str) -> Option<ShareEnd> {
    [ShareEnd::Time, ShareEnd::Closed, ShareEnd::Person]
        .into_iter()
        .find(|why| why.key() == word)
}
