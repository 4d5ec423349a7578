//! Days and spans in a person's time zone; the database keeps UTC.

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;
use contract::query::span;

/// The zone of an IANA name; UTC for one that is not known.
fn zone_of(name: &str) -> Tz {
    name.parse().unwrap_or(Tz::UTC)
}

/// Whether it is the IANA name of a time zone.
#[must_use]
pub fn is_zone(name: &str) -> bool {
    name.parse::<Tz>().is_ok()
}

/// Every IANA name, in order.
#[must_use]
pub fn zones() -> Vec<String> {
    chrono_tz::TZ_VARIANTS
        .iter()
        .map(|zone| zone.name().to_owned())
        .collect()
}

/// What the clock on the wall shows in a zone.
#[must_use]
pub fn local(at: DateTime<Utc>, zone: &str) -> NaiveDateTime {
    at.with_timezone(&zone_of(zone)).naive_local()
}

/// The moment when the clock on the wall shows it. Where the clock is put forward over it, the first moment
/// after; where it shows it twice, the first time.
#[must_use]
pub fn utc(wall: NaiveDateTime, zone: &str) -> DateTime<Utc> {
    let zone = zone_of(zone);
    let later = |hours| {
        zone.from_local_datetime(&(wall + chrono::Duration::hours(hours)))
            .earliest()
    };
    let found = (0..=24).find_map(later);
    found.map_or_else(|| wall.and_utc(), |at| at.with_timezone(&Utc))
}

/// The day it is in a zone.
#[must_use]
pub fn today(now: DateTime<Utc>, zone: &str) -> NaiveDate {
    local(now, zone).date()
}

/// The first moment of a day, and of the day after.
#[must_use]
pub fn day(day: NaiveDate, zone: &str) -> (DateTime<Utc>, DateTime<Utc>) {
    (start(day, zone), start(plus(day, 1), zone))
}

/// When something begins and ends; an end that is open is `None`. The end itself is outside.
pub type Span = (Option<DateTime<Utc>>, Option<DateTime<Utc>>);

/// The moments a named span begins and ends at, as filters name it (see `contract::Operator::Within`);
/// `None` for no such span. Weeks begin on Monday. `overdue` has no beginning.
#[must_use]
pub fn span(word: &str, now: DateTime<Utc>, zone: &str) -> Option<Span> {
    if word == "overdue" {
        return Some((None, Some(now)));
    }
    let (from, to) = span::days(word, today(now, zone))?;
    Some((Some(start(from, zone)), Some(start(to, zone))))
}

fn start(day: NaiveDate, zone: &str) -> DateTime<Utc> {
    utc(day.and_time(NaiveTime::MIN), zone)
}

fn plus(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};

    use super::{day, span};

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn a_day_begins_at_midnight_of_the_persons_zone() {
        assert_eq!(
            day("2026-11-22".parse().unwrap(), "Asia/Shanghai").0,
            at("2026-11-21T16:00:00Z")
        );
        assert_eq!(
            day("2026-03-29".parse().unwrap(), "Europe/Berlin"),
            (at("2026-03-28T23:00:00Z"), at("2026-03-29T22:00:00Z"))
        );
    }

    #[test]
    fn a_span_is_reckoned_in_the_persons_zone() {
        let now = at("2026-11-22T17:00:00Z");
        let check = |word, from, to| {
            assert_eq!(
                span(word, now, "Asia/Shanghai"),
                Some((Some(at(from)), Some(at(to)))),
                "{word}"
            )
        };
        check("today", "2026-11-22T16:00:00Z", "2026-11-23T16:00:00Z");
        check("this_week", "2026-11-22T16:00:00Z", "2026-11-29T16:00:00Z");
        check("this_month", "2026-10-31T16:00:00Z", "2026-11-30T16:00:00Z");
        check(
            "this_quarter",
            "2026-09-30T16:00:00Z",
            "2026-12-31T16:00:00Z",
        );
        check("next_7", "2026-11-22T16:00:00Z", "2026-11-30T16:00:00Z");
        assert_eq!(span("overdue", now, "UTC"), Some((None, Some(now))));
        assert_eq!(span("someday", now, "UTC"), None);
    }
}
