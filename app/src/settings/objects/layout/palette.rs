//! The fields that do not stand on the page.

use leptos::prelude::*;

use super::carrying::{PALETTE, Thing};
use super::editor::Editor;
use super::tile::Tile;
use crate::i18n::use_language;
use crate::t;
use crate::ui::drag::Drag;
use crate::ui::{Button, Look, TextInput, TextKind};

/// A line to find one, a button for a new one, and the fields as tiles.
#[component]
pub fn Palette(editor: Editor, drag: Drag) -> impl IntoView {
    let language = use_language();
    let words = RwSignal::new(String::new());
    let loose = Memo::new(move |_| {
        editor
            .loose()
            .into_iter()
            .map(|field| field.key)
            .collect::<Vec<_>>()
    });
    let found = Memo::new(move |_| {
        let words = words.get().trim().to_lowercase();
        let fits =
            |key: &String| words.is_empty() || editor.label(key).to_lowercase().contains(&words);
        loose.with(|loose| {
            loose
                .iter()
                .filter(|key| fits(key))
                .cloned()
                .collect::<Vec<_>>()
        })
    });
    let count = move || {
        t!(
            language,
            describing.not_on_page_count,
            count = loose.with(Vec::len)
        )
    };
    let nothing = move || {
        found.with(Vec::is_empty).then(|| {
            let text = match words.with(|words| words.trim().is_empty()) {
                true => t!(language, describing.all_on_page),
                false => t!(language, common.nothing_found),
            };
            view! { <li class="faint xs">{text}</li> }
        })
    };
    view! {
        <div class="stack describing__palette">
            <TextInput
                value=words
                kind=TextKind::Search
                icon="search"
                class="input--sm"
                label=t!(language, describing.find_field)
                placeholder=t!(language, describing.find_field)
            />
            <Button
                label=t!(language, describing.new_field)
                look=Look::Soft
                icon="plus"
                on_press=move |()| editor.describing.set(Some(String::new()))
            />
            <div class="label">{count}</div>
            <ul
                class="describing__tiles"
                role="list"
                data-zone=PALETTE
                data-drop=move || drag.is_over(PALETTE).then_some("")
            >
                <For each=move || found.get() key=String::clone let:key>
                    <Tile editor drag word=Thing::Field(&key).word()/>
                </For>
                {nothing}
            </ul>
        </div>
    }
}
