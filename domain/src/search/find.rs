//! Questions to the index, answered through the door.

use contract::dto::records::Suggestion;
use contract::dto::search::Hit;
use contract::objects::ACTIVITY;
use contract::{FieldDef, FieldKind, ObjectDef, Reach, Record, Value};
use sea_orm::sea_query::{Condition, ExprTrait, SelectStatement};

use super::index;
use super::tokens::{self, Wanted};
use crate::access::{Order, Visible};
use crate::records::fill;
use crate::{Desk, Result};

/// Hits of each object in a search over all.
const HITS: u64 = 6;
/// Suggestions to choose from.
const SUGGESTIONS: u64 = 10;
/// Candidates taken from the index before the door looks at them.
const CANDIDATES: u64 = 400;
/// The longest question, in characters.
const LONGEST: usize = 200;

/// Records of all objects that the words find; those changed last for no words.
///
/// # Errors
/// When the database fails.
pub async fn everything(desk: &Desk, words: &str) -> Result<Vec<Hit>> {
    let mut hits = Vec::new();
    let descriptions = desk.crm().descriptions();
    for object in descriptions.all().iter().filter(|object| object.is_found()) {
        let object = object.key.as_str();
        if desk.visible(object).is_err() || (words.trim().is_empty() && object == ACTIVITY) {
            continue;
        }
        let found = find(desk, object, words, HITS).await?;
        hits.extend(found.into_iter().map(|(record, title, sub)| Hit {
            object: object.to_owned(),
            id: record.id,
            title,
            sub,
        }));
    }
    Ok(hits)
}

/// Records of one object to choose from.
///
/// # Errors
/// [`contract::Refusal::NotFound`] when there is no such object to see.
pub async fn suggest(desk: &Desk, object: &str, words: &str) -> Result<Vec<Suggestion>> {
    let found = find(desk, object, words, SUGGESTIONS).await?;
    Ok(found
        .into_iter()
        .map(|(record, title, sub)| Suggestion {
            object: object.to_owned(),
            id: record.id,
            title,
            sub,
        })
        .collect())
}

/// The ids of an object's records that the words find, for a condition of a list. Nothing for words that hold
/// no letter or digit.
#[must_use]
pub fn matching(desk: &Desk, object: &str, words: &str) -> SelectStatement {
    let mut wanted = tokens::of_question(&clipped(words));
    wanted.whole.push(tokens::object_token(object));
    index::select(desk.crm().door().backend(), object, &wanted, None)
}

async fn find(
    desk: &Desk,
    object: &str,
    words: &str,
    most: u64,
) -> Result<Vec<(Record, String, String)>> {
    let described = desk.object(object)?;
    let mut visible = desk.visible(object)?;
    let words = clipped(words);
    if words.trim().is_empty() {
        visible = visible.order("updated_at", Order::Down);
    } else {
        let wanted = tokens::of_question(&words);
        if wanted == Wanted::default() {
            return Ok(Vec::new());
        }
        visible = found(desk, object, wanted, visible);
        let title = visible.column(&migration::sort_column(&described));
        let begins = title.like(format!("{}%", crate::sorting::key(&words).trim_end()));
        visible = visible.order_expr(begins, Order::Down);
        let updated = visible.column("updated_at");
        visible = visible.order_expr(updated, Order::Down);
    }
    let shown = shown(&described);
    let mut records = visible.first(most).records(&shown).await?;
    fill(desk, &described, &mut records).await?;
    let language = desk.preferences().language;
    Ok(records
        .into_iter()
        .map(|record| {
            let title = record.text(&described.title).to_owned();
            let parts: Vec<String> = shown
                .iter()
                .filter(|field| field.key != described.title)
                .filter_map(|field| said(field, &record, language))
                .take(2)
                .collect();
            (record, title, parts.join(" · "))
        })
        .collect())
}

/// Who only sees their own looks only among their own, so that what they may not see cannot crowd it out.
fn found(desk: &Desk, object: &str, mut wanted: Wanted, visible: Visible) -> Visible {
    wanted.whole.push(tokens::object_token(object));
    let reach = desk.reach(object, contract::Action::See);
    if let (Reach::Own, Some(me)) = (reach, desk.actor().id().filter(|_| object != ACTIVITY)) {
        wanted.whole.push(tokens::owner_token(me));
    }
    let most =
        (reach == Reach::All || (reach == Reach::Own && object != ACTIVITY)).then_some(CANDIDATES);
    let ids = index::select(desk.crm().door().backend(), object, &wanted, most);
    let id = visible.column("id");
    visible.only(Condition::all().add(id.in_subquery(ids)))
}

fn clipped(words: &str) -> String {
    words.chars().take(LONGEST).collect()
}

/// The title and the fields that tell namesakes apart.
fn shown(object: &ObjectDef) -> Vec<&FieldDef> {
    let tells = |field: &&FieldDef| {
        field.key == object.title
            || field.key == "company"
            || field.key == "region"
            || matches!(field.kind, FieldKind::Phone | FieldKind::Choice)
                && object.columns.contains(&field.key)
            || field.kind == FieldKind::Relation && object.columns.contains(&field.key)
            || field.key == "owner"
    };
    object.fields.iter().filter(tells).collect()
}

fn said(field: &FieldDef, record: &Record, language: contract::Language) -> Option<String> {
    match (field.kind, record.value(&field.key)) {
        (FieldKind::User, _) => None,
        (FieldKind::Choice, Value::Text(key)) => {
            Some(field.choice(key)?.label.get(language).to_owned())
        }
        (_, Value::Text(text)) => Some(text.clone()),
        (_, Value::Link(link)) if !link.text.is_empty() => Some(link.text.clone()),
        _ => None,
    }
}
