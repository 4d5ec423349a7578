//! What the trade knows beyond the cells: a deal has the customer of its lead, and what a file tells of the past keeps
//! its days.

use std::collections::HashMap;

use contract::objects::{ACCOUNT, CONTACT, DEAL, LEAD};
use contract::value::Values;
use contract::{FieldKind, Link, ObjectDef, Record, StageOutcome, Value};
use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait, Query, SubQueryStatement};
use uuid::Uuid;

use super::draft::Draft;
use super::links::Found;
use crate::access::Write;
use crate::likeness::{self, EMAIL};
use crate::{Desk, Result, access, activities, clock};

/// Rows of one derived statement.
const CHUNK: usize = 2_000;

/// Completes the relations of a batch from what they point to.
///
/// # Errors
/// When the database fails.
pub(super) async fn relate(
    desk: &Desk,
    object: &str,
    found: &Found,
    drafts: &mut [Draft],
) -> Result<()> {
    match object {
        DEAL => by_lead(desk, found, drafts).await,
        _ => Ok(()),
    }
}

/// A deal finds the contact that its lead became, or the one with the lead's e-mail, and that contact's account.
async fn by_lead(desk: &Desk, found: &Found, drafts: &mut [Draft]) -> Result<()> {
    let lead = |draft: &Draft| {
        draft
            .values
            .get(LEAD)
            .and_then(Value::id)
            .and_then(|id| found.record(id).cloned())
    };
    let contacts = contacts_of(desk, drafts.iter().filter_map(lead)).await?;
    for draft in drafts {
        let named = draft
            .values
            .get(CONTACT)
            .and_then(Value::id)
            .and_then(|id| found.record(id).cloned());
        if let Some(contact) = named {
            fill(&mut draft.values, ACCOUNT, contact.value(ACCOUNT).id());
        }
        let Some(lead) = lead(draft) else { continue };
        fill(&mut draft.values, CONTACT, lead.value(CONTACT).id());
        fill(&mut draft.values, ACCOUNT, lead.value(ACCOUNT).id());
        if let Some(contact) = contacts.get(&lead.text("email").to_lowercase()) {
            fill(&mut draft.values, CONTACT, Some(contact.id));
            fill(&mut draft.values, ACCOUNT, contact.value(ACCOUNT).id());
        }
    }
    Ok(())
}

/// The contacts that the asker sees with the e-mail of some leads.
async fn contacts_of(
    desk: &Desk,
    leads: impl Iterator<Item = Record>,
) -> Result<HashMap<String, Record>> {
    let home = desk.crm().settings().country;
    let keys: Vec<_> = leads
        .filter_map(|lead| likeness::of(FieldKind::Email, lead.text("email"), home))
        .collect();
    let Ok(visible) = desk.visible(CONTACT) else {
        return Ok(HashMap::new());
    };
    if keys.is_empty() {
        return Ok(HashMap::new());
    }
    let alike = access::first_alike(
        desk,
        CONTACT,
        EMAIL,
        keys.into_iter().map(|key| key.value).collect(),
    )
    .await?;
    let id = visible.column("id");
    let ids: Vec<Uuid> = alike.values().copied().collect();
    let contact = desk.object(CONTACT)?;
    let fields: Vec<_> = contact.field(ACCOUNT).into_iter().collect();
    let records = visible
        .only(Condition::all().add(id.is_in(ids)))
        .records(&fields)
        .await?;
    let by_id: HashMap<Uuid, Record> = records
        .into_iter()
        .map(|record| (record.id, record))
        .collect();
    Ok(alike
        .into_iter()
        .filter_map(|(email, id)| Some((email, by_id.get(&id)?.clone())))
        .collect())
}

fn fill(values: &mut Values, key: &str, id: Option<Uuid>) {
    if let Some(id) = id.filter(|_| values.get(key).is_none_or(Value::is_empty)) {
        values.insert(key.to_owned(), Value::Link(Link::to(id)));
    }
}

/// What a file tells of a new record's past: a deal that was closed years ago was not closed today.
pub(super) fn remember(desk: &Desk, object: &ObjectDef, values: &mut Values) {
    if object.key != DEAL {
        return;
    }
    let stage = values.get("stage").and_then(Value::text);
    let choice = stage.and_then(|stage| object.field("stage")?.choice(stage));
    let Some(outcome) = choice.and_then(|choice| choice.outcome) else {
        return;
    };
    // The stage says how a deal ended; a forecast that says otherwise is older.
    values.remove("outcome");
    let zone = &desk.preferences().time_zone;
    let day = |key: &str| match values.get(key) {
        Some(Value::Date(day)) => Some(clock::day(*day, zone).0),
        Some(Value::DateTime(at)) => Some(*at),
        _ => None,
    };
    let now = desk.now();
    let changed = day("updated_at").or_else(|| day("created_at"));
    let closed = day("close_date").filter(|at| *at <= now).or(changed);
    let since = if outcome == StageOutcome::Open {
        changed
    } else {
        closed
    };
    if let Some(since) = since {
        values
            .entry("stage_since".to_owned())
            .or_insert(Value::DateTime(since));
    }
    if let Some(closed) = closed.filter(|_| outcome != StageOutcome::Open) {
        values
            .entry("closed_at".to_owned())
            .or_insert(Value::DateTime(closed));
    }
}

/// What other records keep of those that a batch wrote, in the same transaction.
///
/// # Errors
/// When the database fails.
pub(super) async fn follow<'v>(
    write: &Write<'_>,
    object: &str,
    written: impl Iterator<Item = &'v Values> + Clone,
) -> Result<()> {
    activities::follow(write, object, written.clone()).await?;
    if object != DEAL {
        return Ok(());
    }
    let leads: Vec<Uuid> = written
        .filter_map(|values| values.get(LEAD).and_then(Value::id))
        .collect();
    for leads in leads.chunks(CHUNK) {
        write.derive(&became(leads)).await?;
    }
    Ok(())
}

/// A lead that became a deal knows it, where it knows of none yet.
fn became(leads: &[Uuid]) -> sea_orm::sea_query::UpdateStatement {
    let of_lead = Query::select()
        .column((Alias::new(DEAL), Alias::new("id")))
        .from(Alias::new(DEAL))
        .and_where(
            Expr::col((Alias::new(DEAL), Alias::new("lead_id")))
                .equals((Alias::new(LEAD), Alias::new("id"))),
        )
        .and_where(Expr::col((Alias::new(DEAL), Alias::new("deleted_at"))).is_null())
        .order_by(
            (Alias::new(DEAL), Alias::new("id")),
            sea_orm::sea_query::Order::Asc,
        )
        .limit(1)
        .take();
    Query::update()
        .table(Alias::new(LEAD))
        .value(
            Alias::new("deal_id"),
            Expr::SubQuery(None, Box::new(SubQueryStatement::SelectStatement(of_lead))),
        )
        .and_where(Expr::col((Alias::new(LEAD), Alias::new("id"))).is_in(leads.to_vec()))
        .and_where(Expr::col((Alias::new(LEAD), Alias::new("deal_id"))).is_null())
        .take()
}
