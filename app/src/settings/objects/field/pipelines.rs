//! Which pipeline's stages are edited, and another pipeline made from one that is there.

use contract::dto::defining::NewPipeline;
use contract::{FieldDef, FieldKind, Label, ObjectDef, StageOutcome};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::choice_list::{Choices, Within};
use super::saving::{Editing, load_again};
use crate::api::describing::add_pipeline;
use crate::i18n::{Language, use_language};
use crate::settings::objects::described::{living, use_described};
use crate::t;
use crate::ui::unsaved::sending;
use crate::ui::{
    Banner, BannerLook, Button, ButtonSize, Checkbox, Dialog, DialogBody, DialogButtons,
    DialogFoot, Field, Look, Problems, Select, TextInput, browser, use_toasts,
};

/// What stands above the stages: the pipeline, and for fields that were added whether they are stages at all.
#[component]
pub fn PipelineBar(editing: Editing, choices: Choices) -> impl IntoView {
    let draft = editing.draft;
    let is_added = draft.is_new || draft.field.with_untracked(FieldDef::is_custom);
    let is_one = draft.memo(|field| field.kind == FieldKind::Choice && field.derived.is_none());
    let pipelines = pipelines(editing);
    follow(choices, pipelines);
    move || {
        is_one.get().then(|| {
            view! {
                {is_added.then(|| view! { <Kinds editing choices/> })}
                {move || pipelines.with(Option::is_some).then(|| view! { <Which editing choices pipelines/> })}
            }
        })
    }
}

/// The pipelines of the field that is edited: the field that says which one, as it stands on the server.
fn pipelines(editing: Editing) -> Memo<Option<FieldDef>> {
    let described = use_described();
    let within = editing.draft.memo(|field| field.within.clone());
    Memo::new(move |_| {
        let key = within.get()?;
        let by = |object: &ObjectDef| object.field(&key).filter(|field| !field.retired).cloned();
        editing
            .object
            .with_value(|object| described.with(object, by))
    })
}

/// The stages of one pipeline are shown, those of the first to begin with.
fn follow(choices: Choices, pipelines: Memo<Option<FieldDef>>) {
    Effect::new(move |_| {
        let within = pipelines.with(|by| {
            let by = by.as_ref()?;
            let eldest = by.choices.first()?.key.clone();
            let shown = choices.within.with_untracked(|within| within.clone());
            let shown = shown.map(|within| within.shown);
            let shown = shown.filter(|shown| by.choice(shown).is_some());
            let shown = shown.unwrap_or_else(|| eldest.clone());
            Some(Within { shown, eldest })
        });
        choices.within.set(within);
    });
}

/// Whether the choices of an added field are stages, and whose pipelines part them.
#[component]
fn Kinds(editing: Editing, choices: Choices) -> impl IntoView {
    let language = use_language();
    let described = use_described();
    let draft = editing.draft;
    let are_stages = RwSignal::new(untrack(|| choices.are_stages()));
    let set = move |()| {
        let are_stages = are_stages.get_untracked();
        choices.change_all(|choice| match are_stages {
            true => choice.outcome = choice.outcome.or(Some(StageOutcome::Open)),
            false => {
                choice.outcome = None;
                choice.probability = None;
                choice.rots_after = None;
                choice.requires.clear();
            }
        });
        choices.staged.set(are_stages);
    };
    let own = draft.field.with_untracked(|field| field.key.clone());
    let parting = move |object: &ObjectDef| {
        let fields = living(object).filter(|field| {
            field.kind == FieldKind::Choice && field.within.is_none() && field.key != own
        });
        fields
            .map(|field| (field.key.clone(), field.label.get(language).to_owned()))
            .collect::<Vec<_>>()
    };
    let options = untrack(|| {
        editing
            .object
            .with_value(|key| described.with(key, parting))
    });
    let within = draft.part(
        |field| field.within.clone().unwrap_or_default(),
        |field, key| field.within = Some(key).filter(|key| !key.is_empty()),
    );
    let has_some = !options.is_empty();
    view! {
        <Checkbox checked=are_stages label=t!(language, describing.are_stages) on_change=set/>
        {has_some.then(|| view! {
            <Field
                id="field-within"
                label=t!(language, describing.within)
                help=t!(language, describing.within_hint)
                error=editing.problems.at("within")
            >
                <Select value=within options empty=t!(language, describing.within_none)/>
            </Field>
        })}
    }
}

/// The pipeline whose stages stand below, and the way to another one.
#[component]
fn Which(editing: Editing, choices: Choices, pipelines: Memo<Option<FieldDef>>) -> impl IntoView {
    let language = use_language();
    let is_adding = RwSignal::new(false);
    let value = RwSignal::new(String::new());
    Effect::new(move |_| {
        let shown = choices
            .within
            .with(|within| within.as_ref().map(|w| w.shown.clone()));
        value.set(shown.unwrap_or_default());
    });
    let label = move || {
        pipelines.with(|by| {
            let by = by.as_ref();
            by.map(|by| by.label.get(language).to_owned())
                .unwrap_or_default()
        })
    };
    let pick = move |()| {
        choices.within.update(|within| {
            if let Some(within) = within {
                within.shown = value.get_untracked();
            }
        });
    };
    let new = move || {
        is_adding.get().then(|| {
            let close = Callback::new(move |()| is_adding.set(false));
            view! { <NewPipelineDialog editing choices pipelines on_close=close/> }
        })
    };
    let is_kept = !editing.draft.is_new;
    view! {
        <div class="flex wrap describing__pipeline">
            <Select
                value
                options=Signal::derive(move || offered(pipelines, language))
                label=Signal::derive(label)
                class="input--sm"
                on_change=pick
            />
            {is_kept.then(|| view! {
                <Button
                    label=t!(language, describing.add_pipeline)
                    look=Look::Ghost
                    size=ButtonSize::Small
                    icon="plus"
                    on_press=move |()| is_adding.set(true)
                />
            })}
        </div>
        {new}
    }
}

fn offered(pipelines: Memo<Option<FieldDef>>, language: Language) -> Vec<(String, String)> {
    pipelines.with(|by| {
        let choices = by.iter().flat_map(|by| &by.choices);
        choices
            .filter(|choice| !choice.retired)
            .map(|choice| (choice.key.clone(), choice.label.get(language).to_owned()))
            .collect()
    })
}

/// A name in both languages, and the pipeline whose stages are copied.
#[component]
fn NewPipelineDialog(
    editing: Editing,
    choices: Choices,
    pipelines: Memo<Option<FieldDef>>,
    on_close: Callback<()>,
) -> impl IntoView {
    let language = use_language();
    let (en, zh) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let shown = choices
        .within
        .with_untracked(|within| within.as_ref().map(|w| w.shown.clone()));
    let from = RwSignal::new(shown.unwrap_or_default());
    let problems = Problems::new(language);
    let is_busy = RwSignal::new(false);
    let is_changed = untrack(|| editing.draft.is_changed());
    let submit = move || {
        if is_busy.get_untracked() || is_changed {
            return;
        }
        let asked = NewPipeline {
            object: editing.object.get_value(),
            field: editing
                .draft
                .field
                .with_untracked(|field| field.key.clone()),
            from: from.get_untracked(),
            label: Label::new(&en.get_untracked(), &zh.get_untracked()),
        };
        send(editing, choices, asked, problems, is_busy, on_close);
    };
    let clear = move |()| problems.clear("label");
    // It stands within the form of the field, which Enter must not send.
    let keys = move |event: KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
            event.stop_propagation();
            submit();
        }
    };
    view! {
        <Dialog title=t!(language, describing.add_pipeline) on_close>
            <div class="describing__dialog">
                <DialogBody>
                    {is_changed.then(|| view! { <Banner look=BannerLook::Warn text=t!(language, describing.save_stages_first)/> })}
                    {move || problems.whole.get().map(|text| view! { <Banner look=BannerLook::Bad text/> })}
                    <div class="two" on:keydown=keys>
                        <Field id="pipeline-en" label=t!(language, describing.label_en) error=problems.at("label") required=true>
                            <TextInput value=en max_chars=60 autofocus=true on_input=clear/>
                        </Field>
                        <Field id="pipeline-zh" label=t!(language, describing.label_zh)>
                            <TextInput value=zh max_chars=60 on_input=clear/>
                        </Field>
                    </div>
                    <Field id="pipeline-from" label=t!(language, describing.copy_stages) error=problems.at("from")>
                        <Select value=from options=Signal::derive(move || offered(pipelines, language))/>
                    </Field>
                </DialogBody>
                <DialogFoot>
                    <DialogButtons
                        act=t!(language, describing.add_pipeline)
                        busy=is_busy
                        disabled=Signal::stored(is_changed)
                        on_act=move |()| submit()
                        on_close
                    />
                </DialogFoot>
            </div>
        </Dialog>
    }
}

fn send(
    editing: Editing,
    choices: Choices,
    asked: NewPipeline,
    problems: Problems,
    is_busy: RwSignal<bool>,
    on_close: Callback<()>,
) {
    let language = use_language();
    let described = use_described();
    let toasts = use_toasts();
    let again = Owner::current();
    is_busy.set(true);
    spawn_local(async move {
        let name = asked.label.get(language).to_owned();
        let field = asked.field.clone();
        let answer = sending(add_pipeline(asked)).await;
        if is_busy.try_set(false).is_some() {
            return;
        }
        match answer {
            Ok(object) => {
                let made = object.pipelines(&field);
                let key = made.and_then(|made| Some(made.by.choices.last()?.key.clone()));
                described.took(object);
                choices.within.update(|within| {
                    if let (Some(within), Some(key)) = (within, key) {
                        within.shown = key;
                    }
                });
                toasts.say(t!(language, describing.pipeline_added, name));
                if let Some(owner) = again {
                    owner.with(|| load_again(editing));
                }
                on_close.run(());
            }
            Err(failure) => {
                problems.take(&failure, &["label", "from"]);
                browser::focus_invalid();
            }
        }
    });
}
