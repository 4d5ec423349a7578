//! The bar of a calendar: where one is, the way back and on, month or week.

use contract::Language;
use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;

use super::place::{Place, Places, Reach};
use crate::i18n::use_language;
use crate::records::list::is_letter;
use crate::t;
use crate::ui::{Button, ButtonSize, IconButton, Look, Seg};

/// Back, today, on; the month in words; month or week. The keys T, W and M do the same.
#[component]
pub(crate) fn CalendarBar(places: Places) -> impl IntoView {
    let language = use_language();
    keys(places);
    let step = move |back: bool| places.go(places.here.get_untracked().beside(back));
    let options = vec![
        (
            Reach::Month.word().to_owned(),
            t!(language, lists.month).to_owned(),
        ),
        (
            Reach::Week.word().to_owned(),
            t!(language, lists.week).to_owned(),
        ),
    ];
    let value = move || places.here.get().reach.word().to_owned();
    let pick = move |word: String| set_reach(places, &word);
    let title = move || month_of(places.here.get(), language);
    view! {
        <div class="bar cal__bar">
            <IconButton label=t!(language, lists.before) icon="left" on_press=move |()| step(true)/>
            <Button label=t!(language, lists.today) look=Look::Plain size=ButtonSize::Small key="T" on_press=move |()| today(places)/>
            <IconButton label=t!(language, lists.after) icon="right" on_press=move |()| step(false)/>
            <h2 class="h3" aria-live="polite">{title}</h2>
            <span class="end hide-m">
                <Seg label=t!(language, lists.span) options value=Signal::derive(value) on_pick=pick class="seg--sm"/>
            </span>
        </div>
    }
}

fn today(places: Places) {
    let today = untrack(|| places.clock.today());
    let here = places.here.get_untracked();
    places.go(Place { on: today, ..here });
}

fn set_reach(places: Places, word: &str) {
    let reach = if word == Reach::Week.word() {
        Reach::Week
    } else {
        Reach::Month
    };
    let here = places.here.get_untracked();
    places.go(Place { reach, ..here });
}

fn keys(places: Places) {
    Effect::new(move |_| {
        let handle = window_event_listener(ev::keydown, move |event: KeyboardEvent| {
            match () {
                () if event.default_prevented() => return,
                () if is_letter(&event, "t") => today(places),
                () if is_letter(&event, "w") => set_reach(places, Reach::Week.word()),
                () if is_letter(&event, "m") => set_reach(places, Reach::Month.word()),
                () => return,
            }
            event.prevent_default();
        });
        on_cleanup(move || handle.remove());
    });
}

/// The month in words: `November 2026`, `2026 年 11 月`.
fn month_of(place: Place, language: Language) -> String {
    use chrono::Datelike;
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let (year, month) = (place.on.year(), place.on.month0() as usize);
    match language {
        Language::English => format!("{} {year}", MONTHS[month]),
        Language::Chinese => format!("{year} 年 {} 月", month + 1),
    }
}
