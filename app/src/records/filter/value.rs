//! With what a condition compares: an input by the shape of its value.

use contract::FieldDef;
use leptos::context::Provider;
use leptos::prelude::*;

use super::builder::Building;
use super::many::Many;
use super::told::Told;
use super::ways::{Shape, Way};
use super::when::{Days, Distance, Span, When, halves};
use crate::i18n::use_language;
use crate::t;
use crate::ui::{NumberInput, TextInput};

/// The input of a value.
#[component]
pub fn ValueInput(
    told: Told,
    field: FieldDef,
    /// Key of the object that has the field.
    object: String,
    way: Way,
    value: RwSignal<String>,
    building: Building,
) -> impl IntoView {
    let language = use_language();
    let label = t!(language, filters.value);
    let unit = (field.kind == contract::FieldKind::Percent).then(|| "%".to_owned());
    match way.shape(field.kind) {
        Shape::Nothing => ().into_any(),
        Shape::Text => view! { <Provider value=told.input("value")><TextInput value label class="input--sm"/></Provider> }.into_any(),
        Shape::Many => view! { <Many told field object value building/> }.into_any(),
        Shape::Number => view! { <Provider value=told.input("value")><NumberInput value label unit class="input--sm"/></Provider> }.into_any(),
        Shape::Numbers => view! { <Numbers told value unit/> }.into_any(),
        Shape::When => view! { <When told value/> }.into_any(),
        Shape::Span => view! { <Span told value/> }.into_any(),
        Shape::Distance => view! { <Distance told value/> }.into_any(),
        Shape::Days => view! { <Days told value/> }.into_any(),
    }
}

/// From one number to another.
#[component]
fn Numbers(told: Told, value: RwSignal<String>, unit: Option<String>) -> impl IntoView {
    let language = use_language();
    let (from, to) = halves(value);
    let first = unit.clone();
    view! {
        <div class="filter__pair">
            <Provider value=told.input("value")>
                <NumberInput value=from label=t!(language, filters.from_value) unit=first class="input--sm"/>
            </Provider>
            <Provider value=told.input("to")>
                <NumberInput value=to label=t!(language, filters.to_value) unit class="input--sm"/>
            </Provider>
        </div>
    }
}
