//! A list of the day as a card.

use chrono::NaiveDate;
use contract::query::Total;
use leptos::prelude::*;
use uuid::Uuid;

use super::day_row::DayRow;
use super::day_state::{DayList, DayState, due_of};
use crate::i18n::{Language, use_language};
use crate::shell::use_quick_log;
use crate::t;
use crate::ui::{Button, Empty, IconButton, LinkButton, Look, format};

/// One list; with `only`, what is due on that day. A list without entries is left out, except that of today.
#[component]
pub fn DayCard(state: DayState, list: DayList, only: Option<NaiveDate>) -> impl IntoView {
    let clock = state.clock;
    let ids = Memo::new(move |_| {
        state.day.with(|day| {
            let activities = list.of(day).iter();
            let wanted = activities.filter(|activity| {
                only.is_none_or(|only| {
                    due_of(activity).is_some_and(|due| clock.local(due).date() == only)
                })
            });
            wanted.map(|activity| activity.id).collect::<Vec<Uuid>>()
        })
    });
    let stays = list == DayList::Due || only.is_some();
    let is_drawn = move || stays || !ids.with(Vec::is_empty);
    view! {
        <Show when=is_drawn>
            <section class="card today__card">
                <Head state list only ids/>
                <Show when=move || !ids.with(Vec::is_empty) fallback=move || view! { <Nothing state list/> }>
                    <ul class="rows" role="list">
                        <For each=move || ids.get() key=|id| *id let:id><DayRow state id/></For>
                    </ul>
                </Show>
                <More state list/>
            </section>
        </Show>
    }
}

#[component]
fn Head(
    state: DayState,
    list: DayList,
    only: Option<NaiveDate>,
    ids: Memo<Vec<Uuid>>,
) -> impl IntoView {
    let language = use_language();
    let clock = state.clock;
    let log = use_quick_log();
    let title = move || match (list, only) {
        (_, Some(day)) => clock.due_day(day),
        (DayList::Overdue, None) => t!(language, activities.overdue).to_owned(),
        (DayList::Due, None) => t!(language, activities.to_do_today).to_owned(),
        (DayList::Coming, None) => t!(language, activities.coming).to_owned(),
        (DayList::Done, None) => t!(language, activities.done_today).to_owned(),
    };
    let count = move || match list {
        DayList::Done => ids.with(Vec::len),
        _ if only.is_some() => ids.with(Vec::len),
        list => state.left(list),
    };
    let add = (list == DayList::Due).then(|| view! {
        <IconButton label=t!(language, activities.plan_task) icon="plus" on_press=move |()| log.open(None)/>
    });
    // Said once, on the first card with rows.
    let hints = move || {
        state.day.with(|day| match list {
            DayList::Overdue => !day.overdue.is_empty(),
            DayList::Due => day.overdue.is_empty() && !day.due.is_empty(),
            DayList::Coming | DayList::Done => false,
        })
    };
    let hint = move || {
        hints().then(|| view! {
            <span class="more xs faint only-m today__hint">{t!(language, activities.swipe_hint)}</span>
        })
    };
    view! {
        <div class="card__head">
            <h3 class:late=list == DayList::Overdue>{title}</h3>
            <span class="n">{move || count().to_string()}</span>
            {hint}
            {add}
        </div>
    }
}

/// What a calm day looks like.
#[component]
fn Nothing(state: DayState, list: DayList) -> impl IntoView {
    let language = use_language();
    let log = use_quick_log();
    if list != DayList::Due {
        return view! { <p class="today__none">{t!(language, activities.nothing_that_day)}</p> }
            .into_any();
    }
    let title = move || {
        state
            .day
            .with(|day| match (day.done.is_empty(), day.overdue.is_empty()) {
                (true, true) => t!(language, activities.free_day),
                (false, true) => t!(language, activities.all_done),
                (_, false) => t!(language, activities.nothing_else),
            })
    };
    let next = move || {
        state.day.with(|day| {
            let first = day.coming.first()?;
            let when = state.clock.due(due_of(first)?);
            Some(t!(
                language,
                activities.next_up,
                when,
                subject = first.text("subject")
            ))
        })
    };
    view! {
        <Empty icon="checkc" title=Signal::derive(move || title().to_owned()) text=Signal::derive(move || next().or_else(|| Some(t!(language, activities.nothing_coming).to_owned())))>
            <Button label=t!(language, activities.plan_task) look=Look::Ghost icon="plus" on_press=move |()| log.open(None)/>
        </Empty>
    }
    .into_any()
}

/// Where there is more than the page shows, the way to the whole list.
#[component]
fn More(state: DayState, list: DayList) -> impl IntoView {
    let language = use_language();
    let hidden = move || {
        state.day.with(|day| match list {
            DayList::Overdue => beyond(day.overdue_total, day.overdue.len()),
            DayList::Due => beyond(day.due_total, day.due.len()),
            DayList::Coming | DayList::Done => None,
        })
    };
    let href = match list {
        DayList::Overdue => {
            "/activities?f=owner.is.me&f=status.any.open%7Cin_progress&f=due_at.within.overdue&sort=due_at"
        }
        _ => {
            "/activities?f=owner.is.me&f=status.any.open%7Cin_progress&f=due_at.within.today&sort=due_at"
        }
    };
    move || {
        hidden().map(|total| view! {
        <div class="card__foot"><LinkButton label=all_text(total, language) href look=Look::Ghost icon="arrowright"/></div>
    })
    }
}

fn beyond(total: Total, shown: usize) -> Option<Total> {
    (total.count > shown as u64).then_some(total)
}

/// "Show all 120", or "Show all (more than 1,000)".
pub fn all_text(total: Total, language: Language) -> String {
    let count = format::number(i64::try_from(total.count).unwrap_or(i64::MAX));
    match total.or_more {
        true => t!(language, activities.show_all_over, count),
        false => t!(language, activities.show_all_of, count),
    }
}
