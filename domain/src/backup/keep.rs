//! Which backups are kept: of the schedule the newest of each of the last days, weeks and months; those that somebody asked
//! for, for a time of their own.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike, TimeDelta, Utc};
use contract::dto::backups::Keep;

use super::BackupFile;

/// The names of those that may go at a moment; `all` stands the newest first. The newest one stays whatever is said, and
/// what somebody asked for stands in nobody's way and goes in nobody's place until its own time is over.
pub(super) fn outdated(all: &[BackupFile], keep: Keep, now: DateTime<Utc>) -> Vec<String> {
    let newest = all.first().map(|newest| newest.name.as_str());
    let (own, all): (Vec<&BackupFile>, Vec<&BackupFile>) = all
        .iter()
        .partition(|file| kept_until(file, keep).is_some_and(|until| until > now));
    let own = own.into_iter().map(|file| file.name.as_str());
    let kept: BTreeSet<&str> = newest
        .into_iter()
        .chain(own)
        .chain(newest_of(&all, keep.daily, |at| (at.year(), at.ordinal())))
        .chain(newest_of(&all, keep.weekly, |at| {
            (at.iso_week().year(), at.iso_week().week())
        }))
        .chain(newest_of(&all, keep.monthly, |at| (at.year(), at.month())))
        .collect();
    all.iter()
        .filter(|file| !kept.contains(file.name.as_str()))
        .map(|file| file.name.clone())
        .collect()
}

/// Until when a backup is kept because somebody asked for it.
pub(super) fn kept_until(file: &BackupFile, keep: Keep) -> Option<DateTime<Utc>> {
    let days = TimeDelta::days(keep.by_hand.into());
    file.is_by_hand.then(|| file.made_at + days)
}

/// The newest of each of the last so many times in which there is one.
fn newest_of<'f, T: Ord>(
    all: &[&'f BackupFile],
    most: u16,
    time: impl Fn(DateTime<Utc>) -> T,
) -> impl Iterator<Item = &'f str> {
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
    use crate::backup::name::{Maker, known, name_of};

    #[test]
    fn what_somebody_asked_for_is_kept_for_thirty_days_whatever_the_schedule_makes() {
        let at = |day, hour| Utc.with_ymd_and_hms(2026, 11, day, hour, 0, 0).unwrap();
        let file = |at, maker| known(&name_of(at, maker, false), 1).unwrap();
        let all = [
            file(at(22, 23), Maker::Schedule),
            file(at(22, 9), Maker::Person),
            file(at(22, 8), Maker::Person),
            file(at(22, 3), Maker::Schedule),
        ];
        let name = |file: &super::BackupFile| file.name.clone();
        let keep = Keep {
            weekly: 0,
            monthly: 0,
            ..Keep::default()
        };
        // Those of the schedule are thinned as if there were no others.
        assert_eq!(outdated(&all, keep, at(22, 23)), [name(&all[3])]);
        let later = at(22, 23) + TimeDelta::days(30);
        let gone = [name(&all[1]), name(&all[2]), name(&all[3])];
        assert_eq!(outdated(&all, keep, later), gone);
        let by_a_timer = Keep { by_hand: 0, ..keep };
        assert_eq!(outdated(&all, by_a_timer, at(22, 23)), gone);
    }

    #[test]
    fn seven_days_four_weeks_and_twelve_months_are_kept() {
        let last = Utc.with_ymd_and_hms(2026, 11, 22, 3, 0, 0).unwrap();
        let days = 0..600;
        let mut all: Vec<_> = days
            .filter_map(|day| {
                known(
                    &name_of(last - TimeDelta::days(day), Maker::Schedule, true),
                    1,
                )
            })
            .collect();
        // Until nothing is outdated any more, as it goes day by day.
        let gone = outdated(&all, Keep::default(), last);
        all.retain(|file| !gone.contains(&file.name));
        assert!(outdated(&all, Keep::default(), last).is_empty());
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
            by_hand: 0,
        };
        assert_eq!(outdated(&all, none, last).len(), all.len() - 1);
    }
}
