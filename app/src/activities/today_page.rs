//! `/`: the day of the person who is signed in.

use chrono::{NaiveDate, Timelike};
use contract::dto::activities::Today;
use leptos::prelude::*;

use super::day_card::DayCard;
use super::day_live::keep_day;
use super::day_state::{DayList, DayState, due_of};
use super::day_tiles::DayTiles;
use super::silent::SilentCard;
use crate::api::activities::today;
use crate::api::asked;
use crate::i18n::use_language;
use crate::shell::{Over, lay_over, on_new_key, use_crumbs, use_me, use_quick_log};
use crate::t;
use crate::ui::{
    Button, Clock, Empty, EmptyLook, Look, SkeletonRows, unread_text, use_clock, use_toasts,
};

/// The page of the day.
#[component]
pub fn TodayPage() -> impl IntoView {
    let language = use_language();
    let log = use_quick_log();
    use_crumbs().title(t!(language, activities.today));
    on_new_key(move || log.open(None));
    let day = asked(move || log.logged(), |_| today());
    let page = move || {
        Suspend::new(async move {
            match day.await {
                Ok(day) => view! { <Day day/> }.into_any(),
                Err(failure) => {
                    let text = unread_text(language, &failure);
                    view! {
                        <Empty icon="alertc" title=t!(language, activities.not_loaded) text look=EmptyLook::Bad>
                            <Button label=t!(language, common.retry) look=Look::Primary on_press=move |()| day.refetch()/>
                        </Empty>
                    }
                    .into_any()
                }
            }
        })
    };
    view! {
        <div class="today">
            <Transition fallback=move || view! { <div class="card"><SkeletonRows count=6/></div> }>{page}</Transition>
        </div>
    }
}

#[component]
fn Day(day: Today) -> impl IntoView {
    let clock = use_clock();
    let tiles = day.clone();
    let state = DayState::new(day, clock, use_toasts());
    keep_day(state);
    let shown = RwSignal::new(None::<NaiveDate>);
    let is_shown = move |list: DayList| match (shown.get(), list) {
        (None, _) | (Some(_), DayList::Coming) => true,
        (Some(day), _) => day == clock.today(),
    };
    view! {
        <Greeting state/>
        <Week state shown/>
        <DayTiles day=tiles/>
        <div class="today__lists">
            <div class="stack stack--cards">
                <Show when=move || is_shown(DayList::Overdue)><DayCard state list=DayList::Overdue only=None/></Show>
                <Show when=move || is_shown(DayList::Due)><DayCard state list=DayList::Due only=None/></Show>
                <Show when=move || is_shown(DayList::Done)><DayCard state list=DayList::Done only=None/></Show>
            </div>
            <div class="stack stack--cards">
                {move || {
                    let only = shown.get().filter(|day| *day != clock.today());
                    view! { <DayCard state list=DayList::Coming only/> }
                }}
                <SilentCard state/>
            </div>
        </div>
        {move || state.picking.get().map(|id| lay_over(Over::PutOff { state, id }))}
    }
}

/// "Good afternoon, Maya", and what is ahead.
#[component]
fn Greeting(state: DayState) -> impl IntoView {
    let language = use_language();
    let clock: Clock = state.clock;
    let me = use_me();
    let log = use_quick_log();
    let name = move || me.with(|me| me.name.clone());
    let hello = move || match clock.local(clock.now()).hour() {
        5..12 => t!(language, activities.good_morning, name = name()),
        12..18 => t!(language, activities.good_afternoon, name = name()),
        _ => t!(language, activities.good_evening, name = name()),
    };
    let ahead = move || match (state.left(DayList::Due), state.left(DayList::Overdue)) {
        (0, 0) => t!(language, activities.nothing_ahead).to_owned(),
        (due, 0) => t!(language, activities.ahead, count = due),
        (0, late) => t!(language, activities.late_only, count = late),
        (due, late) => format!(
            "{}{}",
            t!(language, activities.ahead, count = due),
            t!(language, activities.late_part, count = late)
        ),
    };
    view! {
        <div class="bar today__head">
            <div class="flex wrap grow"><h2 class="h2">{hello}</h2><span class="muted">{ahead}</span></div>
            <Button label=t!(language, activities.plan_task) icon="plus" class="hide-m" on_press=move |()| log.open(None)/>
        </div>
    }
}

/// Today and the six days after it, with a dot where something is to be done. On phones only; a day narrows the lists.
#[component]
fn Week(state: DayState, shown: RwSignal<Option<NaiveDate>>) -> impl IntoView {
    let language = use_language();
    let clock = state.clock;
    let day = move |ahead: u64| {
        let date = move || super::when::after(clock.today(), ahead);
        let is_shown = move || shown.get().unwrap_or_else(|| clock.today()) == date();
        let has_any = move || {
            state.day.with(|day| {
                [DayList::Due, DayList::Coming].into_iter().any(|list| {
                    list.of(day).iter().any(|activity| {
                        due_of(activity).is_some_and(|due| clock.local(due).date() == date())
                    })
                })
            })
        };
        let label = move || format!("{} {}", clock.weekday(date()), clock.day(date()));
        view! {
            <button type="button" aria-label=label aria-pressed=move || is_shown().to_string() on:click=move |_| shown.set((ahead > 0).then(date))>
                <span aria-hidden="true">{move || clock.weekday(date())}</span>
                <b aria-hidden="true">{move || chrono::Datelike::day(&date()).to_string()}</b>
                <i hidden=move || !has_any()></i>
            </button>
        }
    };
    view! {
        <div class="days only-m" role="group" aria-label=t!(language, activities.days)>{(0..7).map(day).collect_view()}</div>
    }
}
