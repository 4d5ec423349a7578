//! Where a relation points.

use contract::FieldKind;
use leptos::prelude::*;

use super::Draft;
use crate::i18n::use_language;
use crate::settings::objects::described::use_described;
use crate::t;
use crate::ui::{Field, Problems, Select};

/// The object whose records are pointed to. It stays for ever: another one is another field.
#[component]
pub fn RelationPart(draft: Draft, problems: Problems) -> impl IntoView {
    let language = use_language();
    let described = use_described();
    let target = draft.part(
        |field| field.relation.clone().unwrap_or_default(),
        |field, key| field.relation = Some(key).filter(|key| !key.is_empty()),
    );
    let options = Signal::derive(move || described.options());
    let name = move || {
        let key = target.get();
        described.with(&key, |object| object.label.get(language).to_owned())
    };
    let help = match draft.field.with_untracked(|field| field.kind) {
        FieldKind::Relations => t!(language, describing.relations_hint),
        _ => t!(language, describing.relation_hint),
    };
    match draft.is_new {
        true => view! {
            <Field id="field-relation" label=t!(language, describing.target) help error=problems.at("relation") required=true>
                <Select
                    value=target
                    options
                    empty=t!(language, describing.choose_object)
                    on_change=move |()| problems.clear("relation")
                />
            </Field>
        }
        .into_any(),
        false => view! {
            <div class="field">
                <span class="field__label">{t!(language, describing.target)}</span>
                <span>{name}</span>
            </div>
        }
        .into_any(),
    }
}
