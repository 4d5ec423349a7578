//! Dates and times in the many writings of exports, and the order of day and month in a column.

mod bare;
mod column;
mod read;
mod tokens;
mod words;

use chrono::offset::LocalResult;
use chrono::{DateTime, Duration, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

pub use column::{DateColumn, DateVerdict};
pub use read::parse_date;

/// In which order a date in figures stands, as in `03-07-2021` or `20-10-16`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    DayMonthYear,
    MonthDayYear,
    YearMonthDay,
}

/// A date as it stands in a cell, with its time and its own zone where it names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    date: NaiveDate,
    time: Option<NaiveTime>,
    offset: Option<FixedOffset>,
}

impl Stamp {
    /// The calendar day that a person in `zone` would name.
    #[must_use]
    pub fn day(&self, zone: Tz) -> NaiveDate {
        match (self.time, self.offset) {
            (Some(_), Some(_)) => self.moment(zone).with_timezone(&zone).date_naive(),
            _ => self.date,
        }
    }

    /// The moment in UTC. A time without a zone of its own is one of `zone`, a date without a time begins
    /// its day there. Of an hour that the clocks pass twice the first is meant; one that they leave out is
    /// moved an hour on.
    #[must_use]
    pub fn moment(&self, zone: Tz) -> DateTime<Utc> {
        let local = self.date.and_time(self.time.unwrap_or(NaiveTime::MIN));
        if let Some(offset) = self.offset {
            let utc = local.checked_sub_offset(offset).unwrap_or(local);
            return utc.and_utc();
        }
        in_zone(local, zone)
    }

    /// Whether the cell names a time of day.
    #[must_use]
    pub fn has_time(&self) -> bool {
        self.time.is_some()
    }
}

fn in_zone(local: NaiveDateTime, zone: Tz) -> DateTime<Utc> {
    match zone.from_local_datetime(&local) {
        LocalResult::Single(moment) | LocalResult::Ambiguous(moment, _) => {
            moment.with_timezone(&Utc)
        }
        LocalResult::None => {
            let later = local + Duration::hours(1);
            zone.from_local_datetime(&later)
                .earliest()
                .map_or_else(|| local.and_utc(), |moment| moment.with_timezone(&Utc))
        }
    }
}

#[cfg(test)]
mod tests;
