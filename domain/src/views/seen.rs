//! The views that somebody has among their tabs.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use contract::dto::views::{Sharing, View, ViewBody};
use contract::query::{Test, consent};
use contract::{ObjectDef, Operator};
use entity::view;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder};

use crate::{Desk, Result};

/// The views of an object that the asker has: their own, those of their teams, and everybody's, in order.
///
/// # Errors
/// [`contract::Refusal::NotFound`] when there is no such object to see.
pub async fn of(desk: &Desk, object: &str) -> Result<Vec<View>> {
    desk.visible(object)?;
    let described = desk.object(object)?;
    let rows = view::Entity::find()
        .filter(view::Column::Object.eq(object))
        .filter(view::Column::DeletedAt.is_null())
        .filter(is_seen(desk))
        .order_by_asc(view::Column::Position)
        .order_by_asc(view::Column::Id)
        .all(desk.crm().door().house().read())
        .await?;
    rows.into_iter()
        .map(|row| told(desk, &described, row))
        .collect()
}

/// The views of all objects that the asker has, in order.
///
/// # Errors
/// When the database fails.
pub async fn all(desk: &Desk) -> Result<Vec<View>> {
    let rows = view::Entity::find()
        .filter(view::Column::DeletedAt.is_null())
        .filter(is_seen(desk))
        .order_by_asc(view::Column::Position)
        .order_by_asc(view::Column::Id)
        .all(desk.crm().door().house().read())
        .await?;
    let mut views = Vec::new();
    for row in rows {
        // An object may be put away, or out of the asker's reach by now.
        if let (Ok(_), Ok(object)) = (desk.visible(&row.object), desk.object(&row.object)) {
            views.push(told(desk, &object, row)?);
        }
    }
    Ok(views)
}

/// Own views, those of one's team or of a team above it, and everybody's. Administrators look after all that are
/// shared.
pub(super) fn is_seen(desk: &Desk) -> Condition {
    let me = desk.actor().id().unwrap_or_default();
    let everyone = word(Sharing::Everyone);
    let mut any = Condition::any().add(view::Column::Sharing.eq(everyone));
    // What somebody keeps for themselves is not shown to who looks as them.
    if desk.actor().simulation().is_none() {
        any = any.add(view::Column::OwnerId.eq(me));
    }
    let team = word(Sharing::Team);
    if desk.actor().is_administrator() {
        any = any.add(view::Column::Sharing.eq(team));
    } else {
        let above = desk.actor().above().to_vec();
        any = any.add(
            Condition::all()
                .add(view::Column::Sharing.eq(team))
                .add(view::Column::Team.is_in(above)),
        );
    }
    any
}

pub(super) fn told(desk: &Desk, object: &ObjectDef, row: view::Model) -> Result<View> {
    let mut body: ViewBody = serde_json::from_str(&row.body)?;
    let missing = settle(object, &mut body);
    let is_mine = desk.actor().id() == Some(row.owner_id);
    let sharing = sharing(&row.sharing);
    Ok(View {
        id: row.id,
        object: row.object,
        name: row.name,
        sharing,
        is_default: body
            .default_for
            .iter()
            .any(|role| desk.actor().has_role(role)),
        body,
        version: row.version,
        owner: desk
            .crm()
            .people()
            .name(row.owner_id)
            .unwrap_or_default()
            .to_owned(),
        is_mine,
        may_edit: is_mine || sharing != Sharing::Private && desk.actor().is_administrator(),
        missing,
    })
}

/// Leaves out what is gone or not for this person, and answers it.
fn settle(object: &ObjectDef, body: &mut ViewBody) -> Vec<String> {
    let mut missing = Vec::new();
    let mut is_there = |key: &str| {
        // Of a path to a related record only the first step is the object's own.
        let own = key.split(['.', '~']).next().unwrap_or(key);
        let found = object.field(own).is_some() || consent::is_one_of(&object.key, key);
        if !found && !missing.iter().any(|gone| gone == key) {
            missing.push(key.to_owned());
        }
        found
    };
    body.columns.retain(|column| is_there(&column.field));
    body.filters.retain(|filter| is_there(&filter.field));
    body.test = body.test.take().and_then(|test| kept(test, &mut is_there));
    body.sort = body.sort.take().filter(|sort| is_there(&sort.field));
    body.group = body.group.take().filter(|field| is_there(field));
    body.by = body.by.take().filter(|field| is_there(field));
    body.filters.retain(|filter| {
        object
            .field(&filter.field)
            .is_none_or(|field| Operator::of_field(field).contains(&filter.operator))
    });
    missing
}

/// What is left of conditions in groups; what is asked of related records is theirs.
fn kept(test: Test, is_there: &mut impl FnMut(&str) -> bool) -> Option<Test> {
    let mut all = |parts: Vec<Test>| -> Vec<Test> {
        let parts = parts.into_iter();
        parts
            .filter_map(|part| kept(part, &mut *is_there))
            .collect()
    };
    let left = match test {
        Test::One(filter) => return is_there(&filter.field).then_some(Test::One(filter)),
        Test::All(parts) => Test::All(all(parts)),
        Test::Any(parts) => Test::Any(all(parts)),
        has @ Test::Has { .. } => return Some(has),
    };
    (!left.is_empty()).then_some(left)
}

pub(super) fn word(sharing: Sharing) -> &'static str {
    match sharing {
        Sharing::Private => "private",
        Sharing::Team => "team",
        Sharing::Everyone => "everyone",
    }
}

fn sharing(word: &str) -> Sharing {
    match word {
        "team" => Sharing::Team,
        "everyone" => Sharing::Everyone,
        _ => Sharing::Private,
    }
}
