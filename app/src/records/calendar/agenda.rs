//! A calendar on a phone: the days that hold something, one after the other.

use chrono::{Days, NaiveDate};
use contract::Record;
use contract::dto::lists::Day;
use leptos::prelude::*;

use super::entry::{hue_of, time_of};
use super::move_dialog::MoveDialog;
use super::mover::Mover;
use crate::i18n::use_language;
use crate::records::marks::record_address;
use crate::shell::use_catalogue;
use crate::t;
use crate::ui::{Button, ButtonSize, Empty, Icon, Look, Menu, MenuItem};

/// The days of the span that hold records.
#[component]
pub(crate) fn Agenda(mover: Mover, opened: RwSignal<Option<NaiveDate>>) -> impl IntoView {
    let language = use_language();
    let filled = Memo::new(move |_| {
        let filled = |days: &Vec<Day>| {
            let days = days.iter().filter(|day| day.total.count > 0);
            days.cloned().collect::<Vec<_>>()
        };
        mover.days.with(filled)
    });
    let day = move |day: Day| {
        let count = day.total.count.saturating_sub(day.records.len() as u64);
        let on = day.day;
        let more = (count > 0).then(|| {
            let label = t!(language, lists.more_on_day, number = count);
            view! { <Button label look=Look::Ghost size=ButtonSize::Small on_press=move |()| opened.set(Some(on))/> }
        });
        let rows = day
            .records
            .into_iter()
            .map(|record| view! { <AgendaRow mover day=on record/> });
        view! {
            <section class="cal__agenda" aria-label=mover.clock.full_day(on)>
                <h3 class="h4">{move || mover.clock.due_day(on)}" "<span class="faint">{mover.clock.weekday(on)}</span></h3>
                <ul role="list">{rows.collect_view()}</ul>
                {more}
            </section>
        }
    };
    move || match filled.with(Vec::is_empty) {
        true => {
            view! { <Empty icon="calendar" title=t!(language, lists.nothing_in_span)/> }.into_any()
        }
        false => filled.get().into_iter().map(day).collect_view().into_any(),
    }
}

/// A record with its menu: what dragging does, for everybody who does not drag.
#[component]
pub(crate) fn AgendaRow(mover: Mover, day: NaiveDate, record: Record) -> impl IntoView {
    let language = use_language();
    let title = mover.title(&record);
    let time = time_of(mover, &record);
    let hue = mover.object.with_value(|object| hue_of(object, &record));
    let href = use_catalogue()
        .with_untracked(|catalogue| record_address(catalogue, &record.object, record.id));
    let moving = RwSignal::new(false);
    let may = mover.may(&record);
    let label = t!(language, lists.menu_of, name = title);
    let record = StoredValue::new(record);
    let by = move |to: Option<NaiveDate>| {
        if let Some(to) = to {
            mover.send(day, record.get_value(), to);
        }
    };
    let menu = may.then(|| {
        view! {
            <Menu label class="btn btn--ghost btn--icon btn--sm" trigger=|| view! { <Icon name="more"/> }>
                <MenuItem label=t!(language, lists.day_before) icon="left" on_pick=move |()| by(day.checked_sub_days(Days::new(1)))/>
                <MenuItem label=t!(language, lists.day_after) icon="right" on_pick=move |()| by(day.checked_add_days(Days::new(1)))/>
                <MenuItem label=t!(language, lists.week_after) icon="right" on_pick=move |()| by(day.checked_add_days(Days::new(7)))/>
                <MenuItem label=t!(language, lists.other_day) icon="calendar" on_pick=move |()| moving.set(true)/>
            </Menu>
        }
    });
    view! {
        <li class="row cal__row">
            <span class="dot" style=format!("--k:oklch(0.6 0.12 {hue})")></span>
            <a class="records__name grow" href=href>
                {time.map(|time| view! { <b class="num">{time}</b>" " })}
                <span class="trunc">{title}</span>
            </a>
            {menu}
            {move || moving.get().then(|| view! {
                <MoveDialog mover day record=record.get_value() on_close=move |()| moving.set(false)/>
            })}
        </li>
    }
}
