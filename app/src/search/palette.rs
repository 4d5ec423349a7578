//! Search and commands in one line: opened by Ctrl or ⌘ K, a slash, or the search button.

use std::time::Duration;

use contract::dto::search::Hit;
use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;

use super::item::{Act, Item};
use super::items::{Group, groups};
use super::line::Line;
use crate::api::search::search;
use crate::i18n::{Language, use_language};
use crate::shell::{
    Daily, daily, language_setter, theme_setter, use_catalogue, use_palette, use_quick_log,
};
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

/// What the palette keeps while it is open.
#[derive(Clone, Copy)]
struct Finder {
    words: RwSignal<String>,
    /// The words that `hits` answer.
    answered: RwSignal<String>,
    hits: RwSignal<Vec<Hit>>,
    active: RwSignal<usize>,
    is_busy: RwSignal<bool>,
    has_failed: RwSignal<bool>,
    /// Counts the questions, so that a late answer does not overwrite a newer one.
    asked: StoredValue<u32>,
}

impl Finder {
    fn new() -> Self {
        Self {
            words: RwSignal::new(String::new()),
            answered: RwSignal::new(String::new()),
            hits: RwSignal::new(Vec::new()),
            active: RwSignal::new(0),
            is_busy: RwSignal::new(false),
            has_failed: RwSignal::new(false),
            asked: StoredValue::new(0),
        }
    }

    fn ask(self, words: String) {
        self.asked.update_value(|count| *count += 1);
        let number = self.asked.get_value();
        if words.trim_start().starts_with('>') {
            self.is_busy.set(false);
            return;
        }
        self.is_busy.set(true);
        spawn_local(async move {
            let answer = search(words.trim().to_owned()).await;
            if self.asked.try_get_value() == Some(number) {
                self.is_busy.set(false);
                self.has_failed.set(answer.is_err());
                self.hits.set(answer.unwrap_or_default());
                self.answered.set(words);
                self.active.set(0);
            }
        });
    }
}

#[component]
pub(crate) fn SearchPalette() -> impl IntoView {
    let language = use_language();
    let palette = use_palette();
    let catalogue = use_catalogue();
    let finder = Finder::new();
    let list = NodeRef::<html::Div>::new();
    Effect::new(move |_| finder.ask(String::new()));
    let ask_later = browser::debounced(PAUSE, move |words: String| finder.ask(words));
    let found = Memo::new(move |_| {
        let words = finder.words.get();
        finder
            .hits
            .with(|hits| catalogue.with(|catalogue| groups(&words, hits, catalogue, language)))
    });
    let run = runner();
    let pick = Callback::new(move |(at, new_tab): (usize, bool)| {
        let item = found
            .with_untracked(|found| found.iter().flat_map(|group| &group.items).nth(at).cloned());
        if let Some(item) = item {
            palette.close();
            run.run((item, new_tab));
        }
    });
    let count =
        move || found.with(|found| found.iter().map(|group| group.items.len()).sum::<usize>());
    let keys = move |event: KeyboardEvent| {
        let (here, last) = (
            finder.active.get_untracked(),
            untrack(count).saturating_sub(1),
        );
        match event.key().as_str() {
            "ArrowDown" => finder.active.set(if here >= last { 0 } else { here + 1 }),
            "ArrowUp" => finder.active.set(if here == 0 { last } else { here - 1 }),
            "Home" if event.ctrl_key() => finder.active.set(0),
            "End" if event.ctrl_key() => finder.active.set(last),
            "Enter" if !event.is_composing() => {
                pick.run((here, event.ctrl_key() || event.meta_key()))
            }
            _ => return,
        }
        event.prevent_default();
    };
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
    view! {
        <Modal title=Signal::stored(t!(language, shell.search).to_owned()) on_close=Callback::new(move |()| palette.close()) class="scrim scrim--top">
            <div class="palette">
                <div class="palette__in">
                    <Icon name="search" size=IconSize::Large/>
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
                        aria-label=t!(language, shell.search_hint)
                        placeholder=t!(language, shell.search_hint)
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
                <div class="palette__list" role="listbox" id="palette-list" aria-label=t!(language, search.results) node_ref=list tabindex="-1">
                    {move || lines(&found.get(), finder, pick)}
                    {move || nothing(finder, count() , language)}
                </div>
                <Foot/>
            </div>
        </Modal>
        <p class="sr" role="status">{move || (!finder.is_busy.get()).then(|| t!(language, search.count, count = count()))}</p>
    }
}

/// The groups with their lines, numbered through.
fn lines(found: &[Group], finder: Finder, pick: Callback<(usize, bool)>) -> AnyView {
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
        view! {
            <div role="group" aria-label=group.label.clone()>
                <div class="menu__label" role="presentation">{group.label.clone()}</div>
                {items}
            </div>
        }
    };
    found.iter().map(group).collect_view().into_any()
}

/// Says that nothing was found, or that the server was not reached.
fn nothing(finder: Finder, count: usize, language: Language) -> Option<AnyView> {
    let words = finder.answered.get();
    if finder.has_failed.get() {
        return Some(
            view! { <p class="palette__none">{t!(language, search.failed)}</p> }.into_any(),
        );
    }
    let is_bare =
        finder.hits.with(Vec::is_empty) && !words.trim().is_empty() && !finder.is_busy.get();
    let is_command = finder
        .words
        .with(|words| words.trim_start().starts_with('>'));
    (is_bare && !is_command || count == 0 && is_command)
        .then(|| view! { <p class="palette__none">{t!(language, search.nothing, query = finder.words.get().trim())}</p> }.into_any())
}

/// What a picked line does.
fn runner() -> Callback<(Item, bool)> {
    let navigate = use_navigate();
    let catalogue = use_catalogue();
    let log = use_quick_log();
    let theme = theme_setter();
    let language = language_setter();
    Callback::new(move |(item, new_tab): (Item, bool)| {
        if let Some(address) = catalogue.with_untracked(|catalogue| item.address(catalogue)) {
            match new_tab {
                // Refused where the person forbids new tabs; then it opens here.
                true if window()
                    .open_with_url_and_target(&address, "_blank")
                    .is_ok_and(|tab| tab.is_some()) => {}
                _ => navigate(&address, Default::default()),
            }
            return;
        }
        match item {
            Item::Command {
                act: Act::Log(about),
                ..
            } => log.open(about),
            Item::Command {
                act: Act::Theme(wanted),
                ..
            } => theme.run(wanted),
            Item::Command {
                act: Act::Language(wanted),
                ..
            } => language.run(wanted),
            Item::Command {
                act: Act::ListKeys, ..
            } => press("?"),
            Item::Command {
                act: Act::Go(_), ..
            }
            | Item::Hit(_) => {}
        }
    })
}

/// Does what a key does, as soon as the palette is gone.
fn press(key: &'static str) {
    request_animation_frame(move || {
        let init = web_sys::KeyboardEventInit::new();
        init.set_key(key);
        init.set_bubbles(true);
        let event = web_sys::KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init);
        if let (Ok(event), Some(body)) = (event, document().body()) {
            // Says whether somebody prevented the default, which does not matter here.
            let _ = body.dispatch_event(&event);
        }
    });
}

#[component]
fn Foot() -> impl IntoView {
    let language = use_language();
    view! {
        <div class="palette__foot">
            <span><kbd>"↑"</kbd><kbd>"↓"</kbd>{t!(language, search.key_choose)}</span>
            <span><kbd>"↵"</kbd>{t!(language, search.key_open)}</span>
            <span><kbd data-mod="">"Ctrl"</kbd><kbd>"↵"</kbd>{t!(language, search.key_tab)}</span>
            <span><kbd>">"</kbd>{t!(language, search.key_commands)}</span>
        </div>
    }
}
