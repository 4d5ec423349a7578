//! The fields of a form under their headings.

use contract::ObjectDef;
use leptos::prelude::*;

use super::Draft;
use crate::i18n::use_language;
use crate::records::inputs::FieldInput;

/// All fields of a draft, by the sections of its object, in two columns where there is room.
#[component]
pub fn RecordForm(
    draft: Draft,
    /// Makes the ids of the inputs the only ones of the page.
    #[prop(into)]
    prefix: String,
) -> impl IntoView {
    let language = use_language();
    let object: ObjectDef = draft.definition();
    let first = object.form_fields().next().map(|field| field.key.clone());
    let key = object.key.clone();
    let sections = object
        .sections
        .into_iter()
        .map(|section| {
            let inputs = section
                .fields
                .iter()
                .filter_map(|key| draft.field(key))
                .map(|(field, state)| {
                    let autofocus = first.as_ref() == Some(&field.key);
                    view! { <FieldInput field state prefix=prefix.clone() object=key.clone() autofocus/> }
                })
                .collect_view();
            let heading = section.label.get(language).to_owned();
            view! {
                <fieldset class="records__section">
                    <legend class="h4">{heading}</legend>
                    <div class="two">{inputs}</div>
                </fieldset>
            }
        })
        .collect_view();
    view! { <div class="stack records__form">{sections}</div> }
}
