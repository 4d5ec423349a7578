//! When people of the organisation work.

use contract::dto::alerts::WorkingHours;
use leptos::prelude::*;

use super::words::day_words;
use crate::i18n::use_language;
use crate::t;
use crate::ui::{Checkbox, Field, Problems, Select, SelectOption, TextInput};

/// What is typed of them.
#[derive(Clone, Copy)]
pub struct TypedHours {
    time_zone: RwSignal<String>,
    /// Monday first.
    days: [RwSignal<bool>; 7],
    from: RwSignal<String>,
    until: RwSignal<String>,
}

impl TypedHours {
    pub(super) fn new(hours: &WorkingHours) -> Self {
        Self {
            time_zone: RwSignal::new(hours.time_zone.clone()),
            days: [1, 2, 3, 4, 5, 6, 7].map(|day| RwSignal::new(hours.days.contains(&day))),
            from: RwSignal::new(hours.from.clone()),
            until: RwSignal::new(hours.until.clone()),
        }
    }

    pub(super) fn hours(&self) -> WorkingHours {
        let days = (1..).zip(self.days);
        let worked = days.filter(|(_, is_worked)| is_worked.get_untracked());
        WorkingHours {
            time_zone: self.time_zone.get_untracked(),
            days: worked.map(|(day, _)| day).collect(),
            from: self.from.get_untracked(),
            until: self.until.get_untracked(),
        }
    }
}

/// The fields.
#[component]
pub fn HoursFields(typed: TypedHours, zones: Vec<String>, problems: Problems) -> impl IntoView {
    let language = use_language();
    let options: Vec<SelectOption> = zones
        .into_iter()
        .map(|zone| (zone.clone(), zone.replace('_', " ")))
        .collect();
    let day = move |(day, checked): (u8, RwSignal<bool>)| {
        let label = day_words(language, day);
        view! { <Checkbox checked label on_change=move |()| problems.clear("days")/> }
    };
    view! {
        <fieldset class="alerts__rule stack">
            <legend class="field__label">{t!(language, alerts.hours)}</legend>
            <Field id="alerts-zone" label=t!(language, alerts.time_zone) error=problems.at("time_zone")>
                <Select
                    value=typed.time_zone
                    options=Signal::stored(options)
                    on_change=move |()| problems.clear("time_zone")
                />
            </Field>
            <Field id="alerts-days" label=t!(language, alerts.days) error=problems.at("days") group=true>
                {(1..).zip(typed.days).map(day).collect_view()}
            </Field>
            <div class="flex wrap alerts__limit">
                <Field id="alerts-from" label=t!(language, alerts.from) error=problems.at("from")>
                    <TextInput
                        value=typed.from
                        max_chars=5
                        placeholder="08:00"
                        on_input=move |()| problems.clear("from")
                    />
                </Field>
                <Field id="alerts-until" label=t!(language, alerts.until) error=problems.at("until")>
                    <TextInput
                        value=typed.until
                        max_chars=5
                        placeholder="20:00"
                        on_input=move |()| problems.clear("until")
                    />
                </Field>
            </div>
        </fieldset>
    }
}
