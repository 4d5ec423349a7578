//! Questions about one object, answered through the door.

use contract::dto::records::Suggestion;
use contract::dto::search::Hit;
use contract::objects::ACTIVITY;
use contract::{
    Action, FieldDef, FieldKind, FieldRight, Language, ObjectDef, Reach, Record, Value,
};
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Func, LikeExpr, Query, SelectStatement};
use sea_orm::{DbBackend, sea_query};
use uuid::Uuid;

use super::tokens::Wanted;
use super::{index, near, tokens};
use crate::access::{Order, Visible};
use crate::records::fill;
use crate::{Desk, Result, sorting};

/// Suggestions to choose from.
const SUGGESTIONS: u64 = 10;
/// Candidates taken from the index before the door looks at them.
const CANDIDATES: u64 = 400;
/// The longest question, in characters.
const LONGEST: usize = 200;

/// Records of one object to choose from; where nothing has the words, those that have words near them.
///
/// # Errors
/// [`contract::Refusal::NotFound`] when there is no such object to see.
pub async fn suggest(desk: &Desk, object: &str, words: &str) -> Result<Vec<Suggestion>> {
    let words = clipped(words);
    let described = desk.object(object)?;
    let visible = desk.visible(object)?;
    if words.trim().is_empty() {
        let latest = visible.order("updated_at", Order::Down);
        return Ok(suggestions(told(desk, latest.first(SUGGESTIONS)).await?));
    }
    let wanted = tokens::of_question(&words);
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let mut found = of_index(desk, &described, &wanted, &words).await?;
    if found.is_empty()
        && let Some(near) = near::question(desk, &words).await?
    {
        found = of_index(desk, &described, &near, &words).await?;
    }
    Ok(suggestions(found))
}

async fn of_index(
    desk: &Desk,
    object: &ObjectDef,
    wanted: &Wanted,
    words: &str,
) -> Result<Vec<Hit>> {
    let among = candidates(desk, &object.key, wanted);
    let visible = desk.visible(&object.key)?;
    let id = visible.column("id");
    let narrowed = visible.only(Condition::all().add(id.in_subquery(among)));
    let narrowed = in_sight(desk, narrowed, words);
    told(desk, best(desk, narrowed, words).first(SUGGESTIONS)).await
}

/// The index does not know which field holds a word. Who may not see every field that is searched finds a record by its
/// name alone, so that no word tells of what is hidden.
pub(super) fn in_sight(desk: &Desk, visible: Visible, words: &str) -> Visible {
    match is_searched_in_part(desk, &visible.object().key) {
        true => {
            let named = is_named(visible.object(), words);
            visible.only(named)
        }
        false => visible,
    }
}

fn is_searched_in_part(desk: &Desk, object: &str) -> bool {
    if !desk.is_narrowed(object) {
        return false;
    }
    let whole = desk.whole_object(object);
    let is_hidden = |field: &String| desk.field_right(object, field) < FieldRight::See;
    whole.is_ok_and(|whole| whole.searched.iter().any(is_hidden))
}

/// Names that hold each of the words.
fn is_named(object: &ObjectDef, words: &str) -> Condition {
    let title = object.field(&object.title).and_then(FieldDef::column);
    let mut all = Condition::all();
    for word in words.to_lowercase().split_whitespace() {
        let escaped = word
            .replace('\\', "\\\\")
            .replace('%', "\\%")
            .replace('_', "\\_");
        let like = LikeExpr::new(format!("%{escaped}%")).escape('\\');
        let name = (
            sea_query::Alias::new(object.table()),
            sea_query::Alias::new(title.as_deref().unwrap_or("id")),
        );
        all = all.add(Expr::from(Func::lower(Expr::col(name))).like(like));
    }
    all
}

fn suggestions(hits: Vec<Hit>) -> Vec<Suggestion> {
    hits.into_iter()
        .map(|hit| Suggestion {
            object: hit.object,
            id: hit.id,
            title: hit.title,
            sub: hit.sub,
        })
        .collect()
}

/// The ids of records whose names hold the words, for whoever may not see every field that is searched; `None` for
/// everybody else, whom the index answers.
pub(super) fn named(desk: &Desk, object: &str, words: &str) -> Option<SelectStatement> {
    let whole = desk.whole_object(object).ok()?;
    is_searched_in_part(desk, object).then(|| {
        let table = sea_query::Alias::new(whole.table());
        Query::select()
            .column((table.clone(), sea_query::Alias::new("id")))
            .from(table)
            .cond_where(is_named(&whole, &clipped(words)))
            .take()
    })
}

/// The ids of what the index finds of an object for the asker.
pub(super) fn candidates(desk: &Desk, object: &str, wanted: &Wanted) -> SelectStatement {
    let most = (among(desk, object) != Among::Some).then_some(CANDIDATES);
    let wanted = of_object(desk, object, wanted);
    index::select(desk.crm().door().backend(), object, &wanted, most)
}

/// What is wanted of one object. Who only sees their own looks only among their own, so that what they may not see cannot
/// crowd it out; of these PostgreSQL looks at each sooner than at where those of the object are.
pub(super) fn of_object(desk: &Desk, object: &str, wanted: &Wanted) -> Wanted {
    match (among(desk, object), desk.crm().door().backend()) {
        (Among::Own(me), DbBackend::Postgres) => wanted.and(tokens::owner_token(me)),
        (Among::Own(me), _) => wanted
            .and(tokens::object_token(object))
            .and(tokens::owner_token(me)),
        _ => wanted.and(tokens::object_token(object)),
    }
}

/// Which records of an object somebody sees, as far as the index knows of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Among {
    All,
    /// Those of one owner.
    Own(Uuid),
    /// Of that only the door knows.
    Some,
}

pub(super) fn among(desk: &Desk, object: &str) -> Among {
    match (desk.reach(object, Action::See), desk.actor().id()) {
        (Reach::All, _) => Among::All,
        (Reach::Own, Some(me)) if object != ACTIVITY && !desk.holds(object, Action::See) => {
            Among::Own(me)
        }
        _ => Among::Some,
    }
}

/// Names that begin with the words come first, then what changed last.
pub(super) fn best(desk: &Desk, visible: Visible, words: &str) -> Visible {
    let begins = begins(desk, visible.object(), words);
    let updated = visible.column("updated_at");
    visible
        .order_expr(begins, Order::Down)
        .order_expr(updated, Order::Down)
}

/// Whether a name begins with the words, as a span of its order, so that an index finds it.
pub(super) fn begins(desk: &Desk, object: &ObjectDef, words: &str) -> Expr {
    let key = sorting::key(words);
    let key = key.trim_end();
    let name = name_order(desk, object);
    name.clone()
        .gte(key)
        .and(name.lt(format!("{key}{}", char::MAX)))
}

/// What names are ordered by, byte by byte on both databases.
pub(super) fn name_order(desk: &Desk, object: &ObjectDef) -> Expr {
    let name = migration::sort_column(object);
    match desk.crm().door().backend() {
        DbBackend::Postgres => {
            Expr::cust(format!("\"{}\".\"{name}\" COLLATE \"C\"", object.table()))
        }
        _ => Expr::col((
            sea_query::Alias::new(object.table()),
            sea_query::Alias::new(name),
        )),
    }
}

/// The records of a question as hits.
///
/// # Errors
/// When the database fails.
pub(super) async fn told(desk: &Desk, visible: Visible) -> Result<Vec<Hit>> {
    let object = desk.object(&visible.object().key)?;
    let shown = shown(&object);
    let mut records = visible.records(&shown).await?;
    fill(desk, &object, &mut records).await?;
    let language = desk.preferences().language;
    Ok(records
        .iter()
        .map(|record| Hit {
            object: object.key.clone(),
            id: record.id,
            title: record.text(&object.title).to_owned(),
            sub: beside(&object, &shown, record, language),
            near: false,
        })
        .collect())
}

fn beside(object: &ObjectDef, shown: &[&FieldDef], record: &Record, language: Language) -> String {
    let parts: Vec<String> = shown
        .iter()
        .filter(|field| field.key != object.title)
        .filter_map(|field| said(field, record, language))
        .take(2)
        .collect();
    parts.join(" · ")
}

pub(super) fn clipped(words: &str) -> String {
    words.chars().take(LONGEST).collect()
}

/// The title and the fields that tell namesakes apart.
fn shown(object: &ObjectDef) -> Vec<&FieldDef> {
    let tells = |field: &&FieldDef| {
        let is_column = object.columns.contains(&field.key);
        field.key == object.title
            || field.key == "company"
            || field.key == "region"
            || matches!(field.kind, FieldKind::Phone | FieldKind::Choice) && is_column
            || field.kind == FieldKind::Relation && is_column
            || field.key == "owner"
    };
    object
        .fields
        .iter()
        .filter(|field| !field.sensitive || field.key == object.title)
        .filter(tells)
        .collect()
}

fn said(field: &FieldDef, record: &Record, language: Language) -> Option<String> {
    match (field.kind, record.value(&field.key)) {
        (FieldKind::User, _) => None,
        (FieldKind::Choice, Value::Text(key)) => {
            Some(field.choice(key)?.label.get(language).to_owned())
        }
        (_, Value::Text(text)) if !text.is_empty() => Some(text.clone()),
        (_, Value::Link(link)) if !link.text.is_empty() => Some(link.text.clone()),
        _ => None,
    }
}
