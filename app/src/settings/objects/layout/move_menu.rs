//! "Move to…": what carrying does, for everybody who does not carry.

use leptos::prelude::*;

use super::arrange::MOST_FACTS;
use super::carrying::{COLUMNS, FACTS, PALETTE, Thing, put, section_zone};
use super::editor::{Editor, Part};
use crate::i18n::use_language;
use crate::t;
use crate::ui::drag::{Spot, focus_item};
use crate::ui::{Icon, IconSize, Menu, MenuItem, MenuLabel, MenuLine};

/// The menu of a tile.
#[component]
pub fn MoveMenu(
    editor: Editor,
    /// The word of the thing.
    word: StoredValue<String>,
    label: Signal<String>,
) -> impl IntoView {
    let language = use_language();
    view! {
        <Menu
            label=Signal::derive(move || t!(language, describing.menu_of, name = label.get()))
            class="btn btn--ghost btn--icon btn--sm fieldtile__menu"
            trigger=move || view! { <Icon name="more" size=IconSize::Small/> }
        >
            <Steps editor word/>
            <Targets editor word/>
            <MenuLine/>
            <Edit editor word/>
        </Menu>
    }
}

/// Goes to a place and keeps the focus on what was moved.
fn go(editor: Editor, word: StoredValue<String>, spot: &Spot) {
    let word = word.get_value();
    if let Some(thing) = Thing::read(&word) {
        put(editor, thing, spot);
    }
    focus_item(&word);
}

/// Where the thing stands, and among how many.
fn standing(editor: Editor, word: &str) -> Option<(String, usize, usize)> {
    let find = |keys: &[String], key: &str| {
        keys.iter()
            .position(|other| other == key)
            .map(|at| (at, keys.len()))
    };
    match Thing::read(word)? {
        Thing::Field(key) => {
            let section = editor.section_of(key)?;
            let (at, of) =
                editor.with_layout(|layout| find(&layout.sections.get(section)?.fields, key))?;
            Some((section_zone(section), at, of))
        }
        Thing::Fact(key) => {
            let (at, of) = editor.with_layout(|layout| find(&layout.highlights, key))?;
            Some((FACTS.to_owned(), at, of))
        }
        Thing::Column(key) => {
            let (at, of) = editor.plan.with(|plan| find(&plan.columns, key))?;
            Some((COLUMNS.to_owned(), at, of))
        }
        Thing::Section(_) => None,
    }
}

/// One place up, one place down.
#[component]
fn Steps(editor: Editor, word: StoredValue<String>) -> impl IntoView {
    let language = use_language();
    let standing = untrack(|| word.with_value(|word| standing(editor, word)));
    standing.map(|(zone, at, of)| {
        let zone = StoredValue::new(zone);
        let to = move |index: usize| zone.with_value(|zone| go(editor, word, &Spot::new(zone, index)));
        view! {
            {(at > 0).then(|| view! {
                <MenuItem label=t!(language, describing.move_up) icon="arrowup" on_pick=move |()| to(at - 1)/>
            })}
            {(at + 1 < of).then(|| view! {
                <MenuItem label=t!(language, describing.move_down) icon="arrowdown" on_pick=move |()| to(at + 2)/>
            })}
        }
    })
}

/// Sections, highlights, columns, and off the page.
#[component]
fn Targets(editor: Editor, word: StoredValue<String>) -> impl IntoView {
    let language = use_language();
    let id = word.get_value();
    let Some(thing) = Thing::read(&id) else {
        return ().into_any();
    };
    let key = thing.field().unwrap_or_default().to_owned();
    let to = move |zone: String| {
        Callback::new(move |()| go(editor, word, &Spot::new(&zone, usize::MAX)))
    };
    let here = untrack(|| editor.section_of(&key));
    let count = editor.with_layout_untracked(|layout| layout.sections.len());
    let is_field = matches!(thing, Thing::Field(_));
    let sections = (0..count).filter(|_| is_field).map(|at| {
        let label = untrack(|| editor.section_label(at));
        view! { <MenuItem label checked=here == Some(at) on_pick=to(section_zone(at))/> }
    });
    let facts = editor.with_layout_untracked(|layout| {
        layout.highlights.len() < MOST_FACTS && !layout.highlights.contains(&key)
    });
    let columns = editor
        .plan
        .with_untracked(|plan| !plan.columns.contains(&key));
    let is_title = editor.object.with_untracked(|object| object.title == key);
    let may_go = match thing {
        Thing::Field(_) => here.is_some(),
        Thing::Column(_) => !is_title,
        _ => true,
    };
    let off = match thing {
        Thing::Field(_) => t!(language, describing.remove_from_page),
        Thing::Fact(_) => t!(language, describing.remove_from_highlights),
        _ => t!(language, describing.remove_from_columns),
    };
    view! {
        {is_field.then(|| view! { <MenuLabel text=t!(language, describing.move_to)/> })}
        {sections.collect_view()}
        {(is_field && facts).then(|| view! { <MenuItem label=t!(language, describing.to_highlights) icon="target" on_pick=to(FACTS.to_owned())/> })}
        {(is_field && columns).then(|| view! { <MenuItem label=t!(language, describing.to_columns) icon="table" on_pick=to(COLUMNS.to_owned())/> })}
        {may_go.then(|| view! { <MenuItem label=off icon="eyeoff" class="menu__item--bad" on_pick=to(PALETTE.to_owned())/> })}
    }
    .into_any()
}

#[component]
fn Edit(editor: Editor, word: StoredValue<String>) -> impl IntoView {
    let language = use_language();
    let key = word.with_value(|word| Thing::read(word).and_then(Thing::field).map(str::to_owned));
    let key = StoredValue::new(key.unwrap_or_default());
    view! {
        <MenuItem label=t!(language, describing.settings_of_field) icon="settings" on_pick=move |()| editor.select(Part::Field(key.get_value()))/>
        <MenuItem label=t!(language, describing.edit_field) icon="edit" on_pick=move |()| editor.describing.set(Some(key.get_value()))/>
    }
}
