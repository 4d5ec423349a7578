//! The page of teams: the tree with a line that finds teams, and those who are in none.

use contract::dto::organisation::Teams;
use leptos::prelude::*;

use super::ask::{Ask, Asked};
use super::row::TeamRow;
use super::rows::{Row, rows};
use super::state::Tree;
use crate::t;
use crate::ui::drag::{Drag, Rules, Spot};
use crate::ui::{Button, ButtonSize, Empty, Icon, Look, TextInput, TextKind};

/// The zone of teams that stand below no other.
const TOP: &str = "teams:top";

/// Teams and departments, for administrators.
#[component]
pub fn TeamsPage(all: Teams) -> impl IntoView {
    let tree = Tree::new(all);
    let language = tree.language;
    let add = move |()| tree.asks.set(Some(Ask::Add(None)));
    let count = move || t!(language, teams.count, count = tree.teams.with(Vec::len));
    let is_empty = Memo::new(move |_| tree.teams.with(Vec::is_empty));
    let body = move || {
        match is_empty.get() {
        true => view! {
            <Empty icon="branch" title=t!(language, teams.none) text=t!(language, teams.none_hint)>
                <Button label=t!(language, settings.add_team) look=Look::Primary icon="plus" on_press=add/>
            </Empty>
        }
        .into_any(),
        false => view! { <Branches tree/> }.into_any(),
    }
    };
    view! {
        <section class="stack teams" aria-labelledby="settings-teams">
            <div class="flex wrap">
                <h2 class="h2 grow num" id="settings-teams">{count}</h2>
                {move || (!is_empty.get()).then(|| view! {
                    <Button label=t!(language, settings.add_team) look=Look::Primary icon="plus" on_press=add/>
                })}
            </div>
            {body}
            <Loose tree/>
            <Asked tree/>
        </section>
    }
}

/// The tree, with a line that finds teams.
#[component]
fn Branches(tree: Tree) -> impl IntoView {
    let language = tree.language;
    let drag = drag(tree);
    let shown = Memo::new(move |_| {
        tree.teams.with(|teams| {
            tree.open
                .with(|open| tree.words.with(|words| rows(teams, open, words)))
        })
    });
    let top = move || {
        drag.lift.with(Option::is_some).then(|| {
            let is_over = move || drag.is_over(TOP).then_some("");
            view! {
                <div class="teams__top" data-zone=TOP data-over=is_over>{t!(language, teams.at_top)}</div>
            }
        })
    };
    let nothing = move || {
        shown.with(Vec::is_empty).then(|| {
            view! { <p class="muted sm">{t!(language, teams.not_found)}</p> }
        })
    };
    view! {
        <p class="sr" id="teams-help">{t!(language, describing.drag_help)}</p>
        <p class="sr" role="status">{move || drag.said.get()}</p>
        <TextInput
            value=tree.words
            kind=TextKind::Search
            label=t!(language, teams.find)
            placeholder=t!(language, teams.find)
        />
        <div class="teams__area">
            {top}
            <ul class="card teams__tree" role="list">
                <For each=move || shown.get() key=told let:row>
                    <TeamRow tree drag row/>
                </For>
            </ul>
            {nothing}
        </div>
        <Lifted tree drag/>
    }
}

/// A row is drawn anew when any of it is different.
fn told(row: &Row) -> (String, String, usize, bool, bool, u64, Option<String>) {
    let Row {
        team,
        depth,
        has_below,
        is_open,
    } = row;
    let lead = team.lead.as_ref().map(|lead| lead.name.clone());
    (
        team.key.clone(),
        team.name.clone(),
        *depth,
        *has_below,
        *is_open,
        team.people,
        lead,
    )
}

/// How many people are in no team, with the way to them.
#[component]
fn Loose(tree: Tree) -> impl IntoView {
    let language = tree.language;
    let show = move |()| tree.asks.set(Some(Ask::People(None)));
    move || {
        let count = tree.loose.get();
        (count > 0).then(|| {
            view! {
                <div class="flex">
                    <Button
                        label=t!(language, teams.loose, count)
                        look=Look::Ghost
                        size=ButtonSize::Small
                        icon="users"
                        on_press=show
                    />
                </div>
            }
        })
    }
}

fn drag(tree: Tree) -> Drag {
    let language = tree.language;
    let placed = move |(_, spot): (String, Spot)| match spot.zone.as_str() {
        TOP => t!(language, teams.at_top).to_owned(),
        zone => t!(language, teams.below_named, name = tree.name(zone)),
    };
    let dropped = move |(id, spot): (String, Spot)| {
        if spot.zone != id {
            tree.place(id, Some(spot.zone).filter(|zone| zone != TOP));
        }
    };
    Drag::new(
        ".teams__area",
        Rules {
            // What would be a circle is said when it is let go: a place that takes nothing says nothing.
            accepts: Callback::new(|_| true),
            dropped: Callback::new(dropped),
            named: Callback::new(move |id: String| tree.name(&id)),
            placed: Callback::new(placed),
        },
    )
}

/// The copy under the pointer.
#[component]
fn Lifted(tree: Tree, drag: Drag) -> impl IntoView {
    let id = move || {
        drag.lift
            .with(|lift| lift.as_ref().map(|lift| lift.id.clone()))
    };
    move || {
        id().map(|id| {
            view! {
                <div class="lift" style=move || drag.style() aria-hidden="true">
                    <div class="fieldtile" data-drag=""><Icon name="grip"/><span>{tree.name(&id)}</span></div>
                </div>
            }
        })
    }
}
