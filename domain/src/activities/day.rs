//! The page of the day: what is due, what is late, and who has not been heard of.

use chrono::{DateTime, Duration, Utc};
use contract::Record;
use contract::dto::activities::Today;
use contract::objects::{ACCOUNT, ACTIVITY, DEAL};
use contract::query::Total;
use sea_orm::sea_query::{Condition, ExprTrait};
use uuid::Uuid;

use super::OPEN;
use crate::access::{Order, Visible};
use crate::records::{fill, list_fields};
use crate::{Desk, Result, clock, deals};

/// The most entries of one list.
const ROWS: u64 = 50;
/// The most silent customers.
const SILENT_ROWS: u64 = 20;
/// Silence begins after so many days without a contact.
const SILENT_DAYS: i64 = 14;
/// Entries are counted to this number.
const COUNTED: u64 = 1_000;

/// The day of the person at the desk.
///
/// # Errors
/// When the database fails.
pub async fn today(desk: &Desk) -> Result<Today> {
    let Some(me) = desk.actor().id() else {
        return Ok(Today::default());
    };
    let now = Utc::now();
    let zone = &desk.preferences().time_zone;
    let (midnight, tomorrow) = clock::day(clock::today(now, zone), zone);
    let week = tomorrow + Duration::days(7);
    let mut page = Today::default();
    if desk.visible(ACTIVITY).is_ok() {
        (page.overdue, page.overdue_total) = open(desk, me, None, now).await?;
        (page.due, page.due_total) = open(desk, me, Some(now), tomorrow).await?;
        page.coming = open(desk, me, Some(tomorrow), week).await?.0;
        page.done = done(desk, me, midnight, tomorrow).await?;
    }
    if desk.visible(ACCOUNT).is_ok() {
        (page.silent, page.silent_total) =
            silent(desk, me, midnight - Duration::days(SILENT_DAYS)).await?;
    }
    if let Ok(visible) = desk.visible(DEAL) {
        let owner = visible.column("owner_id");
        let mine = visible.only(Condition::all().add(owner.eq(me)));
        let (open, won) = deals::standing(desk, mine).await?;
        page.open_deals = open.count;
        page.pipeline = open.totals;
        page.weighted = open.weighted;
        page.won_this_month = won;
    }
    Ok(page)
}

/// One's own open activities that are due within a span, by time.
async fn open(
    desk: &Desk,
    me: Uuid,
    from: Option<DateTime<Utc>>,
    to: DateTime<Utc>,
) -> Result<(Vec<Record>, Total)> {
    let mine = own(desk, me)?;
    let (status, due) = (mine.column("status"), mine.column("due_at"));
    let mut span = Condition::all()
        .add(status.is_in(OPEN))
        .add(due.clone().lt(to));
    if let Some(from) = from {
        span = span.add(due.gte(from));
    }
    let wanted = mine.only(span);
    let records = filled(
        desk,
        ACTIVITY,
        wanted.clone().order("due_at", Order::Up).first(ROWS),
    )
    .await?;
    let total = counted(records.len() as u64, ROWS, wanted).await?;
    Ok((records, total))
}

async fn done(
    desk: &Desk,
    me: Uuid,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Result<Vec<Record>> {
    let mine = own(desk, me)?;
    let done_at = mine.column("done_at");
    let of_today = mine.only(
        Condition::all()
            .add(done_at.clone().gte(from))
            .add(done_at.lt(to)),
    );
    filled(
        desk,
        ACTIVITY,
        of_today.order("done_at", Order::Down).first(ROWS),
    )
    .await
}

/// One's own customers without a contact since a moment: first those spoken to once, the longest silence first,
/// then those never spoken to.
async fn silent(desk: &Desk, me: Uuid, since: DateTime<Utc>) -> Result<(Vec<Record>, Total)> {
    let accounts = desk.visible(ACCOUNT)?;
    let column = |name: &str| accounts.column(name);
    let mine = accounts
        .clone()
        .only(Condition::all().add(column("owner_id").eq(me)));
    let known = mine
        .clone()
        .only(Condition::all().add(column("last_contact_at").lt(since)));
    let never = mine.only(Condition::all().add(column("last_contact_at").is_null()));
    let mut records = filled(
        desk,
        ACCOUNT,
        known
            .clone()
            .order("last_contact_at", Order::Up)
            .first(SILENT_ROWS),
    )
    .await?;
    let room = SILENT_ROWS - records.len() as u64;
    if room > 0 {
        records.extend(
            filled(
                desk,
                ACCOUNT,
                never.clone().order("created_at", Order::Up).first(room),
            )
            .await?,
        );
    }
    let count = known.count_to(COUNTED).await? + never.count_to(COUNTED).await?;
    Ok((
        records,
        Total {
            count: Ord::min(count, COUNTED),
            or_more: count >= COUNTED,
        },
    ))
}

fn own(desk: &Desk, me: Uuid) -> Result<Visible> {
    let visible = desk.visible(ACTIVITY)?;
    let owner = visible.column("owner_id");
    Ok(visible.only(Condition::all().add(owner.eq(me))))
}

async fn filled(desk: &Desk, object: &str, wanted: Visible) -> Result<Vec<Record>> {
    let described = desk.object(object)?;
    let mut records = wanted.records(&list_fields(&described)).await?;
    fill(desk, &described, &mut records).await?;
    Ok(records)
}

/// The total of a list of which some are shown: a question of its own only where there are more.
async fn counted(shown: u64, most: u64, wanted: Visible) -> Result<Total> {
    let count = if shown < most {
        shown
    } else {
        wanted.count_to(COUNTED).await?
    };
    Ok(Total {
        count,
        or_more: count >= COUNTED,
    })
}
