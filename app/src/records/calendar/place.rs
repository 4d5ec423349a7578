//! Which days a calendar shows, as its address says it.

use chrono::{Datelike, Days, Months, NaiveDate};
use contract::dto::lists::MOST_DAYS;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use crate::records::Params;
use crate::ui::{Clock, use_clock};

/// How much a calendar shows at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) enum Reach {
    #[default]
    Month,
    Week,
}

impl Reach {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Week => "week",
        }
    }
}

/// A day, and the month or week around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Place {
    pub(super) on: NaiveDate,
    pub(super) reach: Reach,
}

impl Place {
    /// Reads `on=2026-11-02&span=week`; today and a month where the address says nothing.
    fn read(search: &str, today: NaiveDate) -> Self {
        let params = Params::read(search);
        Self {
            on: params
                .get("on")
                .and_then(|day| day.parse().ok())
                .unwrap_or(today),
            reach: match params.get("span") {
                Some("week") => Reach::Week,
                _ => Reach::Month,
            },
        }
    }

    /// The first day that is shown, a Monday, and how many there are.
    pub(super) fn span(self) -> (NaiveDate, u32) {
        match self.reach {
            Reach::Week => (monday(self.on), 7),
            Reach::Month => {
                let first = self.on.with_day(1).unwrap_or(self.on);
                let from = monday(first);
                let end = first.checked_add_months(Months::new(1)).unwrap_or(first);
                let days = (end - from).num_days();
                let weeks = u32::try_from(days).unwrap_or_default().div_ceil(7);
                (from, (weeks * 7).min(MOST_DAYS))
            }
        }
    }

    /// The month or week before or after.
    pub(super) fn beside(self, back: bool) -> Self {
        let on = match (self.reach, back) {
            (Reach::Month, true) => self.on.checked_sub_months(Months::new(1)),
            (Reach::Month, false) => self.on.checked_add_months(Months::new(1)),
            (Reach::Week, true) => self.on.checked_sub_days(Days::new(7)),
            (Reach::Week, false) => self.on.checked_add_days(Days::new(7)),
        };
        Self {
            on: on.unwrap_or(self.on),
            ..self
        }
    }

    /// Whether a day belongs to the month that is shown.
    pub(super) fn holds(self, day: NaiveDate) -> bool {
        self.reach == Reach::Week || (day.year(), day.month()) == (self.on.year(), self.on.month())
    }
}

fn monday(day: NaiveDate) -> NaiveDate {
    let back = u64::from(day.weekday().num_days_from_monday());
    day.checked_sub_days(Days::new(back)).unwrap_or(day)
}

/// The place of the present calendar, and the way to others.
#[derive(Clone, Copy)]
pub(super) struct Places {
    pub(super) here: Memo<Place>,
    pub(super) clock: Clock,
    go: Callback<Place>,
}

impl Places {
    pub(super) fn here() -> Self {
        let location = use_location();
        let (path, search) = (location.pathname, location.search);
        let clock = use_clock();
        let navigate = use_navigate();
        let go = Callback::new(move |place: Place| {
            let params = search.with_untracked(|search| Params::read(search).without("new"));
            let params = params
                .with("on", &place.on.to_string())
                .with("span", place.reach.word());
            let options = NavigateOptions {
                scroll: false,
                ..NavigateOptions::default()
            };
            navigate(&params.on(&path.get_untracked()), options);
        });
        Self {
            here: Memo::new(move |_| {
                let today = untrack(|| clock.today());
                search.with(|search| Place::read(search, today))
            }),
            clock,
            go,
        }
    }

    pub(super) fn go(self, place: Place) {
        self.go.run(place);
    }
}

#[cfg(test)]
mod tests {
    use super::{Place, Reach};

    fn place(search: &str) -> Place {
        Place::read(search, "2026-11-22".parse().unwrap_or_default())
    }

    #[test]
    fn a_month_is_shown_in_whole_weeks() {
        let check = |search: &str, from: &str, days| {
            let (first, count) = place(search).span();
            assert_eq!(
                (first.to_string().as_str(), count),
                (from, days),
                "{search}"
            );
        };
        check("", "2026-10-26", 42);
        check("?on=2026-02-14", "2026-01-26", 35);
        check("?on=2027-02-01", "2027-02-01", 28);
        check("?on=2026-11-22&span=week", "2026-11-16", 7);
        check("?on=nonsense", "2026-10-26", 42);
    }

    #[test]
    fn the_month_before_a_long_one_is_not_passed_over() {
        let march = place("?on=2026-03-31");
        assert_eq!(march.beside(true).on.to_string(), "2026-02-28");
        assert!(!march.holds("2026-04-01".parse().unwrap_or_default()));
        let week = place("?span=week");
        assert_eq!(week.beside(false).on.to_string(), "2026-11-29");
        assert_eq!(week.reach, Reach::Week);
    }
}
