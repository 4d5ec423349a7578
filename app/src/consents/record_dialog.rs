//! Records what a person said.

use contract::dto::consents::{ConsentSource, ConsentState, Purpose};
use leptos::prelude::*;
use uuid::Uuid;

use super::form::ConsentForm;
use super::words::{channel_words, deed_words, source_words};
use crate::api::consents::record_consent;
use crate::api::files::files;
use crate::i18n::use_language;
use crate::t;
use crate::ui::{
    Checkbox, DateInput, Field, FormDialog, Seg, Select, SelectOption, TextArea, use_clock,
    use_toasts,
};

/// Asks what was said to which purpose, by which channels, when and how, and for its proof.
#[component]
pub fn RecordDialog(
    #[prop(into)] object: String,
    id: Uuid,
    purposes: Vec<Purpose>,
    on_close: Callback<()>,
    /// Once something was recorded.
    again: Callback<()>,
) -> impl IntoView {
    let language = use_language();
    let (clock, toasts) = (use_clock(), use_toasts());
    let today = untrack(|| clock.today());
    let form = ConsentForm::new(language, purposes, today);
    let object = StoredValue::new(object);
    let send = move |()| {
        let said = form.filled(object.get_value(), id, today);
        form.sending.send(record_consent(said), move |_| {
            toasts.say(t!(language, consents.recorded));
            again.try_run(());
            on_close.try_run(());
        });
    };
    view! {
        <FormDialog
            title=t!(language, consents.record_title)
            act=t!(language, consents.record_act)
            sending=form.sending
            on_send=send
            on_close
        >
            <What form/>
            <How form/>
            <Proof form object=object.get_value() id/>
        </FormDialog>
    }
}

/// Purpose, channels and what was said.
#[component]
fn What(form: ConsentForm) -> impl IntoView {
    let language = use_language();
    let problems = form.sending.problems;
    let purposes: Vec<SelectOption> = form.purposes.with_value(|all| {
        let told = |purpose: &Purpose| {
            let name = purpose.name.get(language).to_owned();
            (purpose.id.to_string(), name)
        };
        all.iter().map(told).collect()
    });
    let states: Vec<(String, String)> = ConsentState::SAID
        .map(|state| {
            (
                state.word().to_owned(),
                deed_words(language, state).to_owned(),
            )
        })
        .to_vec();
    let pick = move |word: String| form.state.set(ConsentState::of(&word).unwrap_or_default());
    let channels = move || {
        // A no is taken by every channel.
        let is_no = form.state.get().is_no();
        let purpose = form.chosen();
        form.channels
            .get_value()
            .into_iter()
            .filter_map(move |(channel, checked)| {
                let is_open = is_no || purpose.as_ref()?.channels.contains(&channel);
                is_open
                    .then(|| view! { <Checkbox checked label=channel_words(language, channel)/> })
            })
            .collect_view()
    };
    view! {
        <Field id="consent-purpose" label=t!(language, consents.purpose) error=problems.at("purpose") required=true>
            <Select value=form.purpose options=purposes on_change=move |()| form.turned()/>
        </Field>
        <Field id="consent-state" label=t!(language, consents.said) error=problems.at("state") group=true>
            <Seg
                label=t!(language, consents.said)
                options=states
                value=Signal::derive(move || form.state.get().word().to_owned())
                on_pick=pick
            />
        </Field>
        <Field id="consent-channels" label=t!(language, consents.channels) error=problems.at("channels") group=true required=true>
            <div class="flex wrap">{channels}</div>
        </Field>
    }
}

/// When and how it was said, and to which wording.
#[component]
fn How(form: ConsentForm) -> impl IntoView {
    let language = use_language();
    let problems = form.sending.problems;
    let sources: Vec<SelectOption> = ConsentSource::NAMED
        .map(|source| {
            (
                source.word().to_owned(),
                source_words(language, source).to_owned(),
            )
        })
        .to_vec();
    let wordings = Signal::derive(move || -> Vec<SelectOption> {
        let newest = form.chosen().map_or(0, |purpose| purpose.wording_version);
        let told = |version: i32| {
            let words = t!(language, consents.wording_version, version);
            (version.to_string(), words)
        };
        (1..=newest).rev().map(told).collect()
    });
    view! {
        <Field id="consent-on" label=t!(language, consents.on) error=problems.at("on") required=true>
            <DateInput value=form.on on_change=move |()| problems.clear("on")/>
        </Field>
        <Field id="consent-source" label=t!(language, consents.source) error=problems.at("source")>
            <Select value=form.source options=sources/>
        </Field>
        <Field id="consent-wording" label=t!(language, consents.wording) error=problems.at("wording")>
            <Select value=form.wording options=wordings empty=t!(language, consents.no_wording)/>
        </Field>
    }
}

/// A note, and a file of the record.
#[component]
fn Proof(form: ConsentForm, #[prop(into)] object: String, id: Uuid) -> impl IntoView {
    let language = use_language();
    let problems = form.sending.problems;
    let object = StoredValue::new(object);
    let known = LocalResource::new(move || files(object.get_value(), id));
    let options = Signal::derive(move || -> Vec<SelectOption> {
        let files = known.get().and_then(Result::ok).unwrap_or_default();
        files
            .into_iter()
            .map(|file| (file.id.to_string(), file.name))
            .collect()
    });
    view! {
        <Field
            id="consent-note"
            label=t!(language, consents.note)
            help=t!(language, consents.note_hint)
            error=problems.at("note")
        >
            <TextArea value=form.note rows=2/>
        </Field>
        <Field
            id="consent-file"
            label=t!(language, consents.file)
            help=t!(language, consents.file_hint)
            error=problems.at("file")
        >
            <Select value=form.file options empty=t!(language, consents.no_file)/>
        </Field>
    }
}
