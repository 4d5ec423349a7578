//! What makes a choice a stage: how it ends, its chance, what it asks for, how long a record may stand still in it.

use contract::{Choice, FieldDef, FieldKind, StageOutcome, Value};
use leptos::prelude::*;

use super::choice_list::Choices;
use crate::i18n::{Language, use_language};
use crate::records::form::DraftField;
use crate::records::inputs::FieldInput;
use crate::settings::objects::described::{living, use_described};
use crate::t;
use crate::ui::{Field, NumberInput, Seg};

/// The settings of one stage, under its row.
#[component]
pub fn StagePart(choices: Choices, number: u32, object: StoredValue<String>) -> impl IntoView {
    let language = use_language();
    let outcome = Memo::new(move |_| choices.read(number).outcome.unwrap_or_default());
    let options = [StageOutcome::Open, StageOutcome::Won, StageOutcome::Lost]
        .map(|each| (word(each).to_owned(), words(each, language).to_owned()));
    let pick = move |key: String| {
        choices.change(number, |choice| choice.outcome = Some(read(&key)));
    };
    let chance = number_of(choices, number, |choice| choice.probability.map(u16::from));
    let days = number_of(choices, number, |choice| choice.rots_after);
    let set_chance = move |()| {
        let typed = chance.with_untracked(|text| text.trim().parse().ok());
        choices.change(number, |choice| choice.probability = typed);
    };
    let set_days = move |()| {
        let typed = days.with_untracked(|text| text.trim().parse().ok());
        choices.change(number, |choice| choice.rots_after = typed);
    };
    let id = move |part: &str| format!("stage-{number}-{part}");
    view! {
        <div class="describing__stage" id=id("part")>
            <Field id=id("outcome") label=t!(language, describing.stage_outcome) group=true>
                <Seg
                    label=t!(language, describing.stage_outcome)
                    options=options.to_vec()
                    value=Signal::derive(move || word(outcome.get()).to_owned())
                    on_pick=pick
                />
            </Field>
            <Field id=id("chance") label=t!(language, describing.stage_chance)>
                <NumberInput value=chance unit="%" class="input--sm" on_input=set_chance/>
            </Field>
            <Field id=id("days") label=t!(language, describing.stage_days) help=t!(language, describing.stage_days_hint)>
                <NumberInput value=days unit=t!(language, describing.stage_days_unit) class="input--sm" on_input=set_days/>
            </Field>
            <Requires choices number object/>
        </div>
    }
}

fn number_of(choices: Choices, number: u32, read: fn(&Choice) -> Option<u16>) -> RwSignal<String> {
    let held = untrack(|| read(&choices.read(number)));
    RwSignal::new(held.map(|number| number.to_string()).unwrap_or_default())
}

/// The fields that must be filled before a record may stand here.
#[component]
fn Requires(choices: Choices, number: u32, object: StoredValue<String>) -> impl IntoView {
    let described = use_described();
    let offered = |object: &contract::ObjectDef| {
        let typed = living(object).filter(|field| field.is_typed() && !field.required);
        let choice = |field: &FieldDef| Choice::new(&field.key, &field.label.en, &field.label.zh);
        typed.map(choice).collect::<Vec<_>>()
    };
    let offered = untrack(|| object.with_value(|key| described.with(key, offered)));
    let held = untrack(|| choices.read(number).requires);
    let start = match held.is_empty() {
        true => Value::Empty,
        false => Value::Tags(held),
    };
    let state = DraftField::new(start);
    Effect::new(move |is_known: Option<()>| {
        let asked = match state.value.get() {
            Value::Tags(keys) => keys,
            _ => Vec::new(),
        };
        if is_known.is_some() {
            choices.change(number, |choice| choice.requires = asked);
        }
    });
    let label = t!(Language::English, describing.stage_requires);
    let own = t!(Language::Chinese, describing.stage_requires);
    let mut field = FieldDef::new("requires", FieldKind::Choices, label, own).choices(offered);
    let (en, zh) = (
        t!(Language::English, describing.stage_requires_hint),
        t!(Language::Chinese, describing.stage_requires_hint),
    );
    field = field.help(en, zh);
    let prefix = format!("stage-{number}");
    view! { <FieldInput field state prefix object=object.get_value()/> }
}

fn word(outcome: StageOutcome) -> &'static str {
    match outcome {
        StageOutcome::Open => "open",
        StageOutcome::Won => "won",
        StageOutcome::Lost => "lost",
    }
}

fn read(word: &str) -> StageOutcome {
    match word {
        "won" => StageOutcome::Won,
        "lost" => StageOutcome::Lost,
        _ => StageOutcome::Open,
    }
}

fn words(outcome: StageOutcome, language: Language) -> &'static str {
    match outcome {
        StageOutcome::Open => t!(language, describing.stage_open),
        StageOutcome::Won => t!(language, describing.stage_won),
        StageOutcome::Lost => t!(language, describing.stage_lost),
    }
}
