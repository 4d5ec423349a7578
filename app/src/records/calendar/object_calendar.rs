//! The calendar of any object.

use chrono::NaiveDate;
use contract::dto::lists::{Day, Span};
use contract::query::Total;
use contract::{Action, ListQuery};
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use uuid::Uuid;

use super::agenda::Agenda;
use super::bar::CalendarBar;
use super::day_cell::DayCell;
use super::day_dialog::DayDialog;
use super::mover::Mover;
use super::place::{Place, Places, Reach};
use crate::api::lists::calendar;
use crate::api::{Answer, asked};
use crate::i18n::use_language;
use crate::live::Watch;
use crate::records::Params;
use crate::records::list::{ListFailed, Listing, count_text};
use crate::shell::{may, use_crumbs};
use crate::t;
use crate::ui::drag::{Drag, Rules, Spot};
use crate::ui::{SkeletonRows, use_clock, use_toasts};

/// Records of a day in a month, and in a week.
const IN_MONTH: u32 = 4;
const IN_WEEK: u32 = 40;

/// The records of a list by the days in a field.
#[component]
pub(crate) fn ObjectCalendar(listing: Listing, #[prop(into)] by: String) -> impl IntoView {
    let places = Places::here();
    let field = StoredValue::new(by);
    let span = move || {
        let place = places.here.get();
        let (from, days) = place.span();
        let most = match place.reach {
            Reach::Month => IN_MONTH,
            Reach::Week => IN_WEEK,
        };
        let by = field.get_value();
        Span {
            by,
            from,
            days,
            most,
        }
    };
    let asked = asked(
        move || (listing.asked(), span()),
        |((query, _), span): ((ListQuery, u32), Span)| calendar(query, span),
    );
    let crumbs = use_crumbs();
    let grid = move || {
        Suspend::new(async move {
            let answer = asked.await;
            if let Ok(days) = &answer {
                crumbs.count(count_text(all_of(days)));
            }
            view! { <Answered listing places by=field.get_value() answer/> }.into_any()
        })
    };
    view! {
        <CalendarBar places/>
        <div class="tablewrap cal__wrap"><Transition fallback=|| view! { <SkeletonRows count=12/> }>{grid}</Transition></div>
    }
}

fn all_of(days: &[Day]) -> Total {
    days.iter().fold(Total::default(), |all, day| Total {
        count: all.count + day.total.count,
        or_more: all.or_more || day.total.or_more,
    })
}

#[component]
fn Answered(
    listing: Listing,
    places: Places,
    by: String,
    answer: Answer<Vec<Day>>,
) -> impl IntoView {
    let language = use_language();
    let showing = listing.showing;
    let retry = Callback::new(move |()| listing.ask_again());
    let days = match answer {
        Ok(days) => days,
        Err(failure) => return view! { <ListFailed failure retry showing/> }.into_any(),
    };
    listing.holds(Vec::new());
    let Some(field) = listing
        .object
        .with_value(|object| object.field(&by).cloned())
    else {
        return ().into_any();
    };
    let shown: Vec<NaiveDate> = days.iter().map(|day| day.day).collect();
    let mover = Mover {
        object: listing.object,
        by: StoredValue::new(field),
        days: RwSignal::new(days),
        clock: use_clock(),
        carried: RwSignal::new(None),
        said: RwSignal::new(String::new()),
        toasts: use_toasts(),
    };
    let drag = drag(mover);
    keep_fresh(listing, mover, drag);
    let opened = RwSignal::new(None::<NaiveDate>);
    let new_href = new_href(listing, mover);
    let place: Memo<Place> = places.here;
    let names = shown.iter().take(7).map(|day| {
        let name = mover.clock.weekday(*day);
        view! { <div class="cal__dow" aria-hidden="true">{name}</div> }
    });
    let cells = shown.iter().map(|day| {
        view! { <DayCell mover drag day=*day place opened new_href/> }
    });
    let reach = place.get_untracked().reach.word();
    view! {
        <p class="sr" id="cal-help">{t!(language, lists.calendar_help)}</p>
        <p class="sr" role="status">{move || mover.said.get()}</p>
        <div class="cal hide-m" data-calendar="" data-span=reach role="group" aria-label=t!(language, lists.calendar)>
            {names.collect_view()}
            {cells.collect_view()}
        </div>
        <div class="only-m"><Agenda mover opened/></div>
        <Lifted mover drag/>
        {move || opened.get().map(|day| view! {
            <DayDialog mover listing day on_close=move |()| opened.set(None)/>
        })}
    }
    .into_any()
}

/// Where a new record of a day is made, if a person may set that day.
fn new_href(listing: Listing, mover: Mover) -> Callback<NaiveDate, Option<String>> {
    let search = use_location().search;
    let may_make =
        may(&listing.key(), Action::Create) && mover.by.with_value(contract::FieldDef::is_typed);
    Callback::new(move |day: NaiveDate| {
        let params = search.with(|search| Params::read(search).with("new", &day.to_string()));
        may_make.then(|| params.on(&listing.showing.path()))
    })
}

fn drag(mover: Mover) -> Drag {
    let id = |word: &str| word.parse::<Uuid>().ok();
    let named = move |word: String| {
        let found = id(&word).and_then(|id| mover.find(id));
        found
            .map(|(_, record)| mover.title(&record))
            .unwrap_or_default()
    };
    let placed = move |(_, spot): (String, Spot)| {
        let day = spot.zone.parse::<NaiveDate>().ok();
        day.map(|day| untrack(|| mover.clock.full_day(day)))
            .unwrap_or_default()
    };
    let dropped = move |(word, spot): (String, Spot)| {
        if let (Some(id), Ok(day)) = (id(&word), spot.zone.parse()) {
            mover.put(id, day);
        }
    };
    Drag::new(
        "[data-calendar]",
        Rules {
            accepts: Callback::new(|_| true),
            dropped: Callback::new(dropped),
            named: Callback::new(named),
            placed: Callback::new(placed),
        },
    )
}

/// Asks anew when colleagues change something, unless a record is being carried.
fn keep_fresh(listing: Listing, mover: Mover, drag: Drag) {
    let shown = move || {
        let versions = |days: &Vec<Day>| {
            let records = days.iter().flat_map(|day| &day.records);
            records
                .map(|record| (record.id, record.version))
                .collect::<Vec<_>>()
        };
        mover.days.try_with_untracked(versions).unwrap_or_default()
    };
    let waits = move || {
        let by_keys = mover.carried.try_with_untracked(Option::is_some);
        by_keys != Some(false) || drag.is_busy()
    };
    Watch::over(&listing.key(), shown, waits, move |_, _| {
        listing.ask_again()
    });
}

/// The copy under the pointer.
#[component]
fn Lifted(mover: Mover, drag: Drag) -> impl IntoView {
    let title = move || {
        let id = drag
            .lift
            .with(|lift| lift.as_ref().map(|lift| lift.id.clone()))?;
        let (_, record) = mover.find(id.parse().ok()?)?;
        Some(mover.title(&record))
    };
    move || {
        title().map(|title| {
            view! {
                <div class="lift" style=move || drag.style() aria-hidden="true">
                    <div class="cal__ev" data-drag="">{title}</div>
                </div>
            }
        })
    }
}
