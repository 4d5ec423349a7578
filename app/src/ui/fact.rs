//! One of the four facts at the top of a record.

use std::borrow::Cow;

use leptos::prelude::*;

use super::Icon;

/// A label, a value, a quiet line and what can be done with it (children). Stands in a `<div class="facts">`.
#[component]
pub fn Fact(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] value: ViewFn,
    #[prop(into, optional)] sub: MaybeProp<String>,
    #[prop(into, optional)] icon: Option<Cow<'static, str>>,
    /// `fact--next` for the next step, `fact--wide` for both columns of a phone.
    #[prop(optional)]
    class: &'static str,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class=format!("fact {class}") role="group" aria-label=move || label.get()>
            {icon.map(|name| view! { <Icon name/> })}
            <div class="fact__body">
                <span class="label" aria-hidden="true">{move || label.get()}</span>
                <span class="fact__v">{value.run()}</span>
                {move || sub.get().map(|sub| view! { <span class="fact__s">{sub}</span> })}
            </div>
            {children.map(|children| children())}
        </div>
    }
}
