//! Makes a rule, or changes one. Conditions are chosen by the builder of lists, in a dialog of its own.

use contract::dto::retention::{DELETED_AT, LONGEST_NAME, RetentionDeed, RetentionRule, TimeUnit};
use contract::{Filter, ObjectDef, Test};
use leptos::prelude::*;

use super::rule_row::parts;
use super::standing::Standing;
use super::typed::{Typed, dates, records};
use super::words::{deed_words, unit_words};
use crate::api::retention::save_retention;
use crate::i18n::use_language;
use crate::records::filter::{Builder, Building, sentences};
use crate::shell::{use_catalogue, with_proof};
use crate::t;
use crate::ui::{
    Button, ButtonSize, Dialog, DialogBody, DialogWidth, Field, FormDialog, NumberInput, Problems,
    Select, SelectOption, Sending, TextInput, use_toasts,
};

/// The fields of a refusal.
const FIELDS: [&str; 6] = ["name", "object", "filters", "date", "time", "deed"];

/// The form, or the builder of conditions in its place.
#[component]
pub fn RuleDialog(
    rule: RetentionRule,
    standing: Standing,
    on_close: Callback<()>,
) -> impl IntoView {
    let language = use_language();
    let catalogue = use_catalogue();
    let toasts = use_toasts();
    let is_new = rule.version == 0;
    let title = match is_new {
        true => t!(language, retention.add),
        false => t!(language, retention.edit),
    };
    let typed = Typed::new(rule);
    let sending = Sending::new(language, FIELDS);
    let is_choosing = RwSignal::new(false);
    let object = Signal::derive(move || {
        let key = typed.object();
        catalogue.with(|catalogue| catalogue.object(&key).cloned())
    });
    let send = move |()| {
        let rule = typed.rule();
        let deed = async move { with_proof(|| save_retention(rule.clone())).await };
        sending.send(deed, move |saved| {
            let name = saved.rule.name;
            toasts.say(match saved.preview {
                Some(_) => t!(language, retention.renamed, name),
                None => t!(language, retention.saved, name),
            });
            standing.again();
            on_close.try_run(());
        });
    };
    move || match is_choosing.get() {
        true => {
            view! { <Choosing object=untrack(move || object.get()) typed is_choosing/> }.into_any()
        }
        false => view! {
            <FormDialog title act=t!(language, common.save) sending on_send=send on_close>
                <Asked typed object is_choosing problems=sending.problems/>
            </FormDialog>
        }
        .into_any(),
    }
}

/// The builder.
#[component]
fn Choosing(object: Option<ObjectDef>, typed: Typed, is_choosing: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    let catalogue = use_catalogue();
    let on_close = move |()| is_choosing.set(false);
    let form = object.map(|object| {
        let building = Building::alone();
        let (filters, test) = typed.filters.get_untracked();
        catalogue.with_untracked(|catalogue| {
            building.start(catalogue, &object, &filters, test.as_ref());
        });
        building.go_to(None);
        let on_done = Callback::new(move |chosen: (Vec<Filter>, Option<Test>)| {
            typed.filters.set(chosen);
            is_choosing.set(false);
        });
        view! { <Builder object building words=String::new() on_done act=t!(language, common.save)/> }
    });
    view! {
        <Dialog title=t!(language, retention.choose_title) on_close width=DialogWidth::Wide>
            <DialogBody>{form}</DialogBody>
        </Dialog>
    }
}

/// The fields of the form.
#[component]
fn Asked(
    typed: Typed,
    object: Signal<Option<ObjectDef>>,
    is_choosing: RwSignal<bool>,
    problems: Problems,
) -> impl IntoView {
    let language = use_language();
    let catalogue = use_catalogue();
    let what = Signal::derive(move || catalogue.with(|catalogue| records(language, catalogue)));
    let other_records = move |()| {
        catalogue.with_untracked(|catalogue| typed.other_records(catalogue));
        problems.clear_all();
    };
    view! {
        <Field id="retention-name" label=t!(language, retention.name) error=problems.at("name") required=true>
            <TextInput value=typed.name max_chars=LONGEST_NAME on_input=move |()| problems.clear("name")/>
        </Field>
        <Field id="retention-what" label=t!(language, retention.what) error=problems.at("object")>
            <Select value=typed.what options=what on_change=other_records/>
        </Field>
        <Which typed object is_choosing problems/>
        <When typed object problems/>
        <What typed problems/>
    }
}

/// The conditions in words.
#[component]
fn Which(
    typed: Typed,
    object: Signal<Option<ObjectDef>>,
    is_choosing: RwSignal<bool>,
    problems: Problems,
) -> impl IntoView {
    let language = use_language();
    let parts = Signal::derive(move || {
        typed
            .filters
            .with(|(filters, test)| parts(filters, test.as_ref()))
    });
    let said = sentences(object, parts);
    let said = move || {
        let said = said.get();
        match said.is_empty() {
            true => {
                view! { <span class="muted sm">{t!(language, retention.all)}</span> }.into_any()
            }
            false => {
                let lines = said.into_iter().map(|line| view! { <li>{line}</li> });
                view! { <ul class="stack sm" role="list">{lines.collect_view()}</ul> }.into_any()
            }
        }
    };
    let has_conditions = move || object.with(Option::is_some);
    view! {
        <Show when=has_conditions>
            <Field id="retention-which" label=t!(language, retention.which) error=problems.at("filters") group=true>
                <div class="stack">
                    {said}
                    <div>
                        <Button
                            label=t!(language, retention.choose)
                            icon="filter"
                            size=ButtonSize::Small
                            on_press=move |()| is_choosing.set(true)
                        />
                    </div>
                </div>
            </Field>
        </Show>
    }
}

/// From which date, and how long.
#[component]
fn When(typed: Typed, object: Signal<Option<ObjectDef>>, problems: Problems) -> impl IntoView {
    let language = use_language();
    let options = Signal::derive(move || {
        if typed.in_bin() {
            let words = t!(language, retention.deleted_at).to_owned();
            return vec![(DELETED_AT.to_owned(), words)];
        }
        object.with(|object| {
            let fields = object.iter().flat_map(dates);
            fields
                .map(|field| (field.key.clone(), field.label.get(language).to_owned()))
                .collect::<Vec<SelectOption>>()
        })
    });
    let units: Vec<SelectOption> = TimeUnit::ALL
        .map(|unit| {
            (
                unit.word().to_owned(),
                unit_words(language, unit).to_owned(),
            )
        })
        .to_vec();
    let never = move || {
        typed
            .date
            .with(|date| date == "last_contact_at")
            .then(|| view! { <p class="sm muted">{t!(language, retention.never_contacted)}</p> })
    };
    view! {
        <Field id="retention-date" label=t!(language, retention.date) error=problems.at("date")>
            <Select value=typed.date options on_change=move |()| problems.clear("date")/>
        </Field>
        {never}
        <Field id="retention-time" label=t!(language, retention.time) error=problems.at("time") required=true>
            <NumberInput value=typed.time on_input=move |()| problems.clear("time")/>
        </Field>
        <Field id="retention-unit" label=t!(language, retention.unit)>
            <Select value=typed.unit options=units/>
        </Field>
    }
}

/// What is done.
#[component]
fn What(typed: Typed, problems: Problems) -> impl IntoView {
    let language = use_language();
    let deeds = Signal::derive(move || {
        let in_bin = typed.in_bin();
        RetentionDeed::ALL
            .into_iter()
            .filter(|deed| !in_bin || *deed == RetentionDeed::Erase)
            .map(|deed| {
                (
                    deed.word().to_owned(),
                    deed_words(language, deed).to_owned(),
                )
            })
            .collect::<Vec<SelectOption>>()
    });
    let erases = move || {
        typed
            .deed
            .with(|deed| deed == RetentionDeed::Erase.word())
            .then(|| view! { <p class="sm muted">{t!(language, retention.erase_hint)}</p> })
    };
    view! {
        <Field id="retention-deed" label=t!(language, retention.deed) error=problems.at("deed")>
            <Select value=typed.deed options=deeds on_change=move |()| problems.clear("deed")/>
        </Field>
        {erases}
    }
}
