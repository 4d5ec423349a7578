//! A backup every day, by whichever node comes first.

use std::sync::Arc;

use chrono::{DateTime, Duration, NaiveTime, Utc};

use super::{Maker, journal, make};
use crate::{Crm, Result, rounds};

/// How long after one that failed the next one is tried.
const AGAIN: Duration = Duration::hours(1);

/// Makes a backup every day at the hour of the plan, for as long as somebody holds the CRM. One that was missed, because
/// nothing ran at that hour, is made as soon as something runs.
pub fn keep_making(crm: &Arc<Crm>) {
    if super::plan(crm).hour.is_some() {
        rounds::keep_on(crm, "backups", round);
    }
}

async fn round(crm: Arc<Crm>) -> Result<()> {
    let plan = super::plan(&crm);
    let Some(due) = plan.hour.and_then(|hour| last_due(Utc::now(), hour)) else {
        return Ok(());
    };
    let is_made = journal::was_made_since(crm.door().house(), due, AGAIN).await?;
    // An installation that nobody set up yet has nothing to lose.
    if is_made || crm.people().is_empty() {
        return Ok(());
    }
    // What came of it stands in the log and in the table.
    let _ = make(&crm, &plan, Maker::Schedule).await;
    Ok(())
}

/// When a daily backup was due last.
fn last_due(now: DateTime<Utc>, hour: u8) -> Option<DateTime<Utc>> {
    let today = now.date_naive();
    let at = NaiveTime::from_hms_opt(u32::from(hour), 0, 0)?;
    let due = today.and_time(at).and_utc();
    Some(if due <= now {
        due
    } else {
        due - Duration::days(1)
    })
}

#[cfg(test)]
mod tests {
    use chrono::{TimeZone, Utc};

    use super::last_due;

    #[test]
    fn before_its_hour_that_of_yesterday_is_due() {
        let at = |day, hour| Utc.with_ymd_and_hms(2026, 11, day, hour, 0, 0).unwrap();
        assert_eq!(last_due(at(22, 4), 3), Some(at(22, 3)));
        assert_eq!(last_due(at(22, 3), 3), Some(at(22, 3)));
        assert_eq!(last_due(at(22, 2), 3), Some(at(21, 3)));
        assert_eq!(last_due(at(22, 2), 24), None);
    }
}
