//! What happened with a record, the newest first.

use chrono::NaiveDate;
use contract::dto::records::{Entry, Timeline, TimelineFilter, TimelineItem};
use contract::objects;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::composer::Composer;
use super::entry::EntryView;
use super::{OpenRecord, use_open_record};
use crate::api::records::timeline;
use crate::i18n::use_language;
use crate::live::LiveRecord;
use crate::shell::use_catalogue;
use crate::t;
use crate::ui::{
    Banner, BannerLook, Button, Chip, Clock, Empty, Look, SkeletonRows, unread_text, use_clock,
};

/// A line to write in, what is shown as chips, and the entries by day.
#[component]
pub fn RecordTimeline() -> impl IntoView {
    let language = use_language();
    let open = use_open_record();
    let composer = open.object().followed.then(|| view! { <Composer open/> });
    let entries = move || {
        Suspend::new(async move {
            match open.around.timeline.await {
                Ok(page) => view! { <Entries open page/> }.into_any(),
                Err(failure) => {
                    view! { <NotShown open text=unread_text(language, &failure)/> }.into_any()
                }
            }
        })
    };
    view! {
        {composer}
        <Kinds open/>
        <Transition fallback=|| view! { <SkeletonRows count=5/> }>{entries}</Transition>
    }
}

/// One chip for each kind of activity, one for all and one for changes.
#[component]
fn Kinds(open: OpenRecord) -> impl IntoView {
    let language = use_language();
    let shown = open.around.shown;
    let kinds = use_catalogue().with_untracked(|catalogue| {
        let kind = catalogue.object(objects::ACTIVITY)?.field("kind")?;
        Some(kind.choices.clone())
    });
    let chip = move |filter: TimelineFilter, label: String, icon: Option<&'static str>| {
        let wanted = filter.clone();
        let pressed = Signal::derive(move || shown.with(|shown| *shown == wanted));
        let press = move |()| shown.set(filter.clone());
        match icon {
            Some(icon) => view! { <Chip label pressed on_press=press icon/> }.into_any(),
            None => view! { <Chip label pressed on_press=press/> }.into_any(),
        }
    };
    let kinds = kinds
        .unwrap_or_default()
        .into_iter()
        .map(|kind| {
            let label = kind.label.get(language).to_owned();
            let icon = super::entry::icon_of(&kind.key);
            chip(TimelineFilter::Kind(kind.key), label, Some(icon))
        })
        .collect_view();
    view! {
        <div class="bar bar--scroll rec__kinds">
            <div class="chips" role="group" aria-label=t!(language, records.timeline)>
                {chip(TimelineFilter::All, t!(language, records.all).to_owned(), None)}
                {kinds}
                {chip(TimelineFilter::Events, t!(language, records.system).to_owned(), Some("history"))}
            </div>
        </div>
    }
}

#[component]
fn NotShown(open: OpenRecord, text: String) -> impl IntoView {
    let language = use_language();
    view! {
        <div class="pad">
            <Banner text look=BannerLook::Bad>
                <Button label=t!(language, common.retry) on_press=move |()| open.around.timeline.refetch()/>
            </Banner>
        </div>
    }
}

#[component]
fn Entries(open: OpenRecord, page: Timeline) -> impl IntoView {
    let language = use_language();
    let clock = use_clock();
    if page.items.is_empty() {
        ask_when_something_happened(open);
        let (title, text) = (
            t!(language, records.no_timeline),
            t!(language, records.no_timeline_text),
        );
        return view! { <Empty icon="history" title text/> }.into_any();
    }
    let items = RwSignal::new(page.items);
    let next = RwSignal::new(page.next);
    let busy = RwSignal::new(false);
    let older = move |()| load_older(open, items, next, busy);
    take_in_news(open, items);
    let days = move || untracked_days(items.get(), clock);
    view! {
        <div class="tl" role="feed" aria-label=t!(language, records.timeline) aria-busy=move || busy.get().to_string()>
            <For
                each=days
                key=|row| row.key()
                children=move |row| match row {
                    Row::Day(day) => view! { <div class="tl__day">{untrack(|| day_text(day, clock))}</div> }.into_any(),
                    Row::Item(item) => view! { <EntryView item=*item/> }.into_any(),
                }
            />
        </div>
        <Show when=move || next.with(Option::is_some)>
            <div class="pad tc">
                <Button label=t!(language, records.older) look=Look::Ghost busy on_press=older/>
            </div>
        </Show>
    }
    .into_any()
}

/// A line of the timeline: a day's heading or an entry.
#[derive(Clone)]
enum Row {
    Day(NaiveDate),
    Item(Box<TimelineItem>),
}

impl Row {
    fn key(&self) -> String {
        match self {
            Self::Day(day) => day.to_string(),
            Self::Item(item) => match &item.entry {
                // Drawn anew when it changes.
                Entry::Activity(activity) => format!("{} {}", item.key, activity.version),
                Entry::Event { .. } => item.key.clone(),
            },
        }
    }
}

/// The items with a heading before each day, in the person's zone.
fn untracked_days(items: Vec<TimelineItem>, clock: Clock) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut last = None;
    for item in items {
        let day = clock.local(item.at).date();
        if last != Some(day) {
            rows.push(Row::Day(day));
            last = Some(day);
        }
        rows.push(Row::Item(Box::new(item)));
    }
    rows
}

/// `Yesterday 20 Nov`, `26 Oct`.
fn day_text(day: NaiveDate, clock: Clock) -> String {
    let (near, date) = (clock.due_day(day), clock.day(day));
    if near == date {
        date
    } else {
        format!("{near} {date}")
    }
}

/// The first entry ever takes the place of the words that there is none.
fn ask_when_something_happened(open: OpenRecord) {
    let live = use_context::<LiveRecord>();
    Effect::new(move |before: Option<u32>| {
        let happened = live.map_or(0, |live| live.happened.get());
        if before.is_some_and(|before| before != happened) {
            open.around.timeline.refetch();
        }
        happened
    });
}

/// What colleagues did stands above the rest without anything else being drawn anew.
fn take_in_news(open: OpenRecord, items: RwSignal<Vec<TimelineItem>>) {
    let Some(live) = use_context::<LiveRecord>() else {
        return;
    };
    Effect::new(move |before: Option<u32>| {
        let happened = live.happened.get();
        if before.is_some_and(|before| before != happened) {
            let shown = open.around.shown.get_untracked();
            let answer = timeline(open.object().key, open.id(), shown, None);
            spawn_local(async move {
                if let Ok(page) = answer.await {
                    items.try_update(|items| renew(items, page.items));
                }
            });
        }
        happened
    });
}

/// The newest entries take the place of those they are; what is new comes to the top.
fn renew(items: &mut Vec<TimelineItem>, newest: Vec<TimelineItem>) {
    let Some(oldest) = newest.last().map(|item| item.at) else {
        return;
    };
    items.retain(|item| item.at <= oldest && newest.iter().all(|other| other.key != item.key));
    items.splice(0..0, newest);
}

fn load_older(
    open: OpenRecord,
    items: RwSignal<Vec<TimelineItem>>,
    next: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
) {
    if busy.get_untracked() {
        return;
    }
    busy.set(true);
    let after = next.get_untracked();
    let shown = open.around.shown.get_untracked();
    let answer = timeline(open.object().key, open.id(), shown, after);
    spawn_local(async move {
        let answer = answer.await;
        if busy.try_set(false).is_some() {
            return;
        }
        // A failure leaves the button, which is the way to try again.
        if let Ok(page) = answer {
            items.update(|items| items.extend(page.items));
            next.set(page.next);
        }
    });
}
