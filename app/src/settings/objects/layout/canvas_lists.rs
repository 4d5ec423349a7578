//! The lists beside the form: the facts at the head of a record, and the columns of the list.

use leptos::prelude::*;

use super::arrange::MOST_FACTS;
use super::carrying::{COLUMNS, FACTS, Thing};
use super::editor::Editor;
use super::tile::Tile;
use crate::i18n::use_language;
use crate::t;
use crate::ui::drag::Drag;
use crate::ui::{Icon, Tag};

/// The facts at the head of a record.
#[component]
pub fn Facts(editor: Editor, drag: Drag) -> impl IntoView {
    let language = use_language();
    let keys = Memo::new(move |_| editor.with_layout(|layout| layout.highlights.clone()));
    let count = move || {
        t!(
            language,
            describing.of_most,
            count = keys.with(Vec::len),
            most = MOST_FACTS
        )
    };
    view! {
        <div class="card describing__section" role="group" aria-label=t!(language, describing.highlights)>
            <div class="card__head">
                <Icon name="target"/>
                <span>{t!(language, describing.highlights)}</span>
                <Tag label=t!(language, describing.always_first) icon="lock"/>
                <span class="more xs faint">{count}</span>
            </div>
            <Tiles editor drag zone=FACTS keys word=|key| Thing::Fact(key).word() empty=t!(language, describing.no_highlights)/>
        </div>
    }
}

/// The columns of the list, the title first.
#[component]
pub fn Columns(editor: Editor, drag: Drag) -> impl IntoView {
    let language = use_language();
    let keys = Memo::new(move |_| editor.plan.with(|plan| plan.columns.clone()));
    let count = move || {
        t!(
            language,
            describing.column_count,
            count = keys.with(Vec::len)
        )
    };
    view! {
        <div class="card describing__section" role="group" aria-label=t!(language, describing.columns)>
            <div class="card__head">
                <Icon name="table"/>
                <span>{t!(language, describing.columns)}</span>
                <Tag label=t!(language, describing.for_all_layouts)/>
                <span class="more xs faint">{count}</span>
            </div>
            <Tiles editor drag zone=COLUMNS keys word=|key| Thing::Column(key).word() empty=t!(language, describing.no_columns)/>
        </div>
    }
}

/// A list of tiles with the place that is kept free for another one.
#[component]
fn Tiles(
    editor: Editor,
    drag: Drag,
    zone: &'static str,
    keys: Memo<Vec<String>>,
    word: fn(&str) -> String,
    empty: &'static str,
) -> impl IntoView {
    let slot = move |index: usize| {
        (drag.slot(zone) == Some(index))
            .then(|| view! { <li class="slot" aria-hidden="true"></li> })
    };
    let tile = move |key: String| {
        let own = key.clone();
        let place =
            Memo::new(move |_| keys.with(|keys| keys.iter().position(|other| *other == own)));
        view! {
            {move || place.get().and_then(slot)}
            <Tile editor drag word=word(&key)/>
        }
    };
    view! {
        <ul
            class="card__body describing__columns"
            role="list"
            data-zone=zone
            data-drop=move || drag.is_over(zone).then_some("")
        >
            <For each=move || keys.get() key=String::clone children=tile/>
            {move || slot(keys.with(Vec::len))}
            {move || (keys.with(Vec::is_empty) && slot(0).is_none()).then(|| view! { <li class="faint xs">{empty}</li> })}
        </ul>
    }
}
