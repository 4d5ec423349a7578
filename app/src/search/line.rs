//! One line of the palette.

use contract::dto::search::Hit;
use contract::objects;
use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::highlight::pieces;
use super::item::{Act, Item};
use crate::shell::use_catalogue;
use crate::ui::{Avatar, AvatarShape, Icon, format};

/// A record that was found, or something to do.
#[component]
pub fn Line(
    item: Item,
    at: usize,
    words: RwSignal<String>,
    active: RwSignal<usize>,
    /// Told the number of the line, and whether it should open in a new tab.
    pick: Callback<(usize, bool)>,
) -> impl IntoView {
    let inside = match item {
        Item::Hit(hit) => hit_line(hit, words),
        Item::Command {
            icon,
            text,
            keys,
            act,
        } => command_line(icon, &text, keys, &act, words),
    };
    view! {
        <div
            class="menu__item"
            role="option"
            id=format!("palette-{at}")
            aria-selected=move || (active.get() == at).to_string()
            on:mousemove=move |_| if active.get_untracked() != at { active.set(at) }
            // The focus stays in the line of words.
            on:mousedown=|event: MouseEvent| event.prevent_default()
            on:click=move |event: MouseEvent| pick.run((at, event.ctrl_key() || event.meta_key()))
        >
            {inside}
        </div>
    }
}

fn hit_line(hit: Hit, words: RwSignal<String>) -> AnyView {
    let mark = match hit.object.as_str() {
        objects::ACCOUNT => {
            view! { <Avatar name=hit.title.clone() shape=AvatarShape::Company/> }.into_any()
        }
        objects::CONTACT | objects::LEAD => view! { <Avatar name=hit.title.clone()/> }.into_any(),
        other => {
            let icon = use_catalogue().with_untracked(|catalogue| {
                catalogue.object(other).map(|object| object.icon.clone())
            });
            view! { <span class="tl__icon palette__icon"><Icon name=icon.unwrap_or_else(|| "file".to_owned())/></span> }.into_any()
        }
    };
    view! {
        {mark}
        <span class="grow trunc">
            {marked(&hit.title, words)}
            {(!hit.sub.is_empty()).then(|| view! { <span class="faint xs palette__sub">{marked(&in_groups(&hit.sub), words)}</span> })}
        </span>
        <span class="palette__enter hide-m" aria-hidden="true"><kbd>"Tab"</kbd><kbd>"↵"</kbd></span>
    }
    .into_any()
}

/// What stands beside a name, with its telephone number as everywhere else.
fn in_groups(sub: &str) -> String {
    sub.split(" · ")
        .map(format::phone)
        .collect::<Vec<_>>()
        .join(" · ")
}

fn command_line(
    icon: String,
    text: &str,
    keys: &'static [&'static str],
    act: &Act,
    words: RwSignal<String>,
) -> AnyView {
    let lang = match act {
        Act::Language(language) => Some(language.tag()),
        _ => None,
    };
    view! {
        <Icon name=icon/>
        <span class="grow trunc" lang=lang>{marked(text, words)}</span>
        <span class="palette__keys hide-m">{keys.iter().map(|key| view! { <kbd data-mod=(*key == "Ctrl").then_some("")>{*key}</kbd> }).collect_view()}</span>
    }
    .into_any()
}

/// A text with the words that were looked for marked in it.
fn marked(text: &str, words: RwSignal<String>) -> AnyView {
    let query = words.get_untracked();
    let query = query.trim_start().trim_start_matches('>');
    pieces(text, query)
        .into_iter()
        .map(|piece| match piece.is_hit {
            true => view! { <mark>{piece.text}</mark> }.into_any(),
            false => piece.text.into_any(),
        })
        .collect_view()
        .into_any()
}
