//! One thing to do: a tick, what it is, whom it is about, when, and what else can be done with it.

use contract::Record;
use leptos::ev::PointerEvent;
use leptos::prelude::*;
use uuid::Uuid;

use super::day_state::{DayState, about, due_of, is_done};
use super::put_off::PutOffItems;
use crate::i18n::use_language;
use crate::t;
use crate::ui::moment::stamp;
use crate::ui::{Icon, Menu, MenuItem, MenuLabel, MenuLine, MenuLink};

/// How far a row is swiped before letting go means it, in pixels.
const FAR: f64 = 72.0;

/// A row of the day. On a phone a swipe to the right ticks it off, to the left puts it off.
#[component]
pub fn DayRow(state: DayState, id: Uuid) -> impl IntoView {
    let language = use_language();
    let activity = Memo::new(move |_| state.activity(id).unwrap_or_default());
    let subject =
        Signal::derive(move || activity.with(|activity| activity.text("subject").to_owned()));
    let done = Memo::new(move |_| activity.with(is_done));
    let shift = RwSignal::new(0.0_f64);
    let start = StoredValue::new(None::<(f64, f64)>);
    let press = move |event: PointerEvent| {
        if event.pointer_type() == "touch" && event.is_primary() {
            start.set_value(Some(point(&event)));
        }
    };
    let carry = move |event: PointerEvent| {
        if let Some((x, y)) = start.get_value() {
            let (dx, dy) = (point(&event).0 - x, point(&event).1 - y);
            if shift.get_untracked() != 0.0 || dx.abs() > 1.5 * dy.abs() + 8.0 {
                shift.set(dx);
            }
        }
    };
    let let_go = move |means: bool| {
        start.set_value(None);
        let by = shift.get_untracked();
        shift.set(0.0);
        match means {
            true if by >= FAR => state.set_done(id, true),
            true if by <= -FAR => state.picking.set(Some(id)),
            _ => {}
        }
    };
    view! {
        <li class="swipe" data-row=id.to_string() data-swiped=move || (shift.get() != 0.0).then_some("")>
            {move || under(shift.get(), language)}
            <div
                class="row"
                data-done=move || done.get().then_some("")
                style=move || format!("--swipe:{:.0}px", shift.get())
                on:pointerdown=press
                on:pointermove=carry
                on:pointerup=move |_| let_go(true)
                on:pointercancel=move |_| let_go(false)
            >
                <input
                    class="check check--round"
                    type="checkbox"
                    aria-label=move || t!(language, activities.tick, subject = subject.get())
                    checked=done.get_untracked()
                    prop:checked=move || done.get()
                    on:change:target=move |event| state.set_done(id, event.target().checked())
                />
                <RowText activity/>
                <When state activity/>
                <RowMenu state id subject done/>
            </div>
        </li>
    }
}

fn point(event: &PointerEvent) -> (f64, f64) {
    (f64::from(event.client_x()), f64::from(event.client_y()))
}

/// What a swipe means, under the row.
fn under(shift: f64, language: contract::Language) -> Option<AnyView> {
    let (class, icon, text) = match shift {
        by if by > 0.0 => ("swipe__under", "check", t!(language, activities.complete)),
        by if by < 0.0 => (
            "swipe__under swipe__under--later",
            "clock",
            t!(language, activities.put_off),
        ),
        _ => return None,
    };
    Some(view! { <div class=class aria-hidden="true"><Icon name=icon/>{text}</div> }.into_any())
}

#[component]
fn RowText(activity: Memo<Record>) -> impl IntoView {
    let links = move || {
        let link = |(href, text): (String, String)| match href.is_empty() {
            true => view! { <span class="row__about">{text}</span> }.into_any(),
            false => view! { <a class="row__about" href=href>{text}</a> }.into_any(),
        };
        activity.with(about).into_iter().map(link).collect_view()
    };
    view! {
        <span class="row__main">
            <a class="row__title" href=move || format!("/activities/{}", activity.with(|activity| activity.id))>
                {move || activity.with(|activity| activity.text("subject").to_owned())}
            </a>
            <span class="row__sub row__parts">{links}</span>
        </span>
    }
}

/// The time of day for today, the day for the rest; red where it has passed.
#[component]
fn When(state: DayState, activity: Memo<Record>) -> impl IntoView {
    let clock = state.clock;
    move || {
        let due = activity.with(due_of)?;
        let is_today = clock.local(due).date() == clock.today();
        let is_late = clock.is_past(due) && !activity.with(is_done);
        let text = match is_today && clock.time(due) != "00:00" {
            true => clock.time(due),
            false => clock.due(due),
        };
        Some(view! {
            <span class="row__end" class:late=is_late>
                <time datetime=stamp(due) title=clock.exact(due)>{text}</time>
            </span>
        })
    }
}

#[component]
fn RowMenu(state: DayState, id: Uuid, subject: Signal<String>, done: Memo<bool>) -> impl IntoView {
    let language = use_language();
    let tick = move || match done.get() {
        true => {
            view! { <MenuItem label=t!(language, activities.open_again) icon="undo" on_pick=move |()| state.set_done(id, false)/> }
        }
        false => {
            view! { <MenuItem label=t!(language, activities.complete) icon="check" on_pick=move |()| state.set_done(id, true)/> }
        }
    };
    view! {
        <Menu
            label=Signal::derive(move || t!(language, activities.menu_of, subject = subject.get()))
            class="btn btn--ghost btn--icon btn--sm"
            trigger=move || view! { <Icon name="more"/> }
        >
            {tick()}
            <MenuLine/>
            <MenuLabel text=t!(language, activities.put_off_to)/>
            <PutOffItems state id/>
            <MenuLine/>
            <MenuLink label=t!(language, activities.open) icon="arrowright" href=format!("/activities/{id}")/>
        </Menu>
    }
}
