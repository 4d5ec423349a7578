//! What stands where nothing is.

use std::borrow::Cow;

use leptos::prelude::*;

use super::{Icon, IconSize};

/// Whether nothing is there, or something went wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EmptyLook {
    #[default]
    Calm,
    Bad,
}

/// An icon, a heading, a sentence, and what can be done: buttons as children.
#[component]
pub fn Empty(
    #[prop(into)] icon: Cow<'static, str>,
    #[prop(into)] title: Signal<String>,
    #[prop(into, optional)] text: MaybeProp<String>,
    #[prop(optional)] look: EmptyLook,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let art = match look {
        EmptyLook::Calm => "empty__art",
        EmptyLook::Bad => "empty__art empty__art--bad",
    };
    view! {
        <div class="empty">
            <span class=art><Icon name=icon size=IconSize::Large/></span>
            <h2 class="h3">{move || title.get()}</h2>
            {move || text.get().map(|text| view! { <p>{text}</p> })}
            {children.map(|children| view! { <div class="empty__acts">{children()}</div> })}
        </div>
    }
}
