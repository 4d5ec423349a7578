//! Search and commands in one line: opened by Ctrl or ⌘ K, a slash, or the search button.

use std::time::Duration;

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::finder::{Finder, hear};
use super::item::Item;
use super::items::{Group, groups};
use super::known::Known;
use super::line::Line;
use super::runner::runner;
use crate::i18n::{Language, use_language};
use crate::settings;
use crate::shell::{Daily, Export, NewRecord, daily, use_catalogue, use_me, use_palette};
use crate::t;
use crate::ui::dialog::Modal;
use crate::ui::{Icon, IconSize, browser};

/// How long after the last letter the server is asked.
const PAUSE: Duration = Duration::from_millis(120);

/// Draws the palette when somebody opens it.
#[component]
pub fn PaletteHost() -> impl IntoView {
    let palette = use_palette();
    move || {
        palette
            .is_open()
            .then(|| Suspend::new(daily(Daily::Search)))
    }
}

#[component]
pub(crate) fn SearchPalette() -> impl IntoView {
    let language = use_language();
    let palette = use_palette();
    let finder = Finder::new();
    let list = NodeRef::<html::Div>::new();
    let known = known(finder);
    Effect::new(move |_| {
        finder.ask_shelf();
        known.with_untracked(|known| hear(palette, known));
    });
    let ask_later = browser::debounced(PAUSE, move |words: String| finder.ask(words));
    let found = Memo::new(move |_| {
        let words = finder.words.get();
        known.with(|known| groups(&words, known))
    });
    let run = runner();
    let pick = Callback::new(move |(at, new_tab): (usize, bool)| {
        if let Some(item) = found.with_untracked(|found| nth(found, at)) {
            palette.close();
            run.run((item, new_tab));
        }
    });
    let keys = key_listener(finder, found, pick);
    keep_in_view(finder, list);
    let count = move || found.with(|found| count_of(found));
    let hint = move || match finder.acting.get() {
        Some((hit, _)) => t!(language, search.act_hint, name = hit.title),
        None => t!(language, shell.search_hint).to_owned(),
    };
    view! {
        <Modal title=Signal::stored(t!(language, shell.search).to_owned()) on_close=Callback::new(move |()| palette.close()) class="scrim scrim--top">
            <div class="palette">
                <div class="palette__in">
                    <Icon name="search" size=IconSize::Large/>
                    {move || finder.acting.get().map(|(hit, _)| view! { <span class="tag trunc palette__acting">{hit.title}</span> })}
                    <input
                        type="text"
                        role="combobox"
                        autofocus=true
                        autocomplete="off"
                        spellcheck="false"
                        enterkeyhint="search"
                        aria-expanded="true"
                        aria-controls="palette-list"
                        aria-autocomplete="list"
                        aria-activedescendant=move || (count() > 0).then(|| format!("palette-{}", finder.active.get()))
                        aria-label=hint
                        placeholder=hint
                        prop:value=move || finder.words.get()
                        on:input:target=move |event| {
                            let words = event.target().value();
                            finder.active.set(0);
                            finder.words.set(words.clone());
                            ask_later(words);
                        }
                        on:keydown=keys
                    />
                    {move || finder.is_busy.get().then(|| view! { <span class="spin" aria-hidden="true"></span> })}
                    <kbd class="hide-m">"Esc"</kbd>
                    <button type="button" class="btn btn--ghost only-m" on:click=move |_| palette.close()>{t!(language, common.cancel)}</button>
                </div>
                {move || said(finder, language)}
                {move || nothing(finder, count(), language)}
                <div class="palette__list" role="listbox" id="palette-list" aria-label=t!(language, search.results) node_ref=list tabindex="-1">
                    {move || lines(&found.get(), finder, pick)}
                </div>
                <Foot finder/>
            </div>
        </Modal>
        <p class="sr" role="status">{move || (!finder.is_busy.get()).then(|| t!(language, search.count, count = count()))}</p>
    }
}

/// What the lines are made from, as it is now.
fn known(finder: Finder) -> Memo<Known> {
    let language = use_language();
    let catalogue = use_catalogue();
    let me = use_me();
    let palette = use_palette();
    let path = use_location().pathname;
    let on_new = expect_context::<NewRecord>().on_new;
    let on_export = expect_context::<Export>().on_export;
    let is_administrator = me.with_untracked(contract::dto::session::Me::is_administrator);
    let settings = settings::pages(is_administrator);
    Memo::new(move |_| Known {
        catalogue: catalogue.get(),
        language,
        is_administrator,
        path: path.get(),
        creates: on_new.with(Option::is_some),
        exports: on_export.with(Option::is_some),
        hits: finder.hits.get(),
        shelf: finder.shelf.get(),
        acting: finder.acting.get().map(|(hit, _)| hit),
        sounds: palette.sounds.get(),
        settings: settings.clone(),
    })
}

fn nth(found: &[Group], at: usize) -> Option<Item> {
    found.iter().flat_map(|group| &group.items).nth(at).cloned()
}

fn count_of(found: &[Group]) -> usize {
    found.iter().map(|group| group.items.len()).sum()
}

/// Arrows choose, Enter picks, Tab goes on to what can be done with a record, Shift Tab or a Backspace comes back.
fn key_listener(
    finder: Finder,
    found: Memo<Vec<Group>>,
    pick: Callback<(usize, bool)>,
) -> impl Fn(KeyboardEvent) + Clone + 'static {
    move |event: KeyboardEvent| {
        if event.is_composing() {
            return;
        }
        let here = finder.active.get_untracked();
        let last = found.with_untracked(|found| count_of(found).saturating_sub(1));
        let has_modifier = event.ctrl_key() || event.meta_key();
        let is_bare = finder.words.with_untracked(String::is_empty);
        match event.key().as_str() {
            "ArrowDown" => finder.active.set(if here >= last { 0 } else { here + 1 }),
            "ArrowUp" => finder.active.set(if here == 0 { last } else { here - 1 }),
            "Home" if has_modifier => finder.active.set(0),
            "End" if has_modifier => finder.active.set(last),
            "Enter" => pick.run((here, has_modifier)),
            "Tab" if event.shift_key() => {
                if !finder.back() {
                    return;
                }
            }
            "Backspace" if is_bare => {
                if !finder.back() {
                    return;
                }
            }
            "Tab" => match found.with_untracked(|found| nth(found, here)) {
                Some(Item::Hit(hit)) => finder.act_on(hit),
                _ => return,
            },
            _ => return,
        }
        event.prevent_default();
    }
}

fn keep_in_view(finder: Finder, list: NodeRef<html::Div>) {
    Effect::new(move |_| {
        let option = format!("#palette-{}", finder.active.get());
        if let Some(option) = list
            .get()
            .and_then(|list| list.query_selector(&option).ok().flatten())
        {
            let way = web_sys::ScrollIntoViewOptions::new();
            way.set_block(web_sys::ScrollLogicalPosition::Nearest);
            option.scroll_into_view_with_scroll_into_view_options(&way);
        }
    });
}

/// The groups with their lines, numbered through.
fn lines(found: &[Group], finder: Finder, pick: Callback<(usize, bool)>) -> AnyView {
    let language = use_language();
    let mut number = 0;
    let group = |group: &Group| {
        let items = group
            .items
            .iter()
            .map(|item| {
                let at = number;
                number += 1;
                view! { <Line item=item.clone() at words=finder.words active=finder.active pick/> }
            })
            .collect_view();
        let count = group.items.len();
        let label = group.label.clone();
        let name = t!(language, search.group_count, count, label);
        view! {
            <div role="group" aria-label=name>
                <div class="menu__label" role="presentation">{group.label.clone()}<span class="palette__count num">{count}</span></div>
                {items}
            </div>
        }
    };
    found.iter().map(group).collect_view().into_any()
}

/// Whether the words find something.
fn is_looking(finder: Finder) -> bool {
    let is_acting = finder.acting.with(Option::is_some);
    finder.words.with(|words| {
        let words = words.trim();
        !is_acting && !words.is_empty() && !words.starts_with('>')
    })
}

/// Says, before all lines, that what was found is only near the words.
fn said(finder: Finder, language: Language) -> Option<AnyView> {
    let is_near = finder
        .hits
        .with(|hits| hits.first().is_some_and(|hit| hit.near));
    (is_looking(finder) && is_near)
        .then(|| view! { <p class="palette__none">{t!(language, search.near)}</p> }.into_any())
}

/// Says that nothing was found, or that the server was not reached.
fn nothing(finder: Finder, count: usize, language: Language) -> Option<AnyView> {
    let query = finder.words.with(|words| words.trim().to_owned());
    let text = if finder.acting.with(Option::is_some) {
        (count == 0).then(|| t!(language, search.no_act, query))
    } else if finder.has_failed.get() {
        Some(t!(language, search.failed).to_owned())
    } else if is_looking(finder) {
        let is_answered = finder.answered.with(|words| words.trim() == query);
        let is_bare = finder.hits.with(Vec::is_empty);
        (is_bare && is_answered && !finder.is_busy.get())
            .then(|| t!(language, search.nothing, query))
    } else {
        (count == 0).then(|| t!(language, search.nothing, query))
    };
    text.map(|text| view! { <p class="palette__none">{text}</p> }.into_any())
}

#[component]
fn Foot(finder: Finder) -> impl IntoView {
    let language = use_language();
    let is_acting = move || finder.acting.with(Option::is_some);
    view! {
        <div class="palette__foot">
            <span><kbd>"↑"</kbd><kbd>"↓"</kbd>{t!(language, search.key_choose)}</span>
            <span><kbd>"↵"</kbd>{t!(language, search.key_open)}</span>
            <span><kbd data-mod="">"Ctrl"</kbd><kbd>"↵"</kbd>{t!(language, search.key_tab)}</span>
            <span>
                <kbd>{move || if is_acting() { "⇧ Tab" } else { "Tab" }}</kbd>
                {move || if is_acting() { t!(language, search.back) } else { t!(language, search.key_act) }}
            </span>
            <span><kbd>">"</kbd>{t!(language, search.key_commands)}</span>
        </div>
    }
}
