//! One input per kind of field, tied to a [`DraftField`].

mod address;
mod amount;
mod chips;
mod choice;
mod file;
mod moments;
mod people;
mod rating;
pub mod relation;
mod sealed;
mod several;
pub mod tags;
mod words;

use contract::{FieldDef, FieldKind};
use leptos::prelude::*;

pub(crate) use address::part_label;
pub(crate) use amount::SameCurrency;
pub(crate) use chips::{ChipsBox, Picked};
pub(crate) use file::FileLink;
pub(crate) use people::PeopleBox;
pub use relation::RelationPicker;
pub use tags::TagsInput;

use super::form::DraftField;
use crate::i18n::use_language;
use crate::ui::{Field, problem_text};

/// Label, input by kind and problem of a field. `prefix` makes its ids the only ones of the page.
#[component]
pub fn FieldInput(
    field: FieldDef,
    state: DraftField,
    #[prop(into)] prefix: String,
    /// Key of the object that the field belongs to, for what depends on it, as the tags in use.
    #[prop(into)]
    object: String,
    #[prop(optional)] autofocus: bool,
) -> impl IntoView {
    let language = use_language();
    let id = format!("{prefix}-{}", field.key);
    let label = field.label.get(language).to_owned();
    let help = field
        .help
        .as_ref()
        .map(|help| help.get(language).to_owned());
    let error = Signal::derive(move || {
        let problem = state.problem.get();
        problem.map(|problem| problem_text(language, &problem))
    });
    let class = if is_wide(field.kind) {
        "field--wide"
    } else {
        ""
    };
    let group = matches!(field.kind, FieldKind::Address | FieldKind::Rating);
    view! {
        <Field id=id.clone() label help error required=field.required group class>
            <BareInput field state id object autofocus/>
        </Field>
    }
}

/// The input of a field without its label; inside a [`Field`].
#[component]
pub(crate) fn BareInput(
    field: FieldDef,
    state: DraftField,
    #[prop(into)] id: String,
    #[prop(into)] object: String,
    #[prop(optional)] autofocus: bool,
) -> impl IntoView {
    match field.kind {
        _ if field.sensitive => view! { <sealed::SealedInput field state autofocus/> }.into_any(),
        FieldKind::LongText => view! { <words::LongTextInput field state autofocus/> }.into_any(),
        FieldKind::Money => view! { <amount::AmountInput field state id/> }.into_any(),
        FieldKind::Integer | FieldKind::Decimal | FieldKind::Percent => {
            view! { <amount::CountInput field state/> }.into_any()
        }
        FieldKind::Rating => view! { <rating::RatingInput field state id/> }.into_any(),
        FieldKind::Address => {
            view! { <address::AddressInput field state id autofocus/> }.into_any()
        }
        FieldKind::File => view! { <file::FileInput field state id/> }.into_any(),
        FieldKind::Choices => {
            view! { <several::ChoicesInput field state id autofocus/> }.into_any()
        }
        FieldKind::Relations => {
            view! { <several::RelationsInput field state id autofocus/> }.into_any()
        }
        FieldKind::Date => view! { <moments::DayInput field state/> }.into_any(),
        FieldKind::DateTime => view! { <moments::MomentInput field state/> }.into_any(),
        FieldKind::YesNo => view! { <choice::YesNoInput field state/> }.into_any(),
        FieldKind::Choice => view! { <choice::ChoiceInput field state object/> }.into_any(),
        FieldKind::Tags => {
            let field = field.key.clone();
            view! { <TagsInput object field state id/> }.into_any()
        }
        FieldKind::User => view! { <people::PersonPicker field state id autofocus/> }.into_any(),
        FieldKind::Relation => {
            let object = field.relation.clone().unwrap_or_default();
            view! { <RelationPicker object state id autofocus/> }.into_any()
        }
        FieldKind::Text | FieldKind::Phone | FieldKind::Email | FieldKind::Link => {
            view! { <words::WordsInput field state autofocus/> }.into_any()
        }
    }
}

/// Whether values of a kind want the whole width of a form or page.
pub(crate) fn is_wide(kind: FieldKind) -> bool {
    matches!(kind, FieldKind::LongText | FieldKind::Address)
}

/// The text of an input that is typed: starts with the value, and shows it anew when it was set from outside.
fn typed_text(state: DraftField) -> RwSignal<String> {
    let text = RwSignal::new(state.value.with_untracked(super::typed::plain));
    Effect::new(move |before: Option<u32>| {
        let filled = state.filled.get();
        if before.is_some_and(|before| before != filled) {
            text.set(state.value.with_untracked(super::typed::plain));
        }
        filled
    });
    text
}
