//! One record in a calendar.

use chrono::{Days, NaiveDate};
use contract::{FieldDef, FieldKind, ObjectDef, Record, Value};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use uuid::Uuid;

use super::mover::Mover;
use crate::i18n::use_language;
use crate::records::marks::record_address;
use crate::shell::use_catalogue;
use crate::t;
use crate::ui::browser;
use crate::ui::drag::Drag;

/// A record as a line in its day: carried by mouse or finger; Space lifts it, arrows carry it by days and weeks.
#[component]
pub(crate) fn Entry(mover: Mover, drag: Drag, record: Record) -> impl IntoView {
    let language = use_language();
    let id = record.id;
    let item = StoredValue::new(id.to_string());
    let title = mover.title(&record);
    let tip = title.clone();
    let time = time_of(mover, &record);
    let hue = mover.object.with_value(|object| hue_of(object, &record));
    let href =
        use_catalogue().with_untracked(|catalogue| record_address(catalogue, &record.object, id));
    let may = mover.may(&record);
    let is_lifted = move || {
        let by_keys = mover
            .carried
            .with(|carried| carried.is_some_and(|(own, _)| own == id));
        (by_keys || item.with_value(|item| drag.is_lifted(item))).then_some("")
    };
    let pressed = move |event| {
        if may {
            item.with_value(|item| drag.pressed(&event, item));
        }
    };
    let keys = move |event: KeyboardEvent| {
        if may && key(mover, &event, id) {
            event.prevent_default();
            event.stop_propagation();
        }
    };
    let describe = may.then_some("cal-help");
    view! {
        <li class="cal__item" data-item=item.get_value() data-card=id.to_string() data-lifted=is_lifted>
            <a
                class="cal__ev"
                href=href
                style=format!("--h:{hue}")
                title=tip
                aria-describedby=describe
                aria-roledescription=t!(language, lists.entry)
                draggable="false"
                on:pointerdown=pressed
                on:keydown=keys
                on:blur=move |_| put_back(mover, id)
                on:click=move |event| if drag.was_carrying() { event.prevent_default() }
                on:dragstart=move |event| event.prevent_default()
            >
                {time.map(|time| view! { <b class="num">{time}</b>" " })}
                {title}
            </a>
        </li>
    }
}

/// The time of a moment; nothing for a day.
pub(super) fn time_of(mover: Mover, record: &Record) -> Option<String> {
    let value = mover.by.with_value(|by| record.value(&by.key).clone());
    match value {
        Value::DateTime(at) => Some(mover.clock.time(at)),
        _ => None,
    }
}

/// The colour of its stage or of its first choice that has one, else that of its object.
pub(super) fn hue_of(object: &ObjectDef, record: &Record) -> u16 {
    let hue = |field: &FieldDef| {
        let key = record.text(&field.key);
        (field.kind == FieldKind::Choice)
            .then(|| field.choice(key)?.hue)
            .flatten()
    };
    object.fields.iter().find_map(hue).unwrap_or(object.hue)
}

/// What a key means for a record that has the focus.
fn key(mover: Mover, event: &KeyboardEvent, id: Uuid) -> bool {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return false;
    }
    let carried = mover.carried.get_untracked().filter(|(own, _)| *own == id);
    let name = || {
        mover
            .find(id)
            .map(|(_, record)| mover.title(&record))
            .unwrap_or_default()
    };
    let language = mover.clock.language;
    match (event.key().as_str(), carried) {
        (" ", None) => {
            let Some((day, _)) = mover.find(id) else {
                return false;
            };
            mover.carried.set(Some((id, day)));
            let place = untrack(|| mover.clock.full_day(day));
            mover
                .said
                .set(t!(language, common.said_lifted, name = name(), place));
        }
        (" " | "Enter", Some((_, day))) => {
            mover.carried.set(None);
            let place = untrack(|| mover.clock.full_day(day));
            mover
                .said
                .set(t!(language, common.said_dropped, name = name(), place));
            mover.put(id, day);
            focus_entry(id);
        }
        ("Escape", Some(_)) => put_back(mover, id),
        (arrow, Some((_, day))) => {
            let Some(to) = beside(arrow, day) else {
                return false;
            };
            let is_shown = mover
                .days
                .with_untracked(|days| days.iter().any(|held| held.day == to));
            match is_shown {
                true => {
                    mover.carried.set(Some((id, to)));
                    mover.said.set(untrack(|| mover.clock.full_day(to)));
                }
                false => mover.said.set(t!(language, common.said_edge).to_owned()),
            }
        }
        _ => return false,
    }
    true
}

/// The day that an arrow leads to.
fn beside(arrow: &str, day: NaiveDate) -> Option<NaiveDate> {
    match arrow {
        "ArrowLeft" => day.checked_sub_days(Days::new(1)),
        "ArrowRight" => day.checked_add_days(Days::new(1)),
        "ArrowUp" => day.checked_sub_days(Days::new(7)),
        "ArrowDown" => day.checked_add_days(Days::new(7)),
        _ => None,
    }
}

fn put_back(mover: Mover, id: Uuid) {
    let carried = mover.carried.try_get_untracked().flatten();
    if carried.is_some_and(|(own, _)| own == id) {
        mover.carried.set(None);
        let name = mover.find(id).map(|(_, record)| mover.title(&record));
        let name = name.unwrap_or_default();
        mover
            .said
            .set(t!(mover.clock.language, common.said_back, name));
    }
}

/// Gives the focus to a record, once it stands on its new day.
fn focus_entry(id: Uuid) {
    request_animation_frame(move || {
        if let Some(body) = document().body() {
            browser::focus_first(&body, &format!("[data-item=\"{id}\"] a"));
        }
    });
}

#[cfg(test)]
mod tests {
    use super::beside;

    #[test]
    fn arrows_carry_by_days_and_weeks() {
        let day = "2026-11-30".parse().unwrap_or_default();
        let check = |arrow: &str, expected: Option<&str>| {
            let to = beside(arrow, day).map(|day| day.to_string());
            assert_eq!(to.as_deref(), expected, "{arrow}");
        };
        check("ArrowRight", Some("2026-12-01"));
        check("ArrowUp", Some("2026-11-23"));
        check("x", None);
    }
}
