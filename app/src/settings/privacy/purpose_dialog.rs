//! Makes a purpose, or changes one.

use contract::Label;
use contract::dto::consents::{Channel, LONGEST_NAME, LONGEST_WORDING, LegalBasis, Purpose};
use leptos::prelude::*;

use crate::api::consents::save_purpose;
use crate::consents::words::{basis_words, channel_words};
use crate::i18n::use_language;
use crate::t;
use crate::ui::{
    Checkbox, Field, FormDialog, NumberInput, Problems, Select, SelectOption, Sending, TextArea,
    TextInput, use_toasts,
};

/// The fields of a refusal.
const FIELDS: [&str; 6] = [
    "name_en",
    "name_zh",
    "wording_en",
    "wording_zh",
    "channels",
    "months",
];

/// Name and wording in both languages, on what it rests, by which channels, how long a consent counts.
#[component]
pub fn PurposeDialog(
    purpose: Purpose,
    on_close: Callback<()>,
    again: Callback<()>,
) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let sending = Sending::new(language, FIELDS);
    let text = |text: &str| RwSignal::new(text.to_owned());
    let (name_en, name_zh) = (text(&purpose.name.en), text(&purpose.name.zh));
    let (wording_en, wording_zh) = (text(&purpose.wording.en), text(&purpose.wording.zh));
    let basis = text(purpose.basis.word());
    let months = RwSignal::new(purpose.months.to_string());
    let channels =
        Channel::ALL.map(|channel| (channel, RwSignal::new(purpose.channels.contains(&channel))));
    let title = match purpose.version {
        0 => t!(language, consents.add_purpose),
        _ => t!(language, consents.edit_purpose),
    };
    let send = move |()| {
        let ticked = channels
            .into_iter()
            .filter(|(_, ticked)| ticked.get_untracked());
        let label = |en: RwSignal<String>, zh: RwSignal<String>| {
            Label::new(&en.get_untracked(), &zh.get_untracked())
        };
        let asked = Purpose {
            name: label(name_en, name_zh),
            wording: label(wording_en, wording_zh),
            basis: LegalBasis::of(&basis.get_untracked()).unwrap_or_default(),
            channels: ticked.map(|(channel, _)| channel).collect(),
            months: months.get_untracked().trim().parse().unwrap_or(u16::MAX),
            ..purpose.clone()
        };
        sending.send(save_purpose(asked), move |saved| {
            let name = saved.name.get(language).to_owned();
            toasts.say(t!(language, consents.saved, name));
            again.try_run(());
            on_close.try_run(());
        });
    };
    let problems = sending.problems;
    view! {
        <FormDialog title act=t!(language, common.save) sending on_send=send on_close>
            <Field id="purpose-name-en" label=t!(language, consents.name_en) error=problems.at("name_en") required=true>
                <TextInput value=name_en max_chars=LONGEST_NAME on_input=move |()| problems.clear("name_en")/>
            </Field>
            <Field id="purpose-name-zh" label=t!(language, consents.name_zh) error=problems.at("name_zh") required=true>
                <TextInput value=name_zh max_chars=LONGEST_NAME on_input=move |()| problems.clear("name_zh")/>
            </Field>
            <Wordings wording_en wording_zh problems/>
            <Rests basis channels months problems/>
        </FormDialog>
    }
}

/// What people are told when they are asked.
#[component]
fn Wordings(
    wording_en: RwSignal<String>,
    wording_zh: RwSignal<String>,
    problems: Problems,
) -> impl IntoView {
    let language = use_language();
    view! {
        <Field
            id="purpose-wording-en"
            label=t!(language, consents.wording_en)
            help=t!(language, consents.wording_hint)
            error=problems.at("wording_en")
            required=true
        >
            <TextArea value=wording_en max_chars=LONGEST_WORDING on_input=move |()| problems.clear("wording_en")/>
        </Field>
        <Field
            id="purpose-wording-zh"
            label=t!(language, consents.wording_zh)
            error=problems.at("wording_zh")
            required=true
        >
            <TextArea value=wording_zh max_chars=LONGEST_WORDING on_input=move |()| problems.clear("wording_zh")/>
        </Field>
    }
}

/// On what it rests, by which channels, and for how long.
#[component]
fn Rests(
    basis: RwSignal<String>,
    channels: [(Channel, RwSignal<bool>); 5],
    months: RwSignal<String>,
    problems: Problems,
) -> impl IntoView {
    let language = use_language();
    let bases: Vec<SelectOption> = LegalBasis::ALL
        .map(|basis| {
            (
                basis.word().to_owned(),
                basis_words(language, basis).to_owned(),
            )
        })
        .to_vec();
    let ticks = channels
        .into_iter()
        .map(|(channel, checked)| {
            view! { <Checkbox checked label=channel_words(language, channel)/> }
        })
        .collect_view();
    view! {
        <Field id="purpose-basis" label=t!(language, consents.basis)>
            <Select value=basis options=bases/>
        </Field>
        <Field id="purpose-channels" label=t!(language, consents.channels) error=problems.at("channels") group=true required=true>
            <div class="flex wrap">{ticks}</div>
        </Field>
        <Field
            id="purpose-months"
            label=t!(language, consents.months)
            help=t!(language, consents.months_hint)
            error=problems.at("months")
        >
            <NumberInput value=months unit=t!(language, consents.months_unit)/>
        </Field>
    }
}
