//! One section of the form: its head, and its fields as tiles.

use leptos::prelude::*;

use super::carrying::{SECTIONS, Thing, put, section_zone};
use super::editor::{Editor, Part};
use super::tile::Tile;
use crate::i18n::use_language;
use crate::settings::objects::conditions::words;
use crate::shell::use_people;
use crate::t;
use crate::ui::drag::{Drag, Spot, focus_item};
use crate::ui::{Icon, IconSize, Menu, MenuItem, MenuLine};

/// A section by its number.
#[component]
pub fn SectionCard(editor: Editor, drag: Drag, at: usize) -> impl IntoView {
    let language = use_language();
    let zone = StoredValue::new(section_zone(at));
    let keys = Memo::new(move |_| {
        let fields = editor.with_layout(|layout| {
            layout
                .sections
                .get(at)
                .map(|section| section.fields.clone())
        });
        fields.unwrap_or_default()
    });
    let is_single = Memo::new(move |_| {
        editor.with_layout(|layout| {
            layout
                .sections
                .get(at)
                .is_some_and(|section| section.single)
        })
    });
    let is_selected = Memo::new(move |_| editor.part.with(|part| *part == Part::Section(at)));
    let is_lifted = Memo::new(move |_| drag.is_lifted(&Thing::Section(at).word()));
    let slot = move |index: usize| {
        zone.with_value(|zone| drag.slot(zone) == Some(index))
            .then(|| view! { <li class="slot" aria-hidden="true"></li> })
    };
    let tile = move |key: String| {
        let own = key.clone();
        let place =
            Memo::new(move |_| keys.with(|keys| keys.iter().position(|other| *other == own)));
        view! {
            {move || place.get().and_then(slot)}
            <Tile editor drag word=Thing::Field(&key).word()/>
        }
    };
    view! {
        <div
            class="card describing__section"
            data-item=Thing::Section(at).word()
            data-lifted=move || is_lifted.get().then_some("")
            aria-current=move || is_selected.get().then_some("true")
            role="group"
            aria-label=move || editor.section_label(at)
        >
            <Head editor drag at/>
            <ul
                class="card__body describing__columns"
                role="list"
                data-zone=zone.get_value()
                data-single=move || is_single.get().then_some("")
                data-drop=move || zone.with_value(|zone| drag.is_over(zone)).then_some("")
            >
                <For each=move || keys.get() key=String::clone children=tile/>
                {move || slot(keys.with(Vec::len))}
                {move || (keys.with(Vec::is_empty) && slot(0).is_none()).then(|| view! {
                    <li class="faint xs">{t!(language, describing.section_empty)}</li>
                })}
            </ul>
        </div>
    }
}

#[component]
fn Head(editor: Editor, drag: Drag, at: usize) -> impl IntoView {
    let language = use_language();
    let people = use_people();
    let word = StoredValue::new(Thing::Section(at).word());
    let about = move || {
        let (single, when) = editor.with_layout(|layout| {
            let section = layout.sections.get(at);
            section
                .map(|section| (section.single, section.when.clone()))
                .unwrap_or_default()
        });
        let columns = match single {
            true => t!(language, describing.one_column),
            false => t!(language, describing.two_columns),
        };
        let fields = editor.object.with(|object| object.fields.clone());
        match when.is_empty() {
            true => columns.to_owned(),
            false => {
                let when = people.with(|people| words(&when, &fields, people, language));
                t!(language, describing.columns_when, columns, when)
            }
        }
    };
    view! {
        <div class="card__head">
            <button
                type="button"
                class="describing__grip"
                data-grip=""
                aria-label=move || t!(language, describing.move_named, name = editor.section_label(at))
                aria-describedby="layout-help"
                on:pointerdown=move |event| word.with_value(|word| drag.pressed(&event, word))
                on:keydown=move |event| { word.with_value(|word| drag.key(&event, word)); }
                on:blur=move |_| word.with_value(|word| drag.left(word))
            >
                <Icon name="grip" size=IconSize::Small/>
            </button>
            <button
                type="button"
                class="describing__heading trunc"
                on:click=move |_| if !drag.was_carrying() { editor.select(Part::Section(at)) }
            >
                {move || editor.section_label(at)}
            </button>
            <span class="more xs faint">{about}</span>
            <SectionMenu editor at/>
        </div>
    }
}

#[component]
fn SectionMenu(editor: Editor, at: usize) -> impl IntoView {
    let language = use_language();
    let count = move || editor.with_layout_untracked(|layout| layout.sections.len());
    let is_single = move || {
        editor.with_layout_untracked(|layout| {
            layout
                .sections
                .get(at)
                .is_some_and(|section| section.single)
        })
    };
    let go = move |index: usize| {
        put(editor, Thing::Section(at), &Spot::new(SECTIONS, index));
        let now = if index > at { index - 1 } else { index };
        focus_item(&Thing::Section(now).word());
    };
    let turn = move |()| {
        editor.change_layout("", |layout| {
            if let Some(section) = layout.sections.get_mut(at) {
                section.single = !section.single;
            }
        });
    };
    let remove = move |()| {
        editor.change_layout("", |layout| {
            if at < layout.sections.len() {
                layout.sections.remove(at);
            }
        });
        editor.part.set(Part::Whole);
    };
    let turned = move || match is_single() {
        true => t!(language, describing.in_two_columns),
        false => t!(language, describing.in_one_column),
    };
    view! {
        <Menu
            label=Signal::derive(move || t!(language, describing.menu_of, name = editor.section_label(at)))
            class="btn btn--ghost btn--icon btn--sm"
            trigger=move || view! { <Icon name="more"/> }
        >
            <MenuItem label=t!(language, describing.settings_of_section) icon="settings" on_pick=move |()| editor.select(Part::Section(at))/>
            <MenuItem label=turned() icon="rows" on_pick=turn/>
            {(at > 0).then(|| view! {
                <MenuItem label=t!(language, describing.move_up) icon="arrowup" on_pick=move |()| go(at - 1)/>
            })}
            {(at + 1 < count()).then(|| view! {
                <MenuItem label=t!(language, describing.move_down) icon="arrowdown" on_pick=move |()| go(at + 2)/>
            })}
            <MenuLine/>
            <MenuItem label=t!(language, describing.remove_section) icon="eyeoff" class="menu__item--bad" on_pick=remove/>
        </Menu>
    }
}
