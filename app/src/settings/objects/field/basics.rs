//! What a field is called, explained by, and what is true of it.

use contract::{FieldDef, Label};
use leptos::prelude::*;

use super::Draft;
use crate::i18n::use_language;
use crate::settings::objects::nature::{has_length, may_be_filtered, may_be_unique};
use crate::t;
use crate::ui::{Checkbox, Field, NumberInput, Problems, TextInput};

/// The longest help text, in characters.
const LONGEST_HELP: u32 = 500;

/// Labels in both languages.
#[component]
pub fn Names(draft: Draft, problems: Problems) -> impl IntoView {
    let language = use_language();
    let en = draft.part(
        |field| field.label.en.clone(),
        |field, text| field.label.en = text,
    );
    let zh = draft.part(
        |field| field.label.zh.clone(),
        |field, text| field.label.zh = text,
    );
    let clear = move |()| problems.clear("label");
    view! {
        <div class="two">
            <Field id="field-en" label=t!(language, describing.label_en) error=problems.at("label") required=true>
                <TextInput value=en max_chars=60 autofocus=!draft.is_new on_input=clear/>
            </Field>
            <Field id="field-zh" label=t!(language, describing.label_zh)>
                <TextInput value=zh max_chars=60 on_input=clear/>
            </Field>
        </div>
    }
}

/// Help in both languages.
#[component]
pub fn Helps(draft: Draft) -> impl IntoView {
    let language = use_language();
    let en = draft.part(
        |field| help(field).en,
        |field, text| field.help.get_or_insert_default().en = text,
    );
    let zh = draft.part(
        |field| help(field).zh,
        |field, text| field.help.get_or_insert_default().zh = text,
    );
    view! {
        <div class="two">
            <Field id="field-help-en" label=t!(language, describing.help_en)>
                <TextInput value=en max_chars=LONGEST_HELP/>
            </Field>
            <Field id="field-help-zh" label=t!(language, describing.help_zh)>
                <TextInput value=zh max_chars=LONGEST_HELP/>
            </Field>
        </div>
    }
}

fn help(field: &FieldDef) -> Label {
    field.help.clone().unwrap_or_default()
}

/// The key by which programs name the field, and its longest text where it is one.
#[component]
pub fn KeyAndLength(draft: Draft, problems: Problems) -> impl IntoView {
    let language = use_language();
    let key = draft.field.with_untracked(|field| field.key.clone());
    let has_key = !draft.is_new;
    let length = draft.part(
        |field| {
            field
                .max_chars
                .map(|limit| limit.to_string())
                .unwrap_or_default()
        },
        |field, text| field.max_chars = text.trim().parse().ok(),
    );
    let is_long = draft.memo(has_length);
    move || {
        let limited = is_long.get().then(|| {
            view! {
                <Field
                    id="field-length"
                    label=t!(language, describing.longest)
                    help=t!(language, describing.longest_hint)
                    error=problems.at("max_chars")
                >
                    <NumberInput value=length on_input=move |()| problems.clear("max_chars")/>
                </Field>
            }
        });
        let named = has_key.then(|| {
            view! {
                <div class="field">
                    <span class="field__label">{t!(language, describing.key)}</span>
                    <code class="mono describing__key">{key.clone()}</code>
                    <span class="field__help">{t!(language, describing.key_hint)}</span>
                </div>
            }
        });
        (is_long.get() || has_key).then(|| view! { <div class="two">{named}{limited}</div> })
    }
}

/// What is true of every value.
#[component]
pub fn Flags(
    draft: Draft,
    problems: Problems,
    /// How many living records have a value.
    filled: u64,
) -> impl IntoView {
    let language = use_language();
    let required = draft.part(
        |field| field.required,
        |field, is_so| field.required = is_so,
    );
    let unique = draft.part(|field| field.unique, |field, is_so| field.unique = is_so);
    let filterable = draft.part(
        |field| field.filterable,
        |field, is_so| field.filterable = is_so,
    );
    let sensitive = draft.part(
        |field| field.sensitive,
        |field, is_so| field.sensitive = is_so,
    );
    let may_require = draft.memo(|field| field.derived.is_none() && !field.system);
    let may_unique = draft.memo(may_be_unique);
    let may_filter = draft.memo(|field| may_be_filtered(field.kind));
    let may_seal = draft.memo(|field| field.kind.may_be_sensitive() && field.derived.is_none());
    let was_sensitive = untrack(|| sensitive.get());
    let consequence = move || {
        let count = i64::try_from(filled).unwrap_or(i64::MAX);
        let text = match (sensitive.get(), was_sensitive) {
            (true, false) => t!(language, describing.will_be_sealed, count = count),
            (false, true) => t!(language, describing.will_be_opened, count = count),
            _ => return None,
        };
        Some(view! { <p class="field__help" role="status">{text}</p> })
    };
    let wrong = move || {
        let error = problems
            .at("unique")
            .get()
            .or_else(|| problems.at("required").get())
            .or_else(|| problems.at("sensitive").get());
        error.map(|text| {
            view! { <p class="field__error" role="alert"><crate::ui::Icon name="alertc"/>{text}</p> }
        })
    };
    view! {
        <div class="stack describing__flags">
            <div class="flex wrap">
                {move || may_require.get().then(|| view! { <Checkbox checked=required label=t!(language, describing.required)/> })}
                {move || may_unique.get().then(|| view! {
                    <Checkbox checked=unique label=t!(language, describing.unique) on_change=move |()| problems.clear("unique")/>
                })}
                {move || may_filter.get().then(|| view! { <Checkbox checked=filterable label=t!(language, describing.filterable)/> })}
                {move || may_seal.get().then(|| view! {
                    <Checkbox checked=sensitive label=t!(language, describing.is_sensitive) on_change=move |()| problems.clear("sensitive")/>
                })}
            </div>
            {consequence}
            {wrong}
        </div>
    }
}
