//! What is drawn anew may be seen, and takes nothing away from whoever works there.

use std::time::Duration;

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement};
use uuid::Uuid;

use crate::ui::browser;

/// As long as the glow of the style takes.
const GLOW: Duration = Duration::from_millis(2_000);
/// As long as a row takes to fade.
pub(crate) const FADE: Duration = Duration::from_millis(260);

const FRESH: &str = "data-fresh";
const LEAVING: &str = "data-leaving";

/// What can have the focus in a row or card.
const FOCUSABLE: &str = "a[href], button, input, select, textarea, [tabindex]";

/// Where records stand in lists, boards and days.
fn places(id: Uuid) -> Vec<HtmlElement> {
    let Some(body) = document().body() else {
        return Vec::new();
    };
    browser::all(&body, &format!("[data-row=\"{id}\"], [data-card=\"{id}\"]"))
}

/// Lets records glow for a moment, once they are drawn.
pub(crate) fn glow(ids: Vec<Uuid>) {
    if ids.is_empty() {
        return;
    }
    request_animation_frame(move || {
        let marked: Vec<_> = ids.into_iter().flat_map(places).collect();
        mark(&marked, FRESH);
        set_timeout(move || unmark(&marked, FRESH), GLOW);
    });
}

/// Lets records fade; they are taken out after [`FADE`].
pub(crate) fn fade(ids: &[Uuid]) {
    let marked: Vec<_> = ids.iter().copied().flat_map(places).collect();
    mark(&marked, LEAVING);
}

fn mark(elements: &[HtmlElement], name: &str) {
    for element in elements {
        // Refused only for what is no name of an attribute.
        let _ = element.set_attribute(name, "");
    }
}

fn unmark(elements: &[HtmlElement], name: &str) {
    for element in elements {
        let _ = element.remove_attribute(name);
    }
}

/// Whether somebody types or has selected something in a record's place, or has opened something there: then it is not
/// drawn anew right now.
pub(crate) fn is_in_use(id: Uuid) -> bool {
    places(id).iter().any(|place| {
        let holds_focus = browser::focused()
            .is_some_and(|element| place.contains(Some(&element)) && takes_words(&element));
        holds_focus || has_selection(place) || has_open(place)
    })
}

fn takes_words(element: &HtmlElement) -> bool {
    let is_ticked = element
        .dyn_ref::<leptos::web_sys::HtmlInputElement>()
        .is_some_and(|input| matches!(input.type_().as_str(), "checkbox" | "radio" | "button"));
    let tag = element.tag_name();
    !is_ticked
        && (element.is_content_editable()
            || matches!(tag.as_str(), "INPUT" | "TEXTAREA" | "SELECT"))
}

fn has_selection(place: &Element) -> bool {
    let Ok(Some(selection)) = window().get_selection() else {
        return false;
    };
    !selection.is_collapsed()
        && selection
            .anchor_node()
            .is_some_and(|node| place.contains(Some(&node)))
}

/// Whether a menu is open anywhere; it would close when what it belongs to is drawn anew.
pub(crate) fn is_menu_open() -> bool {
    let found = document().query_selector("[aria-haspopup=menu][aria-expanded=true]");
    matches!(found, Ok(Some(_)))
}

fn has_open(place: &Element) -> bool {
    matches!(
        place.query_selector("[aria-expanded=true], [data-editing]"),
        Ok(Some(_))
    )
}

/// Where the focus stands, if it stands in one of some records' places.
#[derive(Clone, Debug)]
pub(crate) struct Focus {
    id: Uuid,
    /// The number of the element among those of its place that can have the focus.
    index: usize,
}

impl Focus {
    /// Where the focus stands among some records.
    pub(crate) fn within(ids: &[Uuid]) -> Option<Self> {
        let focused = browser::focused()?;
        ids.iter().find_map(|id| {
            let place = places(*id)
                .into_iter()
                .find(|place| place.contains(Some(&focused)))?;
            let index = browser::all(&place, FOCUSABLE)
                .iter()
                .position(|element| element.is_same_node(Some(&focused)))
                .unwrap_or_default();
            Some(Self { id: *id, index })
        })
    }

    /// Gives the focus back once the record is drawn anew, unless somebody has taken it meanwhile.
    pub(crate) fn restore(self) {
        request_animation_frame(move || {
            let is_elsewhere = browser::focused()
                .is_some_and(|element| element.tag_name() != "BODY" && element.id() != "main");
            if is_elsewhere {
                return;
            }
            for place in places(self.id) {
                let elements = browser::all(&place, FOCUSABLE);
                if let Some(element) = elements.get(self.index).or(elements.first()) {
                    browser::focus_quietly(element);
                }
            }
        });
    }
}
