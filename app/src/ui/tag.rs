//! Short words in a coloured box.

use std::borrow::Cow;

use leptos::prelude::*;

use super::{Icon, IconSize};

/// What a tag's colour means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TagLook {
    #[default]
    Plain,
    Accent,
    Ok,
    Warn,
    Bad,
    Line,
    /// A category, by its hue in degrees.
    Hue(u16),
}

/// A short word in a coloured box.
#[component]
pub fn Tag(
    #[prop(into)] label: Signal<String>,
    #[prop(optional)] look: TagLook,
    #[prop(into, optional)] icon: Option<Cow<'static, str>>,
) -> impl IntoView {
    let class = match look {
        TagLook::Plain => "tag tag--plain",
        TagLook::Accent => "tag tag--accent",
        TagLook::Ok => "tag tag--ok",
        TagLook::Warn => "tag tag--warn",
        TagLook::Bad => "tag tag--bad",
        TagLook::Line => "tag tag--line",
        TagLook::Hue(_) => "tag",
    };
    let style = match look {
        TagLook::Hue(hue) => Some(format!("--h:{hue}")),
        _ => None,
    };
    view! {
        <span class=class style=style>
            {icon.map(|name| view! { <Icon name size=IconSize::Small/> })}
            <span class="trunc">{move || label.get()}</span>
        </span>
    }
}
