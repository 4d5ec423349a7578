//! What a pointer that went down may become.

use std::time::Duration;

use leptos::ev::PointerEvent;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, Event};

/// How far a mouse goes before it lifts, in pixels.
pub(crate) const MOUSE_SLOP: f64 = 4.0;
/// How far a resting finger may tremble, in pixels.
pub(crate) const TOUCH_SLOP: f64 = 8.0;
/// How long a finger rests before it lifts.
pub(crate) const HOLD: Duration = Duration::from_millis(250);
/// How near to an edge a page begins to scroll, in pixels.
const EDGE: f64 = 56.0;
/// The most that it scrolls per frame, in pixels.
const FASTEST: f64 = 18.0;

/// A pointer that went down on a thing and has not decided yet what it does.
pub(super) struct Press {
    pub(super) id: String,
    pub(super) start: (f64, f64),
    /// From the left top corner of the thing to the pointer.
    pub(super) grip: (f64, f64),
    pub(super) is_touch: bool,
    pub(super) hold: Option<TimeoutHandle>,
}

/// Where a pointer is in the window.
pub(crate) fn point(event: &PointerEvent) -> (f64, f64) {
    (f64::from(event.client_x()), f64::from(event.client_y()))
}

/// Whether something was pressed that is pressed itself: a button that is no grip, an input, an open menu.
pub(crate) fn is_control(event: &Event) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| {
        let found = target.closest("button, .menu, input, select, textarea");
        matches!(found, Ok(Some(found)) if !found.has_attribute("data-grip"))
    })
}

/// How far to scroll for a point between two edges: nothing in the middle, the more the nearer to an edge.
pub(crate) fn push(point: f64, start: f64, end: f64) -> f64 {
    let near = |distance: f64| ((EDGE - distance) / EDGE).clamp(0.0, 1.0) * FASTEST;
    if end - start < 3.0 * EDGE {
        return 0.0;
    }
    near(end - point) - near(point - start)
}

#[cfg(test)]
mod tests {
    use super::push;

    #[test]
    fn a_page_scrolls_near_its_edges_only() {
        assert!(push(500.0, 0.0, 1_000.0) == 0.0);
        assert!(push(10.0, 0.0, 1_000.0) < 0.0);
        assert!(push(990.0, 0.0, 1_000.0) > push(960.0, 0.0, 1_000.0));
        assert!(push(5.0, 0.0, 100.0) == 0.0);
    }
}
