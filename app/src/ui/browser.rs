//! What only a browser can do. On the server each of these does nothing.

use std::time::Duration;

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{self, Element, HtmlElement};

/// Width and height of the window, in pixels.
pub fn window_size() -> (f64, f64) {
    let size = |value: Result<leptos::wasm_bindgen::JsValue, _>| {
        value
            .ok()
            .and_then(|value| value.as_f64())
            .unwrap_or_default()
    };
    (size(window().inner_width()), size(window().inner_height()))
}

/// Loads a page anew, as after a change of language or a sign-in.
pub fn load(address: &str) {
    // Where the browser refuses there is nothing that could be done instead.
    let _ = window().location().set_href(address);
}

/// Loads the present page anew.
pub fn reload() {
    let _ = window().location().reload();
}

/// Puts a text where it can be pasted from.
pub fn copy(text: &str) {
    // The promise fails only where the person has forbidden it.
    let _ = window().navigator().clipboard().write_text(text);
}

/// The element that has the focus.
#[must_use]
pub fn focused() -> Option<HtmlElement> {
    document()
        .active_element()
        .and_then(|element| element.dyn_into().ok())
}

/// Gives the focus to an element, if it can take it.
pub fn focus(element: &HtmlElement) {
    let _ = element.focus();
}

/// Gives the focus to an element without moving the page.
pub fn focus_quietly(element: &HtmlElement) {
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
}

/// Sets a custom property of an element, which the style sheet reads.
pub fn set_property(element: &HtmlElement, name: &str, value: &str) {
    // Custom properties take any text.
    let _ = web_sys::HtmlElement::style(element).set_property(name, value);
}

/// Gives the focus to the first element that a selector finds.
pub fn focus_first(within: &Element, selector: &str) -> bool {
    match within.query_selector(selector).ok().flatten() {
        Some(element) => element
            .dyn_ref::<HtmlElement>()
            .is_some_and(|element| element.focus().is_ok()),
        None => false,
    }
}

/// Gives the focus to the first input with an error, once that is drawn.
pub fn focus_invalid() {
    request_animation_frame(|| {
        if let Some(body) = document().body() {
            focus_first(
                &body,
                "[aria-invalid=true], .field:has(.field__error) :is(button, input)",
            );
        }
    });
}

/// The elements below `within` that a selector finds, in their order.
#[must_use]
pub fn all(within: &Element, selector: &str) -> Vec<HtmlElement> {
    let Ok(found) = within.query_selector_all(selector) else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|i| found.get(i))
        .filter_map(|node| node.dyn_into().ok())
        .collect()
}

/// Moves the focus from the event's element by so many among its siblings in a group, round the ends.
pub fn step_focus(
    event: &KeyboardEvent,
    group: &str,
    member: &str,
    by: i32,
) -> Option<HtmlElement> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let group = target.closest(group).ok()??;
    let members = all(&group, member);
    let here = members
        .iter()
        .position(|member| member.is_same_node(Some(&target)) || member.contains(Some(&target)));
    let count = i32::try_from(members.len())
        .ok()
        .filter(|count| *count > 0)?;
    let next = match here.and_then(|here| i32::try_from(here).ok()) {
        Some(here) => (here + by).rem_euclid(count),
        None if by < 0 => count - 1,
        None => 0,
    };
    let next = members.get(usize::try_from(next).ok()?)?.clone();
    focus(&next);
    Some(next)
}

/// Whether a key was pressed where somebody types.
#[must_use]
pub fn is_typing(event: &KeyboardEvent) -> bool {
    let element = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlElement>().ok());
    element.is_some_and(|element| takes_text(&element))
}

/// Whether the focus is where somebody types.
#[must_use]
pub fn is_typing_now() -> bool {
    focused().is_some_and(|element| takes_text(&element))
}

fn takes_text(element: &HtmlElement) -> bool {
    let is_ticked = element
        .dyn_ref::<web_sys::HtmlInputElement>()
        .is_some_and(|input| matches!(input.type_().as_str(), "checkbox" | "radio" | "button"));
    !is_ticked
        && (element.is_content_editable()
            || matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT"))
}

/// Whether something modal is open, which keys should not reach behind.
#[must_use]
pub fn has_modal() -> bool {
    document()
        .query_selector("dialog:modal")
        .ok()
        .flatten()
        .is_some()
}

/// Calls back after a while. Dropped with the component that asked for it.
pub fn after(wait: Duration, call: impl FnOnce() + 'static) -> Option<TimeoutHandle> {
    set_timeout_with_handle(call, wait).ok()
}

/// Waits until typing pauses: of many calls within `wait` only the last is made.
pub fn debounced<T: 'static>(
    wait: Duration,
    call: impl Fn(T) + Clone + 'static,
) -> impl Fn(T) + Clone {
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    on_cleanup(move || {
        if let Some(handle) = waiting.try_get_value().flatten() {
            handle.clear();
        }
    });
    move |value: T| {
        if let Some(handle) = waiting.get_value() {
            handle.clear();
        }
        let call = call.clone();
        waiting.set_value(after(wait, move || call(value)));
    }
}

/// What stands in an input that the server drew, while the scripts take its page over: somebody may have typed
/// before they arrived.
#[cfg(feature = "hydrate")]
#[must_use]
pub fn typed_before(id: &str) -> Option<String> {
    Owner::current_shared_context().filter(|context| context.during_hydration())?;
    let element = document().get_element_by_id(id)?;
    match element.dyn_into::<web_sys::HtmlInputElement>() {
        Ok(input) => Some(input.value()),
        Err(element) => {
            let area = element.dyn_into::<web_sys::HtmlTextAreaElement>();
            area.ok().map(|area| area.value())
        }
    }
}

/// What stands in an input that the server drew, while the scripts take its page over.
#[cfg(not(feature = "hydrate"))]
#[must_use]
pub fn typed_before(_id: &str) -> Option<String> {
    None
}

/// The IANA name of the zone that the device is set to.
#[cfg(feature = "hydrate")]
#[must_use]
pub fn time_zone() -> Option<String> {
    let format = js_sys::Intl::DateTimeFormat::new(&js_sys::Array::new(), &js_sys::Object::new());
    js_sys::Reflect::get(&format.resolved_options(), &"timeZone".into())
        .ok()?
        .as_string()
}

/// The IANA name of the zone that the device is set to.
#[cfg(not(feature = "hydrate"))]
#[must_use]
pub fn time_zone() -> Option<String> {
    None
}
