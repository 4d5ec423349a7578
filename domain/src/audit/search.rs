//! Searching the log: by person, object, record, action, time, address and request, the newest first.
#![expect(
    clippy::disallowed_methods,
    reason = "reads a table of the house: the log"
)]

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use contract::dto::audit::{AuditChange, AuditLine, AuditPage, AuditQuery, ChainState, NOTE};
use contract::{FieldDef, Refusal, Value, plain};
use entity::{event, seal};
use sea_orm::sea_query::{Alias, Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use uuid::Uuid;

use super::sealer::cursor;
use super::{chain, proof};
use crate::log::Cursor;
use crate::{Desk, Result, clock, digest};

/// How many lines one page has.
const PAGE: u64 = 50;
/// The most letters of a value that are shown; the description of an object may be long.
const LONGEST: usize = 2_000;

/// What was found, a page of it, and how the chain stands.
///
/// # Errors
/// [`Refusal::Forbidden`] for who may not read the log; [`Refusal::NotFound`] for a page of another question.
pub async fn search(desk: &Desk, query: &AuditQuery) -> Result<AuditPage> {
    must_read(desk)?;
    let (lines, next) = page(desk, query, PAGE).await?;
    Ok(AuditPage {
        lines,
        next,
        chain: standing(desk).await?,
    })
}

/// Refuses who may not read the log, and programs, whosever their key is.
pub(super) fn must_read(desk: &Desk) -> Result<()> {
    match desk.actor().may_read_log() {
        true => Ok(()),
        false => Err(Refusal::Forbidden.into()),
    }
}

/// Some lines, and where the next ones begin.
pub(super) async fn page(
    desk: &Desk,
    query: &AuditQuery,
    most: u64,
) -> Result<(Vec<AuditLine>, Option<String>)> {
    let house = desk.crm().door().house();
    let after = match query.after.as_deref() {
        Some(after) => Some(place(after).ok_or(Refusal::NotFound)?),
        None => None,
    };
    let mut found: Vec<event::Model> = Vec::new();
    // What was noted of an object stands under another word: two short readings, each by its index.
    for object in objects(query) {
        let select = select(desk, query, object, after).limit(most + 1);
        found.extend(select.all(house.read()).await?);
    }
    found.sort_by_key(|event| std::cmp::Reverse((event.at, event.seq)));
    let shown = usize::try_from(most).unwrap_or(usize::MAX);
    let has_more = found.len() > shown;
    found.truncate(shown);
    let next = found
        .last()
        .filter(|_| has_more)
        .map(|last| format!("{}.{}", last.at.timestamp_micros(), last.seq));
    let sealed = cursor(house).await?;
    let line = |event| line(desk, event, sealed);
    Ok((found.iter().map(line).collect(), next))
}

fn objects(query: &AuditQuery) -> Vec<Option<String>> {
    match &query.object {
        None => vec![None],
        Some(object) if object.starts_with(NOTE) => vec![Some(object.clone())],
        Some(object) => vec![Some(object.clone()), Some(format!("{NOTE}{object}"))],
    }
}

fn place(after: &str) -> Option<(DateTime<Utc>, i64)> {
    let (at, seq) = after.split_once('.')?;
    Some((
        DateTime::from_timestamp_micros(at.parse().ok()?)?,
        seq.parse().ok()?,
    ))
}

fn select(
    desk: &Desk,
    query: &AuditQuery,
    object: Option<String>,
    after: Option<(DateTime<Utc>, i64)>,
) -> Select<event::Entity> {
    use event::Column as C;
    let zone = &desk.preferences().time_zone;
    let mut find = event::Entity::find();
    if let Some(object) = object {
        find = find.filter(C::Object.eq(object));
    }
    if let Some(person) = query.person {
        find = find.filter(C::ActorId.eq(person));
    }
    if let Some(record) = query.record {
        find = find.filter(C::RecordId.eq(record));
    }
    if let Some(action) = &query.action {
        find = find.filter(C::Action.eq(action.as_str()));
    }
    if let Some(address) = &query.address {
        find = find.filter(C::Address.eq(address.as_str()));
    }
    if let Some(request) = query.request {
        find = find.filter(C::RequestId.eq(request));
    }
    if let Some(day) = query.from {
        find = find.filter(C::At.gte(clock::day(day, zone).0));
    }
    if let Some(day) = query.until {
        find = find.filter(C::At.lt(clock::day(day, zone).1));
    }
    if let Some((at, seq)) = after {
        let column = |name: &'static str| Expr::col(Alias::new(name));
        let before = Expr::tuple([column("at"), column("seq")])
            .lt(Expr::tuple([Expr::val(at), Expr::val(seq)]));
        find = find.filter(before);
    }
    find.order_by_desc(C::At).order_by_desc(C::Seq)
}

fn line(desk: &Desk, event: &event::Model, sealed: Cursor) -> AuditLine {
    AuditLine {
        seq: event.seq,
        at: event.at,
        actor_id: event.actor_id,
        actor: event.actor.clone(),
        object: event.object.clone(),
        record: Some(event.record_id).filter(|id| !id.is_nil()),
        action: event.action.clone(),
        address: event.address.clone(),
        device: event.device.clone(),
        request: event.request_id,
        changes: changes(desk, event),
        is_erased: event.salt.is_empty(),
        is_sealed: (event.xid.unwrap_or_default(), event.seq) <= sealed,
        digest: digest::hexadecimal(&chain::digest(event)[..2]),
    }
}

/// The fields before and after. Who reads the log reads every field, for that is what it is read for; values of
/// sensitive fields are masked even there, and whoever wants to see one unmasks it at its record, which is noted.
fn changes(desk: &Desk, event: &event::Model) -> Vec<AuditChange> {
    let changes: BTreeMap<String, [Value; 2]> =
        serde_json::from_str(&event.changes).unwrap_or_default();
    let described = desk.crm().descriptions().object(&event.object);
    let change = |(key, [before, after]): (String, [Value; 2])| {
        let field = described.as_ref().and_then(|object| object.field(&key));
        let is_hidden = field.is_some_and(|field| field.sensitive);
        AuditChange {
            before: told(field, &before, is_hidden),
            after: told(field, &after, is_hidden),
            field: key,
        }
    };
    changes.into_iter().map(change).collect()
}

fn told(field: Option<&FieldDef>, value: &Value, is_hidden: bool) -> String {
    if value.is_empty() {
        return String::new();
    }
    if is_hidden || matches!(value, Value::Sealed(_)) {
        return "••••".to_owned();
    }
    let text = match (value, field) {
        (Value::Text(text), _) => text.clone(),
        (Value::Integer(number), _) => number.to_string(),
        (Value::Tags(words), _) => words.join(", "),
        (Value::Link(link), _) if !link.text.is_empty() => link.text.clone(),
        (Value::Link(link), _) => link.id.as_ref().map(Uuid::to_string).unwrap_or_default(),
        (value, Some(field)) => match plain::value(field, value) {
            serde_json::Value::String(text) => text,
            other => other.to_string(),
        },
        (value, None) => serde_json::to_string(value).unwrap_or_default(),
    };
    text.chars().take(LONGEST).collect()
}

/// How the chain stands.
async fn standing(desk: &Desk) -> Result<ChainState> {
    let house = desk.crm().door().house();
    let last: Option<(DateTime<Utc>, Vec<u8>)> = seal::Entity::find()
        .select_only()
        .columns([seal::Column::At, seal::Column::Head])
        .order_by_desc(seal::Column::Number)
        .into_tuple()
        .one(house.read())
        .await?;
    let (sealed_at, head) = last.unzip();
    Ok(ChainState {
        sealed_at,
        head: head.map(|head| digest::hexadecimal(&head)),
        verified: proof::last(desk.crm()).await?,
    })
}
