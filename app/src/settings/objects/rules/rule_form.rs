//! The dialog in which a rule is added or changed.

use contract::dto::defining::ObjectInfo;
use contract::{Derived, FieldDef, FieldKind, Label, Refusal, Rule};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::saving::keep;
use crate::api::Failure;
use crate::i18n::use_language;
use crate::settings::objects::address::{Opened, Place};
use crate::settings::objects::described::{filled, living, use_described};
use crate::settings::objects::formula::{ExpressionEditor, check};
use crate::settings::objects::leaving::{Leaving, asking};
use crate::settings::objects::outdated::Outdated;
use crate::t;
use crate::ui::unsaved::{ask_while, sending};
use crate::ui::{
    Dialog, DialogBody, DialogButtons, DialogFoot, DialogWidth, Field, Problems, Select, TextInput,
    Trouble, browser, problem_text, use_toasts,
};

/// The longest message, in characters.
const LONGEST: u32 = 200;

/// The dialog over the list: open as long as the address says so.
#[component]
pub fn RuleDialogHost(
    /// Key of the object.
    object: StoredValue<String>,
) -> impl IntoView {
    let described = use_described();
    let opened = Memo::new(move |_| described.place.with(|place| place.opened().cloned()));
    let close = Callback::new(move |()| described.leave_to(Place::Rules(object.get_value(), None)));
    move || {
        let opened = opened.get()?;
        let rule = untrack(|| {
            object.with_value(|key| {
                described.with(key, |object| {
                    let known = |rule: &&Rule| opened == Opened::Known(rule.key.clone());
                    object.rules.iter().find(known).cloned()
                })
            })
        });
        let is_there = opened == Opened::New || rule.is_some();
        is_there.then(|| view! { <RuleDialog object rule on_close=close/> })
    }
}

/// What is typed into the form.
#[derive(Clone, Copy)]
struct Draft {
    key: StoredValue<String>,
    expression: RwSignal<String>,
    en: RwSignal<String>,
    zh: RwSignal<String>,
    field: RwSignal<String>,
    /// Of the object.
    version: StoredValue<i32>,
    before: StoredValue<Rule>,
}

impl Draft {
    fn new(rule: Option<Rule>, title: String, version: i32) -> Self {
        let rule = rule.unwrap_or_else(|| Rule {
            key: Uuid::now_v7().simple().to_string(),
            field: title,
            ..Rule::default()
        });
        Self {
            key: StoredValue::new(rule.key.clone()),
            expression: RwSignal::new(rule.expression.clone()),
            en: RwSignal::new(rule.message.en.clone()),
            zh: RwSignal::new(rule.message.zh.clone()),
            field: RwSignal::new(rule.field.clone()),
            version: StoredValue::new(version),
            before: StoredValue::new(rule),
        }
    }

    fn rule(self) -> Rule {
        Rule {
            key: self.key.get_value(),
            expression: self.expression.get().trim().to_owned(),
            message: Label {
                en: self.en.get().trim().to_owned(),
                zh: self.zh.get().trim().to_owned(),
            },
            field: self.field.get(),
            retired: self.before.with_value(|before| before.retired),
        }
    }

    fn is_changed(self) -> bool {
        untrack(|| self.before.with_value(|before| *before != self.rule()))
    }
}

/// A rule on its way to the server.
#[derive(Clone, Copy)]
struct Saving {
    draft: Draft,
    object: StoredValue<String>,
    problems: Problems,
    is_busy: RwSignal<bool>,
    outdated: RwSignal<Option<String>>,
    on_close: Callback<()>,
}

#[component]
fn RuleDialog(
    object: StoredValue<String>,
    rule: Option<Rule>,
    on_close: Callback<()>,
) -> impl IntoView {
    let language = use_language();
    let described = use_described();
    let problems = Problems::new(language);
    let is_new = rule.is_none();
    let info = untrack(|| object.with_value(|key| described.object(key)));
    let (title, version) =
        info.map_or_else(Default::default, |info| (info.object.title, info.version));
    let draft = Draft::new(rule, title, version);
    let saving = Saving {
        draft,
        object,
        problems,
        is_busy: RwSignal::new(false),
        outdated: RwSignal::new(None),
        on_close,
    };
    let Saving {
        is_busy, outdated, ..
    } = saving;
    ask_while(move || draft.is_changed());
    let (close, leaving) = asking(move || draft.is_changed(), on_close);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        leaving.set(false);
        send(saving);
    };
    let again = move |()| load_again(saving);
    let stale = move || {
        outdated
            .get()
            .map(|by| view! { <Outdated by on_again=again/> })
    };
    let title = if is_new {
        t!(language, describing.add_rule)
    } else {
        t!(language, describing.edit_rule)
    };
    view! {
        <Dialog title on_close=close width=DialogWidth::Wide>
            <form on:submit=submit novalidate>
                <DialogBody>
                    <Trouble of=problems.whole/>
                    {stale}
                    <Inputs draft object problems/>
                </DialogBody>
                <Leaving leaving on_close/>
                <DialogFoot>
                    <DialogButtons act=t!(language, common.save) busy=is_busy on_close=close/>
                </DialogFoot>
            </form>
        </Dialog>
    }
}

/// Sends the rule, if nothing is missing.
fn send(saving: Saving) {
    let language = use_language();
    let described = use_described();
    let toasts = use_toasts();
    let Saving {
        draft,
        problems,
        is_busy,
        ..
    } = saving;
    problems.clear_all();
    let rule = untrack(|| draft.rule());
    let info = untrack(|| saving.object.with_value(|key| described.object(key)));
    let (Some(info), false) = (info, is_busy.get_untracked() || lacks(&rule, problems)) else {
        return browser::focus_invalid();
    };
    is_busy.set(true);
    let message = filled(&rule.message);
    spawn_local(async move {
        let rule = Rule { message, ..rule };
        let answer = sending(keep(&info.object, rule, draft.version.get_value())).await;
        if is_busy.try_set(false).is_some() {
            return;
        }
        match answer {
            Ok(changed) => {
                described.took_anew(changed);
                toasts.say(t!(language, common.saved));
                saving.on_close.run(());
            }
            Err(Failure::Refused(Refusal::Outdated { changed_by })) => {
                saving.outdated.set(Some(changed_by));
            }
            Err(failure) => problems.take(&failure, &[]),
        }
    });
}

/// Goes on from the rules as they stand now; what was typed stays.
fn load_again(saving: Saving) {
    let described = use_described();
    spawn_local(async move {
        let Ok(infos) = crate::api::describing::described().await else {
            return;
        };
        let is_own = |info: &&ObjectInfo| {
            let is_own = saving.object.try_with_value(|key| info.object.key == *key);
            is_own.unwrap_or_default()
        };
        if let Some(info) = infos.iter().find(is_own) {
            let version = saving.draft.version;
            version.try_update_value(|version| *version = info.version);
        }
        described.infos.try_set(infos);
        saving.outdated.try_set(None);
    });
}

/// Says what is missing; whether the expression is right the server knows.
fn lacks(rule: &Rule, problems: Problems) -> bool {
    let required = || problem_text(problems.language, &contract::Problem::Required);
    if rule.expression.is_empty() {
        problems.put("expression", required());
    }
    if rule.message.en.is_empty() && rule.message.zh.is_empty() {
        problems.put("message", required());
    }
    rule.expression.is_empty() || rule.message.en.is_empty() && rule.message.zh.is_empty()
}

#[component]
fn Inputs(draft: Draft, object: StoredValue<String>, problems: Problems) -> impl IntoView {
    let language = use_language();
    let described = use_described();
    let whole = untrack(|| object.with_value(|key| described.object(key))).map(|info| info.object);
    let checked = check(object, move || {
        let expression = draft.expression.get();
        let is_written = !expression.trim().is_empty();
        is_written.then(|| {
            FieldDef::new("", FieldKind::YesNo, "", "").derived(Derived::Formula { expression })
        })
    });
    let options: Vec<_> = whole
        .iter()
        .flat_map(living)
        .filter(|field| field.is_typed())
        .map(|field| (field.key.clone(), field.label.get(language).to_owned()))
        .collect();
    view! {
        {whole.map(|object| view! {
            <ExpressionEditor
                id="rule-expression"
                label=t!(language, describing.must_be_true)
                help=t!(language, describing.rule_hint)
                value=draft.expression
                object
                checked
                error=problems.at("expression")
            />
        })}
        <div class="two">
            <Field id="rule-en" label=t!(language, describing.message_en) error=problems.at("message") required=true>
                <TextInput value=draft.en max_chars=LONGEST on_input=move |()| problems.clear("message")/>
            </Field>
            <Field id="rule-zh" label=t!(language, describing.message_zh)>
                <TextInput value=draft.zh max_chars=LONGEST on_input=move |()| problems.clear("message")/>
            </Field>
        </div>
        <Field id="rule-field" label=t!(language, describing.stands_at) help=t!(language, describing.stands_at_hint)>
            <Select value=draft.field options=Signal::stored(options)/>
        </Field>
    }
}
