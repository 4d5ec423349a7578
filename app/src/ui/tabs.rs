//! Tabs that are addresses.

use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlElement;

/// A row of tabs. Every tab is a link, since an open tab stands in the address.
#[component]
pub fn Tabs(#[prop(into)] label: Signal<String>, children: Children) -> impl IntoView {
    let row = NodeRef::<html::Nav>::new();
    // Where there are more tabs than room, the open one is brought into view.
    Effect::new(move |_| {
        if let Some(row) = row.get() {
            request_animation_frame(move || {
                let open = row.query_selector("[aria-current=page]").ok().flatten();
                if let Some(open) = open.and_then(|open| open.dyn_into::<HtmlElement>().ok()) {
                    let end = open.offset_left() + open.offset_width() - row.client_width();
                    row.set_scroll_left(Ord::max(end, 0));
                }
            });
        }
    });
    view! { <nav class="tabs" node_ref=row aria-label=move || label.get()>{children()}</nav> }
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
