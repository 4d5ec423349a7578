//! Tabs that are addresses.

use leptos::prelude::*;

/// A row of tabs. Every tab is a link, since an open tab stands in the address.
#[component]
pub fn Tabs(#[prop(into)] label: Signal<String>, children: Children) -> impl IntoView {
    view! { <nav class="tabs" aria-label=move || label.get()>{children()}</nav> }
}

/// One tab.
#[component]
pub fn TabLink(
    #[prop(into)] href: Signal<String>,
    #[prop(into)] label: Signal<String>,
    #[prop(into)] current: Signal<bool>,
    #[prop(into, optional)] count: MaybeProp<String>,
) -> impl IntoView {
    view! {
        <a class="tab" href=move || href.get() aria-current=move || current.get().then_some("page")>
            {move || label.get()}
            {move || count.get().map(|count| view! { " "<b>{count}</b> })}
        </a>
    }
}
