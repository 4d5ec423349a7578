//! Which records are there already, and what happens to them.

use contract::ObjectDef;
use contract::dto::imports::{ImportPlan, OnDuplicate};
use leptos::prelude::*;

use super::note_text::label_of;
use super::plan::key_fields;
use crate::i18n::use_language;
use crate::t;
use crate::ui::{Field, Seg, Select, SelectOption};

/// The key, and whether to skip, fill blanks or overwrite.
#[component]
pub(super) fn SameRecord(
    plan: RwSignal<ImportPlan>,
    object: StoredValue<ObjectDef>,
) -> impl IntoView {
    let language = use_language();
    let key = RwSignal::new(
        plan.with_untracked(|plan| plan.key.clone())
            .unwrap_or_default(),
    );
    // A column that is left out takes the key with it.
    Effect::new(move |_| {
        let now = plan.with(|plan| plan.key.clone()).unwrap_or_default();
        if key.get_untracked() != now {
            key.set(now);
        }
    });
    let options = Signal::derive(move || {
        plan.with(|plan| {
            object.with_value(|object| {
                let option = |field: &contract::FieldDef| {
                    (field.key.clone(), field.label.get(language).to_owned())
                };
                key_fields(plan, object)
                    .into_iter()
                    .map(option)
                    .collect::<Vec<SelectOption>>()
            })
        })
    });
    let choose = Callback::new(move |()| {
        let chosen = Some(key.get_untracked()).filter(|key| !key.is_empty());
        plan.update(|plan| plan.key = chosen);
    });
    let hint = Signal::derive(move || match plan.with(|plan| plan.key.clone()) {
        Some(key) => {
            let field = object.with_value(|object| label_of(language, object, &key));
            t!(language, imports.key_hint, field)
        }
        None => t!(language, imports.key_hint_none).to_owned(),
    });
    view! {
        <div class="card card--pad stack import__box">
            <Field id="import-key" label=t!(language, imports.same_record) help=hint>
                <Select value=key options empty=t!(language, imports.key_none) on_change=choose/>
            </Field>
            <Duplicates plan/>
        </div>
    }
}

/// The keys of the strip, and what they mean.
const CHOICES: [(&str, OnDuplicate); 3] = [
    ("skip", OnDuplicate::Skip),
    ("fill", OnDuplicate::Fill),
    ("update", OnDuplicate::Update),
];

#[component]
fn Duplicates(plan: RwSignal<ImportPlan>) -> impl IntoView {
    let language = use_language();
    let now = Memo::new(move |_| plan.with(|plan| plan.on_duplicate));
    let value = Signal::derive(move || {
        let is_now = |(_, choice): &&(&str, OnDuplicate)| *choice == now.get();
        let word = CHOICES.iter().find(is_now).map(|(word, _)| *word);
        word.unwrap_or_default().to_owned()
    });
    let label = |choice| match choice {
        OnDuplicate::Skip => t!(language, imports.skip),
        OnDuplicate::Fill => t!(language, imports.fill),
        OnDuplicate::Update => t!(language, imports.overwrite),
    };
    let options: Vec<SelectOption> = CHOICES
        .iter()
        .map(|(word, choice)| ((*word).to_owned(), label(*choice).to_owned()))
        .collect();
    let pick = Callback::new(move |picked: String| {
        if let Some((_, choice)) = CHOICES.iter().find(|(word, _)| *word == picked) {
            plan.update(|plan| plan.on_duplicate = *choice);
        }
    });
    let hint = move || match now.get() {
        OnDuplicate::Skip => t!(language, imports.skip_hint),
        OnDuplicate::Fill => t!(language, imports.fill_hint),
        OnDuplicate::Update => t!(language, imports.update_hint),
    };
    view! {
        <div class="field">
            <span class="field__label">{t!(language, imports.on_duplicate)}</span>
            <Seg label=t!(language, imports.on_duplicate) options=Signal::stored(options) value on_pick=pick/>
            <span class="field__help">{hint}</span>
        </div>
    }
}
