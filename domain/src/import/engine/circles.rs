//! Relations that could not be linked when their records came, since what they name came later.

use std::collections::{BTreeSet, HashMap};

use contract::{Action, FieldDef, FieldKind, Value};
use sea_orm::sea_query::{Condition, ExprTrait};
use uuid::Uuid;

use super::waiting;
use crate::access::{Order, Visible};
use crate::{Desk, Result};

/// Records, or values, of one question.
const ASKED: usize = 5_000;

/// Links every record of an object whose relation still waits for a record that is there by now: by foreign id, or by a
/// name that only one record has.
///
/// # Errors
/// [`contract::Refusal::Forbidden`] for who may not change such records.
pub(crate) async fn link_waiting(desk: &Desk, object: &str, field: &str) -> Result<()> {
    let object = desk.object(object)?;
    let Some(field) = object
        .field(field)
        .filter(|field| field.kind == FieldKind::Relation)
    else {
        return Ok(());
    };
    let (Some(reference), Some(target)) = (field.reference_column(), field.relation.as_deref())
    else {
        return Ok(());
    };
    let editable = desk.within_reach(&object.key, Action::Edit)?;
    let (target, there) = (desk.object(target)?, desk.visible(target)?);
    let texts = waited_for(editable, &reference, field).await?;
    let mut called = HashMap::new();
    let title = target.title.as_str();
    for texts in texts.iter().collect::<Vec<_>>().chunks(ASKED) {
        // A foreign id counts more than a name.
        for key in [title, "external_id"] {
            called.extend(one_each(&there, key, texts).await?);
        }
    }
    let waits: BTreeSet<String> = called.keys().cloned().collect();
    if waits.is_empty() {
        return Ok(());
    }
    let write = desk.write().await?;
    let waiting = vec![(object.key.clone(), field.clone(), waits)];
    waiting::welcome(desk, &write, &target, &called, &waiting).await?;
    write.commit().await
}

/// The texts for which records wait.
async fn waited_for(
    editable: Visible,
    reference: &str,
    field: &FieldDef,
) -> Result<BTreeSet<String>> {
    let (mut texts, mut after) = (BTreeSet::new(), None::<Uuid>);
    let waits = editable.column(reference).is_not_null();
    let editable = editable.only(Condition::all().add(waits));
    loop {
        let mut page = editable.clone();
        if let Some(after) = after {
            let id = page.column("id");
            page = page.only(Condition::all().add(id.gt(after)));
        }
        let page = page.order("id", Order::Up).first(ASKED as u64);
        let records = page.records(&[field]).await?;
        let Some(last) = records.last() else {
            return Ok(texts);
        };
        after = Some(last.id);
        let links = records.iter().map(|record| record.value(&field.key));
        texts.extend(links.filter_map(|value| match value {
            Value::Link(link) if link.id.is_none() => Some(link.text.clone()),
            _ => None,
        }));
    }
}

/// The record of each text, where only one has it.
async fn one_each(there: &Visible, key: &str, texts: &[&String]) -> Result<HashMap<String, Uuid>> {
    let Some((field, column)) = there
        .object()
        .field(key)
        .and_then(|field| Some((field.clone(), field.column()?)))
    else {
        return Ok(HashMap::new());
    };
    let is_one = there
        .column(&column)
        .is_in(texts.iter().map(|text| text.as_str()));
    let found = there.clone().only(Condition::all().add(is_one));
    let mut ids: HashMap<String, Option<Uuid>> = HashMap::new();
    for record in found.records(&[&field]).await? {
        ids.entry(record.text(key).to_owned())
            .and_modify(|one| *one = None)
            .or_insert(Some(record.id));
    }
    Ok(ids
        .into_iter()
        .filter_map(|(text, id)| Some((text, id?)))
        .collect())
}
