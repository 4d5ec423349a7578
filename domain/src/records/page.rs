//! One record and what stands around it.

use chrono::{DateTime, Duration, Utc};
use contract::dto::records::{RecordPage, RelatedCount};
use contract::objects::{ACCOUNT, ACTIVITY, CONTACT};
use contract::{Action, Filter, Operator, Record, Value};
use sea_orm::sea_query::{Condition, Expr, ExprTrait};
use uuid::Uuid;

use super::change::read;
use super::sums::sums;
use super::{condition, fill, list_fields};
use crate::access::{Order, Visible};
use crate::activities::{OPEN, is_contact};
use crate::{Desk, Result, files, sharing, simulations};

/// Related records are counted to this number.
const COUNTED: u64 = 1_000;
/// How many weeks the pulse shows.
const WEEKS: usize = 12;

/// One record with its next step and its pulse.
///
/// # Errors
/// [`contract::Refusal::NotFound`].
pub async fn page(desk: &Desk, object: &str, id: Uuid) -> Result<RecordPage> {
    let granted = desk.granted(object, id, Action::See).await?;
    simulations::note_look(desk, object, Some(id)).await?;
    let files = files::count(desk, &granted).await?;
    let record = read(desk, granted).await?;
    Ok(RecordPage {
        files,
        next_step: next_step(desk, object, id).await?,
        pulse: pulse(desk, object, id).await?,
        main_contact: if object == ACCOUNT {
            main_contact(desk, id).await?
        } else {
            None
        },
        sums: sums(desk, &*desk.object(object)?, id).await?,
        through: sharing::through(desk, object, id).await?,
        record,
    })
}

/// How many records point to a record, by object and field, as far as the asker may see them. Lines belong to the
/// record itself, and activities stand in its timeline.
///
/// # Errors
/// [`contract::Refusal::NotFound`].
pub async fn related(desk: &Desk, object: &str, id: Uuid) -> Result<Vec<RelatedCount>> {
    desk.granted(object, id, Action::See).await?;
    let (mut kinds, mut asked) = (Vec::new(), Vec::new());
    for other in desk.crm().descriptions().all() {
        let is_shown = !other.retired && other.line_of.is_none() && other.key != ACTIVITY;
        let Ok(visible) = desk.visible(&other.key) else {
            continue;
        };
        for field in other
            .relations_to(object)
            .filter(|field| is_shown && !field.retired && (field.filterable || !field.system))
        {
            let points_here = Filter::new(&field.key, Operator::Is, &id.to_string());
            asked.push(visible.clone().only(condition(desk, other, &points_here)?));
            kinds.push((other.key.clone(), field.key.clone()));
        }
    }
    let counts = Visible::counts_to(asked, COUNTED).await?;
    Ok(kinds
        .into_iter()
        .zip(counts)
        .map(|((object, field), count)| RelatedCount {
            object,
            field,
            count,
        })
        .collect())
}

async fn next_step(desk: &Desk, object: &str, id: Uuid) -> Result<Option<Record>> {
    let described = desk.object(ACTIVITY)?;
    let Some((visible, about)) = about(desk, object, id) else {
        return Ok(None);
    };
    let (status, due) = (visible.column("status"), visible.column("due_at"));
    let open = Condition::all()
        .add(about)
        .add(status.is_in(OPEN))
        .add(due.is_not_null());
    let mut found = visible
        .only(open)
        .order("due_at", Order::Up)
        .first(1)
        .records(&list_fields(&described))
        .await?;
    fill(desk, &described, &mut found).await?;
    Ok(found.pop())
}

/// Contacts per week, the oldest first.
async fn pulse(desk: &Desk, object: &str, id: Uuid) -> Result<Vec<u16>> {
    let Some((visible, about)) = about(desk, object, id) else {
        return Ok(Vec::new());
    };
    let now = Utc::now();
    let since = now - Duration::weeks(WEEKS as i64);
    let at = visible.column("at");
    let described = desk.object(ACTIVITY)?;
    let fields: Vec<_> = ["at", "kind", "status"]
        .iter()
        .filter_map(|key| described.field(key))
        .collect();
    let recent = Condition::all().add(about).add(at.gte(since));
    let found = visible.only(recent).first(2_000).records(&fields).await?;
    let mut weeks = vec![0_u16; WEEKS];
    for at in found
        .iter()
        .filter(|record| is_contact(record))
        .filter_map(moment)
        .filter(|at| *at <= now)
    {
        let week = usize::try_from((at - since).num_weeks())
            .unwrap_or_default()
            .min(WEEKS - 1);
        weeks[week] = weeks[week].saturating_add(1);
    }
    Ok(weeks)
}

fn moment(record: &Record) -> Option<DateTime<Utc>> {
    match record.value("at") {
        Value::DateTime(at) => Some(*at),
        _ => None,
    }
}

/// The activities about a record, where the object has any.
pub(super) fn about(desk: &Desk, object: &str, id: Uuid) -> Option<(Visible, Expr)> {
    let activities = desk.visible(ACTIVITY).ok()?;
    let field = activities.object().relations_to(object).next()?.column()?;
    let column = activities.column(&field);
    Some((activities, column.eq(id)))
}

/// The contact one would call: with a phone, and spoken to last.
async fn main_contact(desk: &Desk, account: Uuid) -> Result<Option<Record>> {
    let Ok(visible) = desk.visible(CONTACT) else {
        return Ok(None);
    };
    let described = desk.object(CONTACT)?;
    let (of, phone, last) = (
        visible.column("account_id"),
        visible.column("phone"),
        visible.column("last_contact_at"),
    );
    let ranked = visible
        .only(Condition::all().add(of.eq(account)))
        .order_expr(phone.is_null(), Order::Up)
        .order_expr(last, Order::Down);
    let mut found = ranked
        .order("id", Order::Up)
        .first(1)
        .records(&list_fields(&described))
        .await?;
    fill(desk, &described, &mut found).await?;
    Ok(found.pop())
}
