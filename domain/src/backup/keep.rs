//! Which backups are kept: the newest of each of the last days, weeks and months.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike, Utc};
use contract::dto::backups::Keep;

use super::BackupFile;

/// The names of those that may go; `all` stands the newest first. The newest one stays whatever is said.
pub(super) fn outdated(all: &[BackupFile], keep: Keep) -> Vec<String> {
    let newest = all.first().map(|newest| newest.name.as_str());
    let kept: BTreeSet<&str> = newest
        .into_iter()
        .chain(newest_of(all, keep.daily, |at| (at.year(), at.ordinal())))
        .chain(newest_of(all, keep.weekly, |at| {
            (at.iso_week().year(), at.iso_week().week())
        }))
        .chain(newest_of(all, keep.monthly, |at| (at.year(), at.month())))
        .collect();
    all.iter()
        .filter(|file| !kept.contains(file.name.as_str()))
        .map(|file| file.name.clone())
        .collect()
}

/// The newest of each of the last so many times in which there is one.
fn newest_of<T: Ord>(
    all: &[BackupFile],
    most: u16,
    time: impl Fn(DateTime<Utc>) -> T,
) -> impl Iterator<Item = &str> {
    let mut seen = BTreeSet::new();
    all.iter()
        .filter(move |file| seen.len() < usize::from(most) && seen.insert(time(file.made_at)))
        .map(|file| file.name.as_str())
}

#[cfg(test)]
mod tests {
    use chrono::{TimeDelta, TimeZone, Utc};
    use contract::dto::backups::Keep;

    use super::outdated;
    use crate::backup::place::{known, name_of};

    #[test]
    fn seven_days_four_weeks_and_twelve_months_are_kept() {
        let last = Utc.with_ymd_and_hms(2026, 11, 22, 3, 0, 0).unwrap();
        let days = 0..600;
        let mut all: Vec<_> = days
            .filter_map(|day| known(&name_of(last - TimeDelta::days(day), true), 1))
            .collect();
        // Until nothing is outdated any more, as it goes day by day.
        let gone = outdated(&all, Keep::default());
        all.retain(|file| !gone.contains(&file.name));
        assert!(outdated(&all, Keep::default()).is_empty());
        let kept: Vec<String> = all
            .iter()
            .map(|file| file.made_at.format("%m-%d").to_string())
            .collect();
        let expected = [
            "11-22", "11-21", "11-20", "11-19", "11-18", "11-17", "11-16", "11-15", "11-08",
            "11-01", "10-31", "09-30", "08-31", "07-31", "06-30", "05-31", "04-30", "03-31",
            "02-28", "01-31", "12-31",
        ];
        assert_eq!(kept, expected);
        let none = Keep {
            daily: 0,
            weekly: 0,
            monthly: 0,
        };
        assert_eq!(outdated(&all, none).len(), all.len() - 1);
    }
}
