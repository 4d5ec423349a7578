//! One day of the grid.

use chrono::{Datelike, NaiveDate};
use contract::dto::lists::Day;
use leptos::prelude::*;

use super::entry::Entry;
use super::mover::Mover;
use super::place::Place;
use crate::i18n::use_language;
use crate::t;
use crate::ui::drag::Drag;
use crate::ui::{Icon, IconSize};

/// A day with its first records; a press on the rest opens them all.
#[component]
pub(crate) fn DayCell(
    mover: Mover,
    drag: Drag,
    day: NaiveDate,
    place: Memo<Place>,
    opened: RwSignal<Option<NaiveDate>>,
    /// Where a new record of that day is made.
    new_href: Callback<NaiveDate, Option<String>>,
) -> impl IntoView {
    let language = use_language();
    let zone = StoredValue::new(day.to_string());
    let held = Memo::new(move |_| {
        let find = |days: &Vec<Day>| days.iter().find(|held| held.day == day).cloned();
        mover.days.with(find)
    });
    let clock = mover.clock;
    let label = move || {
        let count = held.with(|held| held.as_ref().map_or(0, |held| held.total.count));
        t!(language, lists.day_of, day = clock.full_day(day), count)
    };
    let is_today = move || (clock.today() == day).then_some("date");
    let is_over = move || {
        let by_keys = mover
            .carried
            .with(|carried| carried.is_some_and(|(_, to)| to == day));
        (by_keys || zone.with_value(|zone| drag.is_over(zone))).then_some("")
    };
    let entries = move || {
        let records = held.get().map(|held| held.records).unwrap_or_default();
        records
            .into_iter()
            .map(|record| view! { <Entry mover drag record/> })
            .collect_view()
    };
    let more = move || {
        let (count, or_more, shown) = held.with(|held| {
            held.as_ref().map_or((0, false, 0), |held| {
                (
                    held.total.count,
                    held.total.or_more,
                    held.records.len() as u64,
                )
            })
        });
        (count > shown).then(|| {
            let plus = if or_more { "+" } else { "" };
            let text = t!(language, lists.more_on_day, number = format!("{}{plus}", count - shown));
            view! { <button type="button" class="cal__more" on:click=move |_| opened.set(Some(day))>{text}</button> }
        })
    };
    let add = move || {
        let label = t!(language, lists.new_on_day, day = clock.full_day(day));
        new_href.run(day).map(|href| view! {
            <a class="btn btn--ghost btn--icon btn--sm cal__add" href=href aria-label=label.clone() data-tip=label>
                <Icon name="plus" size=IconSize::Small/>
            </a>
        })
    };
    view! {
        <section
            aria-label=label
            aria-current=is_today
            data-out=move || (!place.get().holds(day)).then_some("")
            data-drop=is_over
            data-zone=zone.get_value()
        >
            <div class="flex between"><span class="cal__d">{day.day()}</span>{add}</div>
            <ul role="list">{entries}</ul>
            {more}
        </section>
    }
}
