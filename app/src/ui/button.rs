//! Buttons, and links that look like them.

use std::borrow::Cow;

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::{Icon, IconSize};

/// How much weight a button has. One [`Look::Primary`] per view.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    Primary,
    #[default]
    Plain,
    Soft,
    Ghost,
    /// The act cannot be taken back.
    Danger,
    /// Red text: ends something, but can be undone.
    Bad,
}

impl Look {
    fn class(self) -> &'static str {
        match self {
            Self::Primary => "btn--primary",
            Self::Plain => "",
            Self::Soft => "btn--soft",
            Self::Ghost => "btn--ghost",
            Self::Danger => "btn--danger",
            Self::Bad => "btn--bad",
        }
    }
}

/// How large a button is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonSize {
    Small,
    #[default]
    Normal,
    Large,
    /// Large, and as wide as its container.
    Block,
}

impl ButtonSize {
    fn class(self) -> &'static str {
        match self {
            Self::Small => "btn--sm",
            Self::Normal => "",
            Self::Large => "btn--lg",
            Self::Block => "btn--lg btn--block",
        }
    }

    fn icon(self) -> IconSize {
        match self {
            Self::Small => IconSize::Small,
            _ => IconSize::Normal,
        }
    }
}

/// What a press does beside calling `on_press`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Press {
    #[default]
    Button,
    /// Sends the form around it.
    Submit,
}

impl Press {
    fn kind(self) -> &'static str {
        match self {
            Self::Button => "button",
            Self::Submit => "submit",
        }
    }
}

/// A button. While `busy` or `disabled` a press does nothing, so a double click acts once.
#[component]
pub fn Button(
    #[prop(into)] label: Signal<String>,
    #[prop(optional)] look: Look,
    #[prop(optional)] size: ButtonSize,
    #[prop(optional)] press: Press,
    #[prop(into, optional)] icon: Option<Cow<'static, str>>,
    /// The key that does the same, shown at the end.
    #[prop(optional)]
    key: Option<&'static str>,
    #[prop(into, optional)] on_press: Option<Callback<()>>,
    #[prop(into, optional)] busy: Signal<bool>,
    #[prop(into, optional)] disabled: Signal<bool>,
    /// Why it is disabled, or what it does beyond its label: shown on hover and focus.
    #[prop(into, optional)]
    tip: MaybeProp<String>,
    /// Makes it a toggle.
    #[prop(into, optional)]
    pressed: MaybeProp<bool>,
    #[prop(optional)] class: &'static str,
) -> impl IntoView {
    let icon_size = size.icon();
    let mark = move || match (busy.get(), icon.clone()) {
        (true, _) => Some(view! { <span class="spin"></span> }.into_any()),
        (false, Some(name)) => Some(view! { <Icon name size=icon_size/> }.into_any()),
        (false, None) => None,
    };
    view! {
        <button
            type=press.kind()
            class=format!("btn {} {} {class}", look.class(), size.class())
            aria-busy=move || busy.get().then_some("true")
            aria-disabled=move || disabled.get().then_some("true")
            aria-pressed=move || pressed.get().map(|on| on.to_string())
            aria-keyshortcuts=key
            data-tip=move || tip.get()
            on:click=move |event| act(&event, busy, disabled, on_press)
        >
            {mark}
            {move || label.get()}
            {key.map(|key| view! { " "<kbd class="hide-m">{key}</kbd> })}
        </button>
    }
}

/// A button that shows only an icon; its label is read aloud and shown on hover and focus.
#[component]
pub fn IconButton(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] icon: Signal<String>,
    #[prop(default = Look::Ghost)] look: Look,
    #[prop(optional)] size: ButtonSize,
    #[prop(into, optional)] on_press: Option<Callback<()>>,
    #[prop(into, optional)] busy: Signal<bool>,
    #[prop(into, optional)] disabled: Signal<bool>,
    #[prop(into, optional)] pressed: MaybeProp<bool>,
    #[prop(optional)] key: Option<&'static str>,
    #[prop(optional)] class: &'static str,
) -> impl IntoView {
    let mark = move || match busy.get() {
        true => view! { <span class="spin"></span> }.into_any(),
        false => view! { <Icon name=icon.get() size=size.icon()/> }.into_any(),
    };
    view! {
        <button
            type="button"
            class=format!("btn btn--icon {} {} {class}", look.class(), size.class())
            aria-label=move || label.get()
            data-tip=move || label.get()
            data-tip-key=key
            aria-busy=move || busy.get().then_some("true")
            aria-disabled=move || disabled.get().then_some("true")
            aria-pressed=move || pressed.get().map(|on| on.to_string())
            aria-keyshortcuts=key
            on:click=move |event| act(&event, busy, disabled, on_press)
        >
            {mark}
        </button>
    }
}

/// A link that looks like a button: for what has an address.
#[component]
pub fn LinkButton(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] href: Signal<String>,
    #[prop(optional)] look: Look,
    #[prop(optional)] size: ButtonSize,
    #[prop(into, optional)] icon: Option<Cow<'static, str>>,
    #[prop(optional)] key: Option<&'static str>,
) -> impl IntoView {
    view! {
        <a
            class=format!("btn {} {}", look.class(), size.class())
            href=move || href.get()
            aria-keyshortcuts=key
        >
            {icon.map(|name| view! { <Icon name size=size.icon()/> })}
            {move || label.get()}
            {key.map(|key| view! { " "<kbd class="hide-m">{key}</kbd> })}
        </a>
    }
}

fn act(
    event: &MouseEvent,
    busy: Signal<bool>,
    disabled: Signal<bool>,
    on_press: Option<Callback<()>>,
) {
    if busy.get_untracked() || disabled.get_untracked() {
        event.prevent_default();
    } else if let Some(on_press) = on_press {
        on_press.run(());
    }
}
