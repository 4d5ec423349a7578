//! One rule: whether it is on, from how much on it tells, and of whom it does not.

use contract::dto::alerts::{AlertPreview, AlertRule, RuleSetup};
use leptos::prelude::*;
use uuid::Uuid;

use super::words::{rule_hint, rule_words};
use crate::i18n::use_language;
use crate::shell::use_people;
use crate::t;
use crate::ui::{Checkbox, Chip, Field, NumberInput, Problems, Select, SelectOption};

/// What is typed of a rule.
#[derive(Clone, Copy)]
pub struct TypedRule {
    pub(super) rule: AlertRule,
    is_on: RwSignal<bool>,
    number: RwSignal<String>,
    minutes: RwSignal<String>,
    exempt: RwSignal<Vec<Uuid>>,
}

impl TypedRule {
    pub(super) fn new(setup: RuleSetup) -> Self {
        Self {
            rule: setup.rule,
            is_on: RwSignal::new(setup.is_on),
            number: RwSignal::new(setup.number.to_string()),
            minutes: RwSignal::new(setup.minutes.to_string()),
            exempt: RwSignal::new(setup.exempt),
        }
    }

    pub(super) fn setup(&self) -> RuleSetup {
        // What is no number is out of every range.
        let number = |text: RwSignal<String>| text.get_untracked().trim().parse().unwrap_or(0);
        RuleSetup {
            rule: self.rule,
            is_on: self.is_on.get_untracked(),
            number: number(self.number),
            minutes: number(self.minutes),
            exempt: self.exempt.get_untracked(),
        }
    }
}

/// The fields.
#[component]
pub fn RuleFields(
    typed: TypedRule,
    problems: Problems,
    /// How often each rule would have told something, where that was asked.
    times: RwSignal<Vec<AlertPreview>>,
) -> impl IntoView {
    let language = use_language();
    let rule = typed.rule;
    let [number, minutes, _] = rule.fields();
    let found = move || {
        let count = times.with(|times| {
            let one = times.iter().find(|one| one.rule == rule)?;
            Some(one.times)
        })?;
        let text = t!(language, alerts.would_have, count);
        Some(view! { <p class="sm" role="status">{text}</p> })
    };
    let people = rule
        .is_of_persons()
        .then(|| view! { <Exempt typed problems/> });
    view! {
        <fieldset class="alerts__rule stack">
            <legend class="field__label">{rule_words(language, rule)}</legend>
            <Checkbox checked=typed.is_on label=t!(language, alerts.is_on)/>
            <p class="xs faint">{rule_hint(language, rule)}</p>
            <div class="flex wrap alerts__limit">
                <Field id=format!("alerts-{number}") label=t!(language, alerts.number) error=problems.at(number)>
                    <NumberInput value=typed.number on_input=move |()| problems.clear(number)/>
                </Field>
                <Field id=format!("alerts-{minutes}") label=t!(language, alerts.minutes) error=problems.at(minutes)>
                    <NumberInput value=typed.minutes on_input=move |()| problems.clear(minutes)/>
                </Field>
            </div>
            {people}
            {found}
        </fieldset>
    }
}

/// People of whom the rule does not tell: one more is picked, a press on one takes them away.
#[component]
fn Exempt(typed: TypedRule, problems: Problems) -> impl IntoView {
    let language = use_language();
    let [_, _, field] = typed.rule.fields();
    let people = use_people();
    let picked = RwSignal::new(String::new());
    let options = Signal::derive(move || {
        people.with(|people| {
            let is_free = |id: &Uuid| typed.exempt.with(|exempt| !exempt.contains(id));
            people
                .iter()
                .filter(|person| is_free(&person.id))
                .map(|person| (person.id.to_string(), person.name.clone()))
                .collect::<Vec<SelectOption>>()
        })
    });
    let add = move |()| {
        if let Ok(id) = picked.get_untracked().parse() {
            problems.clear(field);
            typed.exempt.update(|exempt| exempt.push(id));
        }
        picked.set(String::new());
    };
    let name = move |id: Uuid| {
        people.with(|people| {
            let person = people.iter().find(|person| person.id == id);
            person.map_or_else(|| "?".to_owned(), |person| person.name.clone())
        })
    };
    let chips = move || {
        let chip = |id: Uuid| {
            let take_away = move |()| {
                typed
                    .exempt
                    .update(|exempt| exempt.retain(|other| *other != id));
            };
            view! { <Chip label=name(id) pressed=Signal::stored(true) icon="x" on_press=take_away/> }
        };
        typed.exempt.get().into_iter().map(chip).collect_view()
    };
    view! {
        <Field id=format!("alerts-{field}") label=t!(language, alerts.exempt) error=problems.at(field)>
            <Select value=picked options empty=t!(language, alerts.add_exempt) on_change=add/>
        </Field>
        <div class="flex wrap">{chips}</div>
    }
}
