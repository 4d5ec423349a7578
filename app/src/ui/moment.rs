//! How days and times are written: in the person's zone and language, the same on both sides.

use chrono::{
    DateTime, Datelike, Days, NaiveDate, NaiveDateTime, SecondsFormat, TimeDelta, Timelike, Utc,
};
use leptos::prelude::*;

use super::zone::wall_clock;
use crate::i18n::{Language, use_language};
use crate::t;

/// The person's language, time zone and present moment. Cheap to copy; reads of `now` are tracked, so
/// that “3 min ago” goes on counting.
#[derive(Clone, Copy)]
pub struct Clock {
    pub language: Language,
    /// IANA name of the person's zone.
    zone: StoredValue<String>,
    now: RwSignal<DateTime<Utc>>,
}

impl Clock {
    /// The clock of a page. `now` has to be the same on both sides while the page wakes up.
    pub(crate) fn provide(language: Language, zone: String, now: DateTime<Utc>) -> Self {
        let clock = Self {
            language,
            zone: StoredValue::new(zone),
            now: RwSignal::new(now),
        };
        provide_context(clock);
        clock
    }

    pub(crate) fn set_now(&self, now: DateTime<Utc>) {
        self.now.set(now);
    }

    /// The present moment, at most half a minute old.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.now.get()
    }

    /// The present day in the person's zone.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.local(self.now.get()).date()
    }

    /// What the clock on the person's wall shows at a moment.
    #[must_use]
    pub fn local(&self, at: DateTime<Utc>) -> NaiveDateTime {
        self.zone.with_value(|zone| wall_clock(at, zone))
    }

    /// The moment at which the clock on the person's wall shows this. Where summer time skips an hour,
    /// the moment after the gap.
    #[must_use]
    pub fn utc(&self, wall: NaiveDateTime) -> DateTime<Utc> {
        let guess = wall.and_utc();
        let near = guess - (self.local(guess) - wall);
        near - (self.local(near) - wall)
    }

    /// A day: `21 Nov`, `21 Nov 2025` in another year; `11 月 21 日`, `2025 年 11 月 21 日`.
    #[must_use]
    pub fn day(&self, day: NaiveDate) -> String {
        let same_year = day.year() == self.today().year();
        match (self.language, same_year) {
            (Language::English, true) => format!("{} {}", day.day(), MONTHS[day.month0() as usize]),
            (Language::English, false) => format!(
                "{} {} {}",
                day.day(),
                MONTHS[day.month0() as usize],
                day.year()
            ),
            (Language::Chinese, true) => format!("{} 月 {} 日", day.month(), day.day()),
            (Language::Chinese, false) => {
                format!("{} 年 {} 月 {} 日", day.year(), day.month(), day.day())
            }
        }
    }

    /// A day as tables write it: `21 Nov 2026`, `2026-11-21`.
    #[must_use]
    pub fn full_day(&self, day: NaiveDate) -> String {
        full_day(day, self.language)
    }

    /// The day of a moment, like [`Clock::day`].
    #[must_use]
    pub fn date(&self, at: DateTime<Utc>) -> String {
        self.day(self.local(at).date())
    }

    /// The time of a moment: `14:00`.
    #[must_use]
    pub fn time(&self, at: DateTime<Utc>) -> String {
        hours_and_minutes(self.local(at))
    }

    /// Day and time in full, for tooltips: `21 Nov 2026, 14:00`.
    #[must_use]
    pub fn exact(&self, at: DateTime<Utc>) -> String {
        let local = self.local(at);
        let comma = match self.language {
            Language::English => ", ",
            Language::Chinese => " ",
        };
        format!(
            "{}{comma}{}",
            self.full_day(local.date()),
            hours_and_minutes(local)
        )
    }

    /// How long ago: up to 30 days in words, then the day.
    #[must_use]
    pub fn ago(&self, at: DateTime<Utc>) -> String {
        let language = self.language;
        let past = self.now.get() - at;
        let days = (self.today() - self.local(at).date()).num_days();
        match (days, past.num_minutes()) {
            (_, minutes) if minutes < 0 => self.due(at),
            (_, 0) => t!(language, common.just_now).to_owned(),
            (_, minutes) if minutes < 60 => t!(language, common.minutes_ago, count = minutes),
            (0, minutes) => t!(language, common.hours_ago, count = minutes / 60),
            (1, _) => t!(language, common.yesterday).to_owned(),
            (days, _) if days <= 30 => t!(language, common.days_ago, count = days),
            _ => self.date(at),
        }
    }

    /// When something is due: `Today 14:00`, `Tomorrow 09:30`, `Wed 10:00`, `25 Nov`.
    #[must_use]
    pub fn due(&self, at: DateTime<Utc>) -> String {
        let local = self.local(at);
        let day = self.due_day(local.date());
        let away = (local.date() - self.today()).num_days();
        match local.time().num_seconds_from_midnight() == 0 || !(-1..=6).contains(&away) {
            true => day,
            false => format!("{day} {}", hours_and_minutes(local)),
        }
    }

    /// A day near today in words: `Yesterday`, `Today`, `Tomorrow`, `Wed`, `25 Nov`.
    #[must_use]
    pub fn due_day(&self, day: NaiveDate) -> String {
        let language = self.language;
        match (day - self.today()).num_days() {
            -1 => t!(language, common.yesterday).to_owned(),
            0 => t!(language, common.today).to_owned(),
            1 => t!(language, common.tomorrow).to_owned(),
            2..=6 => self.weekday(day).to_owned(),
            _ => self.day(day),
        }
    }

    /// The short name of a day's weekday: `Wed`, `周三`.
    #[must_use]
    pub fn weekday(&self, day: NaiveDate) -> &'static str {
        const ENGLISH: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
        const CHINESE: [&str; 7] = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];
        let number = day.weekday().num_days_from_monday() as usize;
        match self.language {
            Language::English => ENGLISH[number],
            Language::Chinese => CHINESE[number],
        }
    }

    /// A day and time so many days from today, as a moment.
    #[must_use]
    pub fn at(&self, days_from_today: u64, hour: u32, minute: u32) -> DateTime<Utc> {
        let day = self
            .today()
            .checked_add_days(Days::new(days_from_today))
            .unwrap_or_default();
        let minutes = i64::from(hour * 60 + minute);
        self.utc(day.and_time(chrono::NaiveTime::MIN) + TimeDelta::minutes(minutes))
    }

    /// Whether the moment has passed.
    #[must_use]
    pub fn is_past(&self, at: DateTime<Utc>) -> bool {
        at < self.now.get()
    }
}

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// A day as tables write it: `21 Nov 2026`, `2026-11-21`.
#[must_use]
pub(crate) fn full_day(day: NaiveDate, language: Language) -> String {
    match language {
        Language::English => format!(
            "{} {} {}",
            day.day(),
            MONTHS[day.month0() as usize],
            day.year()
        ),
        Language::Chinese => day.to_string(),
    }
}

fn hours_and_minutes(at: NaiveDateTime) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

/// The clock of the page.
#[must_use]
pub fn use_clock() -> Clock {
    use_context().unwrap_or_else(|| Clock::provide(use_language(), "UTC".to_owned(), Utc::now()))
}

/// How a moment is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MomentLook {
    /// `3 min ago`
    #[default]
    Ago,
    /// `Tomorrow 09:30`
    Due,
    /// `21 Nov`
    Day,
    /// `14:00`
    Time,
    /// `21 Nov 2026, 14:00`
    Exact,
}

/// A moment; the exact time is in its tooltip.
#[component]
pub fn Moment(at: DateTime<Utc>, #[prop(optional)] look: MomentLook) -> impl IntoView {
    let clock = use_clock();
    let text = move || match look {
        MomentLook::Ago => clock.ago(at),
        MomentLook::Due => clock.due(at),
        MomentLook::Day => clock.date(at),
        MomentLook::Time => clock.time(at),
        MomentLook::Exact => clock.exact(at),
    };
    view! { <time datetime=stamp(at) title=clock.exact(at)>{text}</time> }
}

/// A moment as the attribute `datetime` wants it: `2026-11-22T09:30:00Z`.
#[must_use]
pub(crate) fn stamp(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

#[cfg(test)]
mod tests {
    use chrono::{NaiveDate, TimeZone};

    use super::*;

    fn clock(language: Language) -> (Owner, Clock) {
        let owner = Owner::new();
        let now = Utc
            .with_ymd_and_hms(2026, 11, 21, 12, 0, 0)
            .single()
            .unwrap_or_default();
        let clock = owner.with(|| Clock::provide(language, "UTC".to_owned(), now));
        (owner, clock)
    }

    #[test]
    fn the_past_is_told_in_words_for_a_month() {
        let (_owner, clock) = clock(Language::English);
        let now = clock.now();
        for (minutes, expected) in [
            (0, "Just now"),
            (3, "3 min ago"),
            (125, "2 h ago"),
            (60 * 24, "Yesterday"),
            (60 * 24 * 26, "26 days ago"),
            (60 * 24 * 40, "12 Oct"),
        ] {
            assert_eq!(clock.ago(now - TimeDelta::minutes(minutes)), expected);
        }
    }

    #[test]
    fn what_is_due_is_told_by_its_day() {
        let (_owner, clock) = clock(Language::Chinese);
        assert_eq!(clock.due(clock.at(0, 14, 0)), "今天 14:00");
        assert_eq!(clock.due(clock.at(1, 9, 30)), "明天 09:30");
        assert_eq!(clock.due(clock.at(4, 0, 0)), "周三");
        assert_eq!(clock.due(clock.at(10, 10, 0)), "12 月 1 日");
    }

    #[test]
    fn a_day_of_another_year_names_it() {
        let (_owner, clock) = clock(Language::English);
        let day = NaiveDate::from_ymd_opt(2025, 3, 7).unwrap_or_default();
        assert_eq!(clock.day(day), "7 Mar 2025");
    }
}
