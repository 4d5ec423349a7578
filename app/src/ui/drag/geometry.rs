//! Where zones and things are, read from the page.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{DomRect, Element, HtmlElement};

use super::press::push;
use super::{Drag, Spot};
use crate::ui::browser::{self, all};

/// From further away than this, in pixels, nothing is dropped anywhere else than where it hovered last.
const REACH: f64 = 120.0;

/// Gives a thing the focus, once it stands in the page.
pub fn focus_item(id: &str) {
    let selector = format!("[data-item=\"{id}\"]");
    request_animation_frame(move || {
        let Some(root) = document().document_element() else {
            return;
        };
        let Some(item) = root.query_selector(&selector).ok().flatten() else {
            return;
        };
        let is_own = item.matches("[tabindex]").unwrap_or_default();
        match item.dyn_ref::<HtmlElement>().filter(|_| is_own) {
            Some(item) => browser::focus(item),
            None => {
                browser::focus_first(&item, "[tabindex='0'], [data-grip]");
            }
        }
    });
}

/// A zone of the page and the things in it, in their order.
pub(super) struct Zone {
    pub(super) name: String,
    element: HtmlElement,
    pub(super) items: Vec<HtmlElement>,
}

impl Zone {
    fn of(element: HtmlElement) -> Option<Self> {
        let name = element.get_attribute("data-zone")?;
        let is_own = |item: &HtmlElement| {
            let parent = item.parent_element();
            let zone = parent.and_then(|parent| parent.closest("[data-zone]").ok().flatten());
            zone.is_some_and(|zone| zone.is_same_node(Some(&element)))
        };
        let items = all(&element, "[data-item]")
            .into_iter()
            .filter(is_own)
            .collect();
        Some(Self {
            name,
            items,
            element,
        })
    }

    /// How many things stand side by side.
    pub(super) fn columns(&self) -> usize {
        let left = |item: &HtmlElement| item.get_bounding_client_rect().left().round();
        let Some(first) = self.items.first().map(left) else {
            return 1;
        };
        let beside = self.items.iter().take(4).filter(|item| left(item) != first);
        if beside.count() > 0 { 2 } else { 1 }
    }

    /// Before which thing a point lies, in the order of reading.
    fn index_at(&self, x: f64, y: f64) -> usize {
        let single = self.columns() == 1;
        let is_before = |item: &&HtmlElement| {
            let rect = item.get_bounding_client_rect();
            let middle = |from: f64, to: f64| f64::midpoint(from, to);
            match single {
                true => y > middle(rect.top(), rect.bottom()),
                false => {
                    y > rect.bottom() || (y >= rect.top() && x > middle(rect.left(), rect.right()))
                }
            }
        };
        self.items.iter().filter(is_before).count()
    }

    pub(super) fn place_of(&self, id: &str) -> Option<usize> {
        self.items
            .iter()
            .position(|item| item.get_attribute("data-item").as_deref() == Some(id))
    }
}

impl Drag {
    fn area_element(self) -> Option<Element> {
        document()
            .document_element()?
            .query_selector(self.area)
            .ok()
            .flatten()
    }

    /// The zones that take a thing, in the order of the page. Those that are not shown take nothing.
    pub(super) fn zones_for(self, id: &str) -> Vec<Zone> {
        let Some(area) = self.area_element() else {
            return Vec::new();
        };
        all(&area, "[data-zone]")
            .into_iter()
            .filter(|zone| zone.get_bounding_client_rect().width() > 0.0)
            .filter_map(Zone::of)
            .filter(|zone| self.accepts(id, &zone.name))
            .collect()
    }

    /// The element of a thing: where it stands twice, the one in the given zone.
    pub(super) fn item(self, id: &str) -> Option<HtmlElement> {
        let area = self.area_element()?;
        all(&area, &format!("[data-item=\"{id}\"]"))
            .into_iter()
            .next()
    }

    /// All things of the area that can take the focus.
    pub(super) fn stops(self) -> Vec<HtmlElement> {
        self.area_element()
            .map(|area| {
                all(
                    &area,
                    "[data-item] > [tabindex='0'], [data-item][tabindex='0']",
                )
            })
            .unwrap_or_default()
    }

    /// Where a thing stands now.
    pub(super) fn home(self, id: &str) -> Option<Spot> {
        let area = self.area_element()?;
        let zones = all(&area, "[data-zone]").into_iter().filter_map(Zone::of);
        zones
            .into_iter()
            .find_map(|zone| Some(Spot::new(&zone.name, zone.place_of(id)?)))
    }

    /// The place under a point of the window.
    pub(super) fn spot_at(self, id: &str, x: f64, y: f64) -> Option<Spot> {
        let zones = self.zones_for(id).into_iter();
        let away = |zone: &Zone| distance(&zone.element.get_bounding_client_rect(), x, y);
        let (zone, far) = zones
            .map(|zone| {
                let far = away(&zone);
                (zone, far)
            })
            .min_by(|(_, a), (_, b)| a.total_cmp(b))?;
        (far < REACH).then(|| Spot::new(&zone.name, zone.index_at(x, y)))
    }

    /// Scrolls whatever scrolls around a zone, when the point is near its edge.
    pub(super) fn scroll_at_edges(self, y: f64, over: &str) {
        let Some(area) = self.area_element() else {
            return;
        };
        let zone = all(&area, &format!("[data-zone=\"{over}\"]"))
            .into_iter()
            .next();
        let mut here = zone.map(Element::from);
        while let Some(element) = here {
            let rect = element.get_bounding_client_rect();
            let by =
                push(y, rect.top().max(0.0), rect.bottom().min(window_height())).round() as i32;
            let before = element.scroll_top();
            if by != 0 && element.scroll_height() > element.client_height() {
                element.set_scroll_top(before + by);
                if element.scroll_top() != before {
                    return;
                }
            }
            here = element.parent_element();
        }
    }

    /// Brings the free place into view and the lifted copy over it, once it is drawn.
    pub(super) fn follow_slot(self) {
        request_animation_frame(move || {
            let Some(area) = self.area_element() else {
                return;
            };
            let slot = all(&area, ".slot").into_iter().next();
            let id = self
                .lift
                .with_untracked(|lift| lift.as_ref().map(|lift| lift.id.clone()));
            let Some(slot) = slot.or_else(|| self.item(&id?)) else {
                return;
            };
            let way = leptos::web_sys::ScrollIntoViewOptions::new();
            way.set_block(leptos::web_sys::ScrollLogicalPosition::Nearest);
            slot.scroll_into_view_with_scroll_into_view_options(&way);
            let rect = slot.get_bounding_client_rect();
            self.at.set((rect.left() + 10.0, rect.top() - 6.0));
        });
    }
}

fn distance(rect: &DomRect, x: f64, y: f64) -> f64 {
    let sideways = (rect.left() - x).max(x - rect.right()).max(0.0);
    let upright = (rect.top() - y).max(y - rect.bottom()).max(0.0);
    sideways.hypot(upright)
}

fn window_height() -> f64 {
    window()
        .inner_height()
        .ok()
        .and_then(|height| height.as_f64())
        .unwrap_or(f64::MAX)
}
