//! Days and moments, by the system's own pickers.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Timelike, Utc};
use leptos::prelude::*;

use super::super::moment::use_clock;
use super::Attributes;

/// A calendar day.
#[component]
pub fn DateInput(
    value: RwSignal<Option<NaiveDate>>,
    #[prop(into, optional)] label: MaybeProp<String>,
    #[prop(optional)] name: Option<&'static str>,
    #[prop(into, optional)] on_change: Option<Callback<()>>,
    #[prop(optional)] class: &'static str,
) -> impl IntoView {
    let with = Attributes::new(label);
    let written = move || value.get().map(|day| day.to_string()).unwrap_or_default();
    view! {
        <div class=format!("input {class}")>
            <input
                type="date"
                max="9999-12-31"
                id=with.id()
                name=name
                aria-label=move || with.label()
                aria-required=with.required()
                aria-invalid=move || with.invalid()
                aria-describedby=move || with.described_by()
                value=untrack(written)
                prop:value=written
                on:change:target=move |event| {
                    value.set(event.target().value().parse().ok());
                    run(on_change);
                }
            />
        </div>
    }
}

/// A day and time in the person's zone.
#[component]
pub fn DateTimeInput(
    value: RwSignal<Option<DateTime<Utc>>>,
    #[prop(into, optional)] on_change: Option<Callback<()>>,
) -> impl IntoView {
    let with = Attributes::new(MaybeProp::default());
    let clock = use_clock();
    let written = move || {
        value
            .get()
            .map(|at| {
                let local = clock.local(at);
                format!("{}T{:02}:{:02}", local.date(), local.hour(), local.minute())
            })
            .unwrap_or_default()
    };
    view! {
        <div class="input">
            <input
                type="datetime-local"
                max="9999-12-31T23:59"
                id=with.id()
                aria-required=with.required()
                aria-invalid=move || with.invalid()
                aria-describedby=move || with.described_by()
                value=untrack(written)
                prop:value=written
                on:change:target=move |event| {
                    value.set(read(&event.target().value()).map(|wall| clock.utc(wall)));
                    run(on_change);
                }
            />
        </div>
    }
}

/// Browsers leave the seconds out where they are nought.
fn read(text: &str) -> Option<NaiveDateTime> {
    let (day, time) = text.split_once('T')?;
    let day: NaiveDate = day.parse().ok()?;
    Some(day.and_time(time.parse().ok()?))
}

/// A field that is taken away while it has the focus still tells that it lost it: then nobody listens.
fn run(callback: Option<Callback<()>>) {
    if let Some(callback) = callback {
        callback.try_run(());
    }
}
