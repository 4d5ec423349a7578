//! One team in the tree: carried by mouse, finger and keyboard, with everything else in its menu.

use leptos::prelude::*;

use super::ask::Ask;
use super::rows::Row;
use super::state::Tree;
use crate::t;
use crate::ui::drag::Drag;
use crate::ui::{Button, ButtonSize, Icon, IconSize, Look, Menu, MenuItem, MenuLine, Who};

#[component]
pub fn TeamRow(tree: Tree, drag: Drag, row: Row) -> impl IntoView {
    let language = tree.language;
    let Row {
        team,
        depth,
        has_below,
        is_open,
    } = row;
    let (key, name) = (StoredValue::new(team.key.clone()), team.name.clone());
    let is_over = move || {
        let is_own = key.with_value(|key| drag.is_lifted(key));
        (!is_own && key.with_value(|key| drag.is_over(key))).then_some("")
    };
    let is_lifted = move || key.with_value(|key| drag.is_lifted(key)).then_some("");
    let people = team.people;
    let show = move |()| tree.asks.set(Some(Ask::People(Some(key.get_value()))));
    let level = (depth > 0).then(|| {
        view! { <span class="sr">{t!(language, teams.level, level = depth + 1)}</span> }
    });
    view! {
        <li
            class="teams__row"
            style=format!("--depth:{depth}")
            data-zone=key.get_value()
            data-over=is_over
            on:touchmove=move |event| if drag.is_busy() && event.cancelable() { event.prevent_default() }
        >
            <span class="teams__name" data-item=key.get_value() data-lifted=is_lifted>
                <Grip drag key name=name.clone()/>
                <Opener tree key name=name.clone() has_below is_open/>
                <span class="teams__words">{name.clone()}{level}</span>
            </span>
            <span class="teams__lead">{team.lead.map(|lead| view! { <Who name=lead.name/> })}</span>
            <Button
                label=t!(language, teams.people, count = people)
                look=Look::Ghost
                size=ButtonSize::Small
                icon="users"
                on_press=show
            />
            <Acts tree key name people/>
        </li>
    }
}

#[component]
fn Grip(drag: Drag, key: StoredValue<String>, name: String) -> impl IntoView {
    let language = crate::i18n::use_language();
    view! {
        <button
            type="button"
            class="describing__grip"
            data-grip=""
            aria-label=t!(language, describing.move_named, name)
            aria-describedby="teams-help"
            on:pointerdown=move |event| key.with_value(|key| drag.pressed(&event, key))
            on:keydown=move |event| { key.with_value(|key| drag.key(&event, key)); }
            on:blur=move |_| key.with_value(|key| drag.left(key))
        >
            <Icon name="grip" size=IconSize::Small/>
        </button>
    }
}

/// Opens and closes what is below; as wide where there is nothing.
#[component]
fn Opener(
    tree: Tree,
    key: StoredValue<String>,
    name: String,
    has_below: bool,
    is_open: bool,
) -> impl IntoView {
    if !has_below {
        return view! { <span class="teams__leaf" aria-hidden="true"></span> }.into_any();
    }
    let label = t!(tree.language, teams.below, name);
    let press = move |_| {
        tree.open.update(|open| {
            let key = key.get_value();
            if !open.remove(&key) {
                open.insert(key);
            }
        });
    };
    view! {
        <button
            type="button"
            class="btn btn--ghost btn--icon btn--sm teams__opener"
            aria-label=label
            aria-expanded=is_open.to_string()
            on:click=press
        >
            <Icon name="right" size=IconSize::Small/>
        </button>
    }
    .into_any()
}

#[component]
fn Acts(tree: Tree, key: StoredValue<String>, name: String, people: u64) -> impl IntoView {
    let language = tree.language;
    let ask = move |ask: fn(String) -> Ask| move |()| tree.asks.set(Some(ask(key.get_value())));
    let remove = move |()| match people {
        // What can be undone is done at once.
        0 => tree.remove(key.get_value(), None),
        _ => tree.asks.set(Some(Ask::Remove(key.get_value()))),
    };
    view! {
        <Menu
            label=t!(language, teams.menu_of, name)
            class="btn btn--ghost btn--icon btn--sm"
            trigger=move || view! { <Icon name="more"/> }
        >
            <MenuItem label=t!(language, teams.show_people) icon="users" on_pick=ask(|key| Ask::People(Some(key)))/>
            <MenuItem label=t!(language, teams.set_lead) icon="crown" on_pick=ask(Ask::Lead)/>
            <MenuLine/>
            <MenuItem label=t!(language, teams.add_team_below) icon="plus" on_pick=ask(|key| Ask::Add(Some(key)))/>
            <MenuItem label=t!(language, teams.rename) icon="edit" on_pick=ask(Ask::Rename)/>
            <MenuItem label=t!(language, teams.move_below) icon="arrowright" on_pick=ask(Ask::Move)/>
            <MenuLine/>
            <MenuItem label=t!(language, teams.remove) icon="trash" class="menu__item--bad" on_pick=remove/>
        </Menu>
    }
}
