//! One of the four facts at the top of a record.

use leptos::prelude::*;

/// A label, a value and what can be done with it (children). Stands in a `<div class="facts">`.
#[component]
pub fn Fact(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] value: ViewFn,
    /// `fact--next` for the next step, `fact--wide` for both columns of a phone.
    #[prop(optional)]
    class: &'static str,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class=format!("fact {class}") role="group" aria-label=move || label.get()>
            <div class="fact__body">
                <span class="label" aria-hidden="true">{move || label.get()}</span>
                <span class="fact__v">{value.run()}</span>
            </div>
            {children.map(|children| children())}
        </div>
    }
}
