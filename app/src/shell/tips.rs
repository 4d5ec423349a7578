//! Tooltips: one for the whole page, shown for whatever has the attribute `data-tip`.

use std::time::Duration;

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, EventTarget, HtmlElement};

use crate::ui::browser;

const PAUSE: Duration = Duration::from_millis(450);

#[derive(Clone, PartialEq)]
struct Tip {
    text: String,
    key: Option<String>,
}

/// Where tooltips appear; drawn once. Readers hear the label of the control instead.
#[component]
pub(super) fn Tips() -> impl IntoView {
    let shown = RwSignal::new(None::<Tip>);
    let panel = NodeRef::<html::Div>::new();
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let hide = move || {
        if let Some(handle) = waiting.get_value() {
            handle.clear();
        }
        if shown.get_untracked().is_some() {
            shown.set(None);
        }
        if let Some(panel) = panel.get_untracked() {
            // Refused only where it is hidden already.
            let _ = panel.hide_popover();
        }
    };
    let show = move |target: Option<EventTarget>, wait: Duration| {
        let Some(owner) = owner_of(target) else {
            return hide();
        };
        let Some(text) = owner
            .get_attribute("data-tip")
            .filter(|text| !text.is_empty())
        else {
            return hide();
        };
        let key = owner.get_attribute("data-tip-key");
        hide();
        if owner.inner_text().trim() == text {
            // It says so itself, as the menu does while it is not folded.
            return;
        }
        waiting.set_value(browser::after(wait, move || {
            shown.set(Some(Tip { text, key }));
            if let Some(panel) = panel.get_untracked()
                && owner.is_connected()
                && panel.show_popover().is_ok()
            {
                // Once the words are drawn, and with them the size is known.
                request_animation_frame(move || put(&owner, &panel));
            }
        }));
    };
    Effect::new(move |_| {
        let over = window_event_listener(ev::mouseover, move |event| show(event.target(), PAUSE));
        let focus = window_event_listener(ev::focusin, move |event| {
            let by_key = browser::focused()
                .is_some_and(|element| element.matches(":focus-visible").unwrap_or_default());
            if by_key {
                show(event.target(), PAUSE);
            }
        });
        let blur = window_event_listener(ev::focusout, move |_| hide());
        let key = window_event_listener(ev::keydown, move |_| hide());
        let down = window_event_listener(ev::pointerdown, move |_| hide());
        on_cleanup(move || {
            [over, focus, blur, key, down]
                .into_iter()
                .for_each(WindowListenerHandle::remove)
        });
    });
    view! {
        <div node_ref=panel class="tip tip--float" popover="manual" aria-hidden="true">
            {move || shown.get().map(|tip| view! { {tip.text}{tip.key.map(|key| view! { " "<kbd>{key}</kbd> })} })}
        </div>
    }
}

fn owner_of(target: Option<EventTarget>) -> Option<HtmlElement> {
    let element: Element = target?.dyn_into().ok()?;
    element.closest("[data-tip]").ok()??.dyn_into().ok()
}

/// Below its owner, or above where there is no room.
fn put(owner: &HtmlElement, panel: &HtmlElement) {
    const GAP: f64 = 6.0;
    let (width, height) = browser::window_size();
    let at = owner.get_bounding_client_rect();
    let mine = panel.get_bounding_client_rect();
    let left = (at.left() + (at.width() - mine.width()) / 2.0)
        .min(width - mine.width() - GAP)
        .max(GAP);
    let below = at.bottom() + GAP;
    let top = if below + mine.height() > height {
        at.top() - GAP - mine.height()
    } else {
        below
    };
    browser::set_property(panel, "--tip-left", &format!("{left:.0}px"));
    browser::set_property(panel, "--tip-top", &format!("{top:.0}px"));
}
