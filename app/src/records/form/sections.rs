//! The fields of a form under their headings.

use contract::{FieldDef, ObjectDef, Section};
use leptos::prelude::*;

use super::{Draft, DraftField};
use crate::i18n::use_language;
use crate::records::derived::DerivedMark;
use crate::records::inputs::FieldInput;
use crate::records::shown::value_or_dash;
use crate::t;
use crate::ui::{Icon, IconSize, use_clock};

/// All fields of a draft, by the sections of its layout, in two columns where there is room. What conditions show,
/// require or lock follows while one types.
#[component]
pub fn RecordForm(
    draft: Draft,
    /// Makes the ids of the inputs the only ones of the page.
    #[prop(into)]
    prefix: String,
) -> impl IntoView {
    let object = StoredValue::new(draft.definition());
    let prefix = StoredValue::new(prefix);
    let arranged = Memo::new(move |_| draft.sections());
    let first = untrack(|| first_field(draft, &arranged.get()));
    let sections = move || {
        let sections = arranged.get().into_iter();
        sections
            .map(|section| {
                let first = first.clone();
                view! { <FormSection draft object prefix section first/> }
            })
            .collect_view()
    };
    view! { <div class="stack records__form">{sections}</div> }
}

/// The field that takes the focus: the first one that is typed.
fn first_field(draft: Draft, sections: &[Section]) -> Option<String> {
    let keys = sections.iter().flat_map(|section| &section.fields);
    keys.into_iter()
        .find(|key| draft.field(key).is_some())
        .cloned()
}

#[component]
fn FormSection(
    draft: Draft,
    object: StoredValue<ObjectDef>,
    prefix: StoredValue<String>,
    section: Section,
    first: Option<String>,
) -> impl IntoView {
    let language = use_language();
    let heading = section.label.get(language).to_owned();
    let class = if section.single { "one" } else { "two" };
    let when = section.when.clone();
    let is_shown = Memo::new(move |_| draft.holds(&when));
    let is_empty = !has_fields(draft, &object.get_value(), &section);
    let section = StoredValue::new(section);
    let fields = move || {
        let keys = section.with_value(|section| section.fields.clone());
        keys.into_iter()
            .map(|key| {
                let autofocus = first.as_ref() == Some(&key);
                form_field(draft, object, prefix, section, &key, autofocus)
            })
            .collect_view()
    };
    move || {
        (is_shown.get() && !is_empty).then(|| {
            view! {
                <fieldset class="records__section">
                    <legend class="h4">{heading.clone()}</legend>
                    <div class=class>{fields()}</div>
                </fieldset>
            }
        })
    }
}

/// A new record has no derived values yet, so a section of nothing else stays away.
fn has_fields(draft: Draft, object: &ObjectDef, section: &Section) -> bool {
    section.fields.iter().any(|key| {
        draft.field(key).is_some()
            || (draft.record().is_some() && object.field(key).is_some_and(is_shown_derived))
    })
}

fn is_shown_derived(field: &FieldDef) -> bool {
    field.derived.is_some() && !field.retired
}

fn form_field(
    draft: Draft,
    object: StoredValue<ObjectDef>,
    prefix: StoredValue<String>,
    section: StoredValue<Section>,
    key: &str,
    autofocus: bool,
) -> AnyView {
    if let Some((field, state)) = draft.field(key) {
        return view! { <TypedField draft prefix section field state autofocus/> }.into_any();
    }
    let derived =
        object.with_value(|object| object.field(key).filter(|f| is_shown_derived(f)).cloned());
    match derived.filter(|_| draft.record().is_some()) {
        Some(field) => view! { <Told draft field/> }.into_any(),
        None => ().into_any(),
    }
}

/// An input, or the value alone while a condition locks it.
#[component]
fn TypedField(
    draft: Draft,
    prefix: StoredValue<String>,
    section: StoredValue<Section>,
    field: FieldDef,
    state: DraftField,
    autofocus: bool,
) -> impl IntoView {
    let is_free = section.with_value(|section| {
        let mut conditions = section.conditions.iter();
        !conditions.any(|condition| condition.field == field.key)
    });
    let input = move |field: FieldDef| {
        let object = draft.object();
        view! { <FieldInput field state prefix=prefix.get_value() object autofocus/> }.into_any()
    };
    if is_free {
        return input(field);
    }
    let asked = field.clone();
    let standing = Memo::new(move |_| {
        let standing = section.with_value(|section| draft.standing(section, &asked));
        (standing.required, standing.read_only)
    });
    let view = move || {
        let mut field = field.clone();
        match standing.get() {
            (_, true) => view! { <Told draft field/> }.into_any(),
            (required, false) => {
                field.required = required;
                input(field)
            }
        }
    };
    view! { {view} }.into_any()
}

/// A value that nobody types here: it follows from others, or a condition locks it.
#[component]
fn Told(draft: Draft, field: FieldDef) -> impl IntoView {
    let language = use_language();
    let clock = use_clock();
    let label = field.label.get(language).to_owned();
    let value = draft.field(&field.key).map_or_else(
        || draft.base(&field.key),
        |(_, state)| state.value.get_untracked(),
    );
    let text = untrack(|| value_or_dash(Some(&field), &value, clock));
    let mark = match field.derived.clone() {
        Some(derived) => view! { <DerivedMark derived/> }.into_any(),
        None => {
            let why = t!(language, records.locked);
            view! { <span class="records__mark-of" role="img" aria-label=why data-tip=why><Icon name="lock" size=IconSize::Small/></span> }
                .into_any()
        }
    };
    view! {
        <div class="field">
            <span class="field__label">{label} {mark}</span>
            <span class="records__told">{text}</span>
        </div>
    }
}
