//! What hands do with the table of a list: choose rows, walk over its cells, open their inputs. The table listens once
//! for all of its rows.

use leptos::ev::{KeyboardEvent, MouseEvent, PointerEvent};
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, EventTarget, HtmlElement, HtmlInputElement};
use uuid::Uuid;

use super::cell_focus::Cell;
use super::editing::Editing;
use super::keys::is_letter;
use super::listing::Listing;
use super::table_shape::Shape;
use crate::ui::browser;
use crate::ui::drag::{HOLD, TOUCH_SLOP};

/// Where a finger went down, and what happens when it stays there.
type Resting = ((f64, f64), Option<TimeoutHandle>);

/// The hands at one table.
#[derive(Clone, Copy)]
pub(super) struct Gestures {
    shape: Shape,
    listing: Listing,
    editing: Editing,
    /// A finger that rests on a row.
    finger: StoredValue<Option<Resting>>,
    /// The finger has chosen a row, so the click that follows is none.
    has_chosen: StoredValue<bool>,
}

impl Gestures {
    pub(super) fn new(shape: Shape, listing: Listing, editing: Editing) -> Self {
        Self {
            shape,
            listing,
            editing,
            finger: StoredValue::new(None),
            has_chosen: StoredValue::new(false),
        }
    }

    /// A press on a box chooses; on phones any press does, as long as something is chosen.
    pub(super) fn clicked(self, event: &MouseEvent) {
        let Some(target) = element(event.target()) else {
            return;
        };
        let Some(id) = row_id(&target) else { return };
        if self.has_chosen.get_value() {
            self.has_chosen.set_value(false);
            event.prevent_default();
            return;
        }
        let is_box = target.closest(".records__tick").ok().flatten().is_some();
        let is_touch = is_phone() && untrack(|| self.listing.picked.is_any());
        if !is_box && !is_touch {
            return;
        }
        if !is_box {
            event.prevent_default();
        }
        self.choose(id, event.shift_key());
        // The box follows what is chosen, whatever the browser made of the press.
        if let Some(input) = target.dyn_ref::<HtmlInputElement>() {
            let input = input.clone();
            let has = untrack(|| self.listing.picked.has(id));
            request_animation_frame(move || input.set_checked(has));
        }
    }

    fn choose(self, id: Uuid, is_range: bool) {
        match is_range {
            true => self
                .listing
                .picked
                .range(id, &untrack(|| self.listing.loaded())),
            false => self.listing.picked.toggle(id),
        }
    }

    /// A double press opens the input of a cell.
    pub(super) fn double_clicked(self, event: &MouseEvent) {
        let Some(target) = element(event.target()) else {
            return;
        };
        let is_own = target.closest("a, button, input").ok().flatten().is_some();
        if let Some(cell) = cell_of(&target).filter(|_| !is_own) {
            event.prevent_default();
            self.editing.open(cell);
        }
    }

    /// Arrows walk, Enter and E open an input, X chooses.
    pub(super) fn pressed(self, event: &KeyboardEvent) {
        let Some(target) = element(event.target()) else {
            return;
        };
        if browser::is_typing(event) || event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let taken = match event.key().as_str() {
            "ArrowLeft" => walk(&target, 0, -1),
            "ArrowRight" => walk(&target, 0, 1),
            "ArrowUp" => walk(&target, -1, 0),
            "ArrowDown" => walk(&target, 1, 0),
            "Enter" if target.matches("td[data-editable]").unwrap_or_default() => {
                cell_of(&target).is_some_and(|cell| self.open(cell))
            }
            _ if is_letter(event, "e") => self.open_here(&target),
            _ if is_letter(event, "x") => match row_id(&target) {
                Some(id) => {
                    self.choose(id, event.shift_key());
                    true
                }
                None => false,
            },
            _ => false,
        };
        if taken {
            event.prevent_default();
            event.stop_propagation();
        }
    }

    fn open(self, cell: Cell) -> bool {
        self.editing.open(cell);
        true
    }

    /// Opens the cell that has the focus, or the first of its row that can be changed.
    fn open_here(self, target: &Element) -> bool {
        let row = target.closest("tr[data-row]").ok().flatten();
        let own =
            cell_of(target).filter(|_| target.matches("td[data-editable]").unwrap_or_default());
        let first = || {
            let row = row?;
            let cells = browser::all(&row, "td[data-editable]");
            let title = self.shape.object.with_value(|object| object.title.clone());
            let key = |cell: &HtmlElement| cell.get_attribute("data-col");
            let other = cells.iter().find(|cell| key(cell) != Some(title.clone()));
            cell_of(other.or(cells.first())?)
        };
        own.or_else(first).is_some_and(|cell| self.open(cell))
    }

    /// A finger went down: resting there chooses the row.
    pub(super) fn held(self, event: &PointerEvent) {
        self.has_chosen.set_value(false);
        if event.pointer_type() == "mouse" || !event.is_primary() {
            return;
        }
        let id = element(event.target()).and_then(|target| row_id(&target));
        let Some(id) = id else { return };
        let choose = move || {
            self.let_go();
            self.has_chosen.set_value(true);
            self.choose(id, false);
            // Told by the hand where the device can.
            let _ = window().navigator().vibrate_with_duration(12);
        };
        let place = (f64::from(event.client_x()), f64::from(event.client_y()));
        let waiting = set_timeout_with_handle(choose, HOLD * 2).ok();
        self.finger.set_value(Some((place, waiting)));
    }

    /// A finger that moves scrolls the page.
    pub(super) fn moved(self, event: &PointerEvent) {
        let far = self.finger.with_value(|finger| {
            let ((x, y), _) = finger.as_ref()?;
            let (dx, dy) = (
                f64::from(event.client_x()) - x,
                f64::from(event.client_y()) - y,
            );
            Some(dx.hypot(dy) > TOUCH_SLOP)
        });
        if far == Some(true) {
            self.let_go();
        }
    }

    pub(super) fn let_go(self) {
        let finger = self.finger.try_update_value(Option::take).flatten();
        if let Some((_, Some(waiting))) = finger {
            waiting.clear();
        }
    }

    /// Whether a finger rests on a row, or has just chosen one: the browser's own menu stays away.
    pub(super) fn is_choosing(self) -> bool {
        self.has_chosen.get_value() || self.finger.with_value(Option::is_some)
    }
}

fn element(target: Option<EventTarget>) -> Option<Element> {
    target?.dyn_into().ok()
}

fn row_id(target: &Element) -> Option<Uuid> {
    let row = target.closest("tr[data-row]").ok().flatten()?;
    row.get_attribute("data-row")?.parse().ok()
}

fn cell_of(target: &Element) -> Option<Cell> {
    let cell = target.closest("td[data-col]").ok().flatten()?;
    Some((row_id(&cell)?, cell.get_attribute("data-col")?))
}

/// Moves the focus by so many rows and cells. What a cell holds to press or follow takes it, else the cell itself.
fn walk(target: &Element, down: isize, right: isize) -> bool {
    let moved = || {
        let cell = target.closest("td").ok().flatten()?;
        let row = cell.closest("tr[data-row]").ok().flatten()?;
        let table = row.closest("table").ok().flatten()?;
        let cells = browser::all(&row, "td");
        let here = cells
            .iter()
            .position(|other| other.is_same_node(Some(&cell)))?;
        let rows = browser::all(&table, "tr[data-row]");
        let at = rows
            .iter()
            .position(|other| other.is_same_node(Some(&row)))?;
        let row = rows.get(at.checked_add_signed(down)?)?;
        let cells = browser::all(row, "td");
        let cell = cells.get(here.checked_add_signed(right)?)?;
        if !browser::focus_first(cell, ".records__name, .check") {
            browser::focus(cell);
        }
        cell.scroll_into_view_with_scroll_into_view_options(&nearest());
        Some(())
    };
    moved().is_some()
}

fn nearest() -> leptos::web_sys::ScrollIntoViewOptions {
    let way = leptos::web_sys::ScrollIntoViewOptions::new();
    way.set_block(leptos::web_sys::ScrollLogicalPosition::Nearest);
    way.set_inline(leptos::web_sys::ScrollLogicalPosition::Nearest);
    way
}

fn is_phone() -> bool {
    crate::records::board::geometry::is_phone()
}
