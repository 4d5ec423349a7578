//! Menus that open from a button.

use std::borrow::Cow;

use leptos::context::Provider;
use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement};

use super::{Icon, browser};

/// Lets an item close the menu it stands in.
#[derive(Clone, Copy)]
struct MenuState {
    close: Callback<()>,
}

/// A button and the menu that it opens: arrows move, Esc closes, a letter jumps. The items are made
/// when it opens; those of a menu with an id stand in the page from the beginning, and the browser opens it
/// before the app does.
#[component]
pub fn Menu(
    /// Read aloud, and shown on hover where the button has only an icon.
    #[prop(into)]
    label: Signal<String>,
    /// What the button shows.
    #[prop(into)]
    trigger: ViewFn,
    /// The button's classes.
    #[prop(default = "btn btn--ghost btn--icon")]
    class: &'static str,
    /// For a menu without which one would not get to a page.
    #[prop(optional)]
    id: Option<&'static str>,
    children: ChildrenFn,
) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let button = NodeRef::<html::Button>::new();
    let panel = NodeRef::<html::Div>::new();
    let close = Callback::new(move |()| {
        if let Some(panel) = panel.get_untracked() {
            // Refused only where it is closed already.
            let _ = panel.hide_popover();
        }
    });
    let open = move || {
        is_open.set(true);
        request_animation_frame(move || {
            if let (Some(button), Some(panel)) = (button.get_untracked(), panel.get_untracked())
                && panel.show_popover().is_ok()
            {
                place(&button, &panel);
                browser::focus_first(&panel, ITEM);
            }
        });
    };
    let is_shown = move || {
        panel
            .get_untracked()
            .is_some_and(|panel| panel.matches(":popover-open").unwrap_or_default())
    };
    let toggled = move |_| {
        if !is_shown() {
            is_open.set(false);
        }
    };
    let press = move |event: MouseEvent| {
        // The browser would open what is opened here.
        event.prevent_default();
        if is_open.get_untracked() || is_shown() {
            close.run(());
        } else {
            open();
        }
    };
    view! {
        <button
            type="button"
            node_ref=button
            class=class
            aria-haspopup="menu"
            aria-expanded=move || is_open.get().to_string()
            aria-label=move || label.get()
            data-tip=move || (!is_open.get() && class.contains("btn--icon")).then(|| label.get())
            popovertarget=id
            on:click=press
        >
            {trigger.run()}
        </button>
        <div
            node_ref=panel
            id=id
            class="menu"
            popover="auto"
            role="menu"
            aria-label=move || label.get()
            on:toggle=toggled
            on:keydown=move |event| keys(&event, close)
        >
            <Provider value=MenuState { close }>{move || (id.is_some() || is_open.get()).then(|| children())}</Provider>
        </div>
    }
}

/// An act in a menu; the menu closes when it is picked.
#[component]
pub fn MenuItem(
    #[prop(into)] label: Signal<String>,
    #[prop(into, optional)] icon: Option<Cow<'static, str>>,
    #[prop(into)] on_pick: Callback<()>,
    #[prop(optional)] key: Option<&'static str>,
    /// `menu__item--bad` for what removes.
    #[prop(optional)]
    class: &'static str,
    /// Makes it a choice, with a tick when it is set.
    #[prop(into, optional)]
    checked: MaybeProp<bool>,
) -> impl IntoView {
    let menu = use_context::<MenuState>();
    let pick = move |_| {
        if let Some(menu) = menu {
            menu.close.run(());
        }
        on_pick.run(());
    };
    view! {
        <button
            type="button"
            class=format!("menu__item {class}")
            role=move || if checked.get().is_some() { "menuitemradio" } else { "menuitem" }
            aria-checked=move || checked.get().map(|is_set| is_set.to_string())
            tabindex="-1"
            on:click=pick
        >
            {icon.map(|name| view! { <Icon name/> })}
            <span class="trunc">{move || label.get()}</span>
            {key.map(|key| view! { <kbd class="hide-m">{key}</kbd> })}
            {move || checked.get().unwrap_or_default().then(|| view! { <span class="end"><Icon name="check"/></span> })}
        </button>
    }
}

/// A page that a menu leads to.
#[component]
pub fn MenuLink(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] href: String,
    #[prop(into, optional)] icon: Option<Cow<'static, str>>,
) -> impl IntoView {
    let menu = use_context::<MenuState>();
    let close = move |_| {
        if let Some(menu) = menu {
            menu.close.run(());
        }
    };
    view! {
        <a class="menu__item" role="menuitem" tabindex="-1" href=href on:click=close>
            {icon.map(|name| view! { <Icon name/> })}
            <span class="trunc">{move || label.get()}</span>
        </a>
    }
}

/// A heading inside a menu.
#[component]
pub fn MenuLabel(#[prop(into)] text: Signal<String>) -> impl IntoView {
    view! { <div class="menu__label" role="presentation">{move || text.get()}</div> }
}

/// A line between groups of a menu.
#[component]
pub fn MenuLine() -> impl IntoView {
    view! { <hr role="separator"/> }
}

const ITEM: &str = ".menu__item";

fn keys(event: &KeyboardEvent, close: Callback<()>) {
    let by = match event.key().as_str() {
        "ArrowDown" => 1,
        "ArrowUp" => -1,
        "Home" | "End" => return jump_to_end(event),
        "Tab" => return close.run(()),
        letter if letter.chars().count() == 1 => return jump_to_letter(event, letter),
        _ => return,
    };
    event.prevent_default();
    browser::step_focus(event, ".menu", ITEM, by);
}

fn items(event: &KeyboardEvent) -> Vec<HtmlElement> {
    let menu = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .and_then(|element| element.closest(".menu").ok().flatten());
    menu.map(|menu| browser::all(&menu, ITEM))
        .unwrap_or_default()
}

fn jump_to_end(event: &KeyboardEvent) {
    event.prevent_default();
    let items = items(event);
    let end = if event.key() == "Home" {
        items.first()
    } else {
        items.last()
    };
    if let Some(item) = end {
        browser::focus(item);
    }
}

fn jump_to_letter(event: &KeyboardEvent, letter: &str) {
    let letter = letter.to_lowercase();
    let wanted = items(event).into_iter().find(|item| {
        item.text_content()
            .unwrap_or_default()
            .trim()
            .to_lowercase()
            .starts_with(&letter)
    });
    if let Some(item) = wanted {
        event.prevent_default();
        event.stop_propagation();
        browser::focus(&item);
    }
}

/// Puts a panel below its button, or above where there is more room, and never over the window's edge.
/// Phones show it as a sheet, which the style does.
pub(crate) fn place(button: &HtmlElement, panel: &HtmlElement) {
    const GAP: f64 = 4.0;
    const EDGE: f64 = 8.0;
    let (width, height) = browser::window_size();
    let at = button.get_bounding_client_rect();
    let mine = panel.get_bounding_client_rect();
    let left = at.left().min(width - mine.width() - EDGE).max(EDGE);
    let fits_below = at.bottom() + GAP + mine.height() + EDGE <= height;
    let top = match fits_below || at.top() < height - at.bottom() {
        true => at.bottom() + GAP,
        false => (at.top() - GAP - mine.height()).max(EDGE),
    };
    for (name, value) in [
        ("left", left),
        ("top", top),
        ("max-height", height - top - EDGE),
    ] {
        browser::set_property(panel, &format!("--menu-{name}"), &format!("{value:.0}px"));
    }
}
