//! Records that name one which was not there yet: when it comes, they find it.

use std::collections::{BTreeSet, HashMap};

use contract::objects::ACTIVITY;
use contract::value::Values;
use contract::{Action, FieldDef, ObjectDef, Reach, Value};
use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait, Query, UpdateStatement};
use uuid::Uuid;

use crate::access::{Visible, Write};
use crate::{Desk, Result, activities, derived};

/// Values of one question.
const ASKED: usize = 10_000;

/// The texts by which the next records may be waited for: their foreign ids, and names that only one of them has.
pub(super) fn called<'v>(
    object: &ObjectDef,
    made: impl Iterator<Item = (Uuid, &'v Values)>,
) -> HashMap<String, Uuid> {
    let (mut ids, mut names) = (HashMap::new(), HashMap::<String, Option<Uuid>>::new());
    for (id, values) in made {
        let text = |key: &str| values.get(key).and_then(Value::text).map(str::to_owned);
        ids.extend(text("external_id").map(|foreign| (foreign, id)));
        if let Some(name) = text(&object.title) {
            names
                .entry(name)
                .and_modify(|known| *known = None)
                .or_insert(Some(id));
        }
    }
    for (name, id) in names {
        if let Some(id) = id {
            ids.entry(name).or_insert(id);
        }
    }
    ids
}

/// Fields of a record that wait, and for which text.
pub(super) type Waiting = Vec<(String, FieldDef, BTreeSet<String>)>;

/// Which relations of which objects wait for some texts, as far as the asker may change the records.
///
/// # Errors
/// When the database fails.
pub(super) async fn find(
    desk: &Desk,
    object: &ObjectDef,
    called: &HashMap<String, Uuid>,
) -> Result<Waiting> {
    let mut fields: Vec<(Visible, FieldDef, String)> = Vec::new();
    let descriptions = desk.crm().descriptions();
    for other in descriptions.all() {
        // Only these have an index by what they wait for.
        for field in other
            .relations_to(&object.key)
            .filter(|field| field.filterable)
        {
            if let (Some(reference), Ok(visible)) = (
                field.reference_column(),
                desk.within_reach(&other.key, Action::Edit),
            ) {
                fields.push((visible, field.clone(), reference));
            }
        }
    }
    let any = fields.iter().map(|(visible, _, reference)| {
        let waits = visible.column(reference).is_not_null();
        visible.clone().only(Condition::all().add(waits))
    });
    let counts = Visible::counts_to(any.collect(), 1).await?;
    let mut waiting = Waiting::new();
    for ((visible, field, reference), count) in fields.into_iter().zip(counts) {
        if count == 0 {
            continue;
        }
        let texts: Vec<&str> = called.keys().map(String::as_str).collect();
        let mut found = BTreeSet::new();
        for texts in texts.chunks(ASKED) {
            let is_called = visible.column(&reference).is_in(texts.iter().copied());
            let wanted = visible.clone().only(Condition::all().add(is_called));
            for record in wanted.records(&[&field]).await? {
                if let Value::Link(link) = record.value(&field.key) {
                    found.insert(link.text.clone());
                }
            }
        }
        if !found.is_empty() {
            waiting.push((visible.object().key.clone(), field, found));
        }
    }
    Ok(waiting)
}

/// Links what waited.
///
/// # Errors
/// When the database fails.
pub(super) async fn welcome(
    desk: &Desk,
    write: &Write<'_>,
    object: &ObjectDef,
    called: &HashMap<String, Uuid>,
    waiting: &Waiting,
) -> Result<()> {
    for (other, field, texts) in waiting {
        let (Some(column), Some(reference)) = (field.column(), field.reference_column()) else {
            continue;
        };
        let mut found = Vec::new();
        for (text, id) in texts
            .iter()
            .filter_map(|text| Some((text, *called.get(text)?)))
        {
            write
                .derive(&link(desk, other, &column, &reference, text, id))
                .await?;
            found.push(id);
        }
        if other == ACTIVITY {
            activities::refresh(write, &object.key, found.clone()).await?;
        }
        derived::relinked(write, other, &field.key, &found).await?;
    }
    Ok(())
}

/// Only records that the asker may change, by the same condition as they were found.
fn link(
    desk: &Desk,
    other: &str,
    column: &str,
    reference: &str,
    text: &str,
    id: Uuid,
) -> UpdateStatement {
    let table = desk
        .crm()
        .descriptions()
        .object(other)
        .map_or_else(|| other.to_owned(), |other| other.table().to_owned());
    let mut update = Query::update();
    update
        .table(Alias::new(&table))
        .value(Alias::new(column), id)
        .value(Alias::new(reference), Option::<String>::None)
        .and_where(Expr::col((Alias::new(&table), Alias::new(reference))).eq(text));
    // Whoever reaches all need not be asked about each.
    if let (true, Ok(visible)) = (
        desk.reach(other, Action::Edit) < Reach::All,
        desk.within_reach(other, Action::Edit),
    ) {
        update.and_where(
            Expr::col((Alias::new(&table), Alias::new("id"))).in_subquery(visible.ids()),
        );
    }
    update
}
