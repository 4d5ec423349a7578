//! What is to be done next: days of one touch, the day that the text names, or any other.

use contract::Language;
use leptos::prelude::*;

use super::hint::{Deed, Hint};
use super::log_draft::CALL;
use super::log_form::{LogForm, Planned};
use super::put_off::preset_text;
use super::when::Preset;
use crate::i18n::use_language;
use crate::t;
use crate::ui::{Chip, DateTimeInput, Field, TextInput};

/// The chips of the next step and, once one is pressed, its words and its time.
#[component]
pub fn LogStep(form: LogForm) -> impl IntoView {
    let language = use_language();
    let label = move || {
        form.hint.with(|hint| match hint {
            Some(hint) => t!(language, activities.next_step_heard, words = hint.heard),
            None => t!(language, activities.next_step).to_owned(),
        })
    };
    let pick = move |()| {
        form.plan(
            Planned::Picked,
            subject(deed(form), language).to_owned(),
            deed(form).kind(),
            None,
        )
    };
    view! {
        <Field id="log-next" label=Signal::derive(label) group=true>
            <div class="chips">
                {move || form.hint.get().map(|hint| view! { <HeardChip form hint/> })}
                {Preset::ALL.into_iter().map(|preset| view! { <PresetChip form preset/> }).collect_view()}
                <Chip
                    label=t!(language, activities.pick_date)
                    icon="calendar"
                    pressed=Signal::derive(move || form.planned.get() == Some(Planned::Picked))
                    on_press=pick
                />
            </div>
        </Field>
        <Show when=move || form.planned.get().is_some()>
            <div class="log__step">
                <Field id="log-step" label=t!(language, activities.what_next) error=Signal::derive(move || form.problem(&["step"], language))>
                    <TextInput value=form.step max_chars=255 on_input=move |()| form.mend(&["step"])/>
                </Field>
                <Field id="log-step-due" label=t!(language, activities.when) error=Signal::derive(move || form.problem(&["step_due"], language))>
                    <DateTimeInput value=form.step_due on_change=move |()| form.mend(&["step_due"])/>
                </Field>
            </div>
        </Show>
    }
}

/// What the text asks for, or else the usual thing.
fn deed(form: LogForm) -> Deed {
    let text = form.text.get_untracked().to_lowercase();
    super::hint::deed(&text).unwrap_or_default()
}

/// "Wed · Send the quote", as read from the text.
#[component]
fn HeardChip(form: LogForm, hint: Hint) -> impl IntoView {
    let language = use_language();
    let words = subject(hint.deed, language);
    let (deed, day) = (hint.deed, hint.day);
    let label = Signal::derive(move || format!("{} · {words}", form.clock.due_day(day)));
    let plan = move |()| form.plan(Planned::Heard, words.to_owned(), deed.kind(), Some(day));
    view! { <Chip label icon="sparkle" pressed=Signal::derive(move || form.planned.get() == Some(Planned::Heard)) on_press=plan/> }
}

/// Tomorrow a call, in three days or next Monday whatever the text is about.
#[component]
fn PresetChip(form: LogForm, preset: Preset) -> impl IntoView {
    let language = use_language();
    let label = match preset {
        Preset::Tomorrow => t!(language, activities.call_tomorrow),
        other => preset_text(other, language),
    };
    let plan = move |()| {
        let deed = if preset == Preset::Tomorrow {
            Deed::Call
        } else {
            deed(form)
        };
        let kind = if preset == Preset::Tomorrow {
            CALL
        } else {
            deed.kind()
        };
        let day = preset.day(untrack(|| form.clock.today()));
        form.plan(
            Planned::Preset(preset),
            subject(deed, language).to_owned(),
            kind,
            Some(day),
        );
    };
    view! { <Chip label pressed=Signal::derive(move || form.planned.get() == Some(Planned::Preset(preset))) on_press=plan/> }
}

/// The words of a deed.
fn subject(deed: Deed, language: Language) -> &'static str {
    match deed {
        Deed::Quote => t!(language, activities.deed_quote),
        Deed::Contract => t!(language, activities.deed_contract),
        Deed::Sample => t!(language, activities.deed_sample),
        Deed::Material => t!(language, activities.deed_material),
        Deed::Demo => t!(language, activities.deed_demo),
        Deed::Visit => t!(language, activities.deed_visit),
        Deed::WeChat => t!(language, activities.deed_wechat),
        Deed::Call => t!(language, activities.deed_call),
        Deed::FollowUp => t!(language, activities.deed_follow_up),
    }
}
