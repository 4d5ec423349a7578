//! A line across a page or a box in it that says how things stand.

use std::borrow::Cow;

use leptos::prelude::*;

use super::Icon;

/// What a banner is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BannerLook {
    #[default]
    Info,
    Ok,
    Warn,
    Bad,
}

/// A message in a box. Failures are announced at once, the rest when the reader has time.
#[component]
pub fn Banner(
    #[prop(into)] text: Signal<String>,
    #[prop(optional)] look: BannerLook,
    #[prop(into, optional)] icon: Option<Cow<'static, str>>,
    /// Buttons at its end.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let (class, usual, role) = match look {
        BannerLook::Info => ("banner banner--info banner--box", "info", "status"),
        BannerLook::Ok => ("banner banner--ok banner--box", "check", "status"),
        BannerLook::Warn => ("banner banner--warn banner--box", "alert", "status"),
        BannerLook::Bad => ("banner banner--bad banner--box", "alertc", "alert"),
    };
    view! {
        <div class=class role=role>
            <Icon name=icon.unwrap_or(Cow::Borrowed(usual))/>
            <span class="grow">{move || text.get()}</span>
            {children.map(|children| children())}
        </div>
    }
}
