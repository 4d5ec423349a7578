//! Another time for what is to be done: a day one touch away, or any moment.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use uuid::Uuid;

use super::day_state::{DayState, due_of};
use super::when::Preset;
use crate::i18n::{Language, use_language};
use crate::t;
use crate::ui::{
    Button, DateTimeInput, Dialog, DialogBody, DialogButtons, DialogFoot, Field, MenuItem,
};

/// The words of a day that is one touch away.
pub fn preset_text(preset: Preset, language: Language) -> &'static str {
    match preset {
        Preset::Tomorrow => t!(language, activities.tomorrow),
        Preset::InThreeDays => t!(language, activities.in_three_days),
        Preset::NextMonday => t!(language, activities.next_monday),
    }
}

/// The days of a row's menu.
#[component]
pub fn PutOffItems(state: DayState, id: Uuid) -> impl IntoView {
    let language = use_language();
    let item = move |preset: Preset| {
        let put_off = move |()| {
            let day = preset.day(untrack(|| state.clock.today()));
            state.put_off(id, state.on_day(id, day));
        };
        view! { <MenuItem label=preset_text(preset, language) icon="arrowright" on_pick=put_off/> }
    };
    view! {
        {Preset::ALL.into_iter().map(item).collect_view()}
        <MenuItem label=t!(language, activities.pick_time) icon="calendar" on_pick=move |()| state.picking.set(Some(id))/>
    }
}

/// The same as a sheet, with any moment to pick; a swipe to the left opens it.
#[component]
pub fn PutOffSheet(state: DayState, id: Uuid) -> impl IntoView {
    let language = use_language();
    let activity = untrack(|| state.activity(id)).unwrap_or_default();
    let at = RwSignal::new(due_of(&activity));
    let close = move || state.picking.set(None);
    let to = move |moment: DateTime<Utc>| {
        close();
        state.put_off(id, moment);
    };
    let preset = move |preset: Preset| {
        let day = preset.day(untrack(|| state.clock.today()));
        let moment = state.on_day(id, day);
        let text = format!(
            "{} · {}",
            preset_text(preset, language),
            short(state, moment)
        );
        view! { <Button label=text icon="clock" class="btn--block" on_press=move |()| to(moment)/> }
    };
    let save = move |()| {
        if let Some(moment) = at.get_untracked() {
            to(moment);
        }
    };
    view! {
        <Dialog title=t!(language, activities.put_off_title, subject = activity.text("subject")) on_close=move |()| close()>
            <DialogBody>
                <div class="stack stack--close">{Preset::ALL.into_iter().map(preset).collect_view()}</div>
                <Field id="put-off-at" label=t!(language, activities.other_time)><DateTimeInput value=at/></Field>
            </DialogBody>
            <DialogFoot>
                <DialogButtons
                    act=t!(language, activities.set_time)
                    disabled=Signal::derive(move || at.get().is_none())
                    on_act=save
                    on_close=move |()| close()
                />
            </DialogFoot>
        </Dialog>
    }
}

/// The weekday and the time of a moment: `Wed 09:00`.
fn short(state: DayState, moment: DateTime<Utc>) -> String {
    let day = state.clock.weekday(state.clock.local(moment).date());
    format!("{day} {}", state.clock.time(moment))
}
