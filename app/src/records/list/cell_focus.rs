//! Cells of a list as the keyboard goes through them.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement, HtmlInputElement};
use uuid::Uuid;

use crate::ui::browser;

/// A cell: the record and the field.
pub(super) type Cell = (Uuid, String);

/// The next cell of the row that can be changed, or the one before.
pub(super) fn beside((id, key): &Cell, back: bool) -> Option<Cell> {
    let row = row_of(*id)?;
    let keys: Vec<String> = browser::all(&row, "td[data-editable]")
        .iter()
        .filter_map(|cell| cell.get_attribute("data-col"))
        .collect();
    let here = keys.iter().position(|other| other == key)?;
    let next = match back {
        true => here.checked_sub(1)?,
        false => here + 1,
    };
    keys.get(next).map(|key| (*id, key.clone()))
}

fn row_of(id: Uuid) -> Option<Element> {
    document()
        .query_selector(&format!("tr[data-row=\"{id}\"]"))
        .ok()
        .flatten()
}

/// Gives the focus to a cell, once its input is gone.
pub(super) fn focus_cell((id, key): &Cell) {
    let selector = format!("td[data-col=\"{key}\"]");
    let id = *id;
    request_animation_frame(move || {
        if let Some(row) = row_of(id) {
            browser::focus_first(&row, &selector);
        }
    });
}

/// Gives the focus to the input, once it is drawn, with what it holds selected.
pub(super) fn focus_soon(id: String) {
    request_animation_frame(move || {
        let Some(element) = document().get_element_by_id(&id) else {
            return;
        };
        if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
            input.select();
        }
        match element
            .dyn_ref::<HtmlElement>()
            .filter(|element| element.tab_index() >= 0)
        {
            Some(element) => browser::focus(element),
            None => {
                browser::focus_first(&element, "input, select, textarea, button");
            }
        }
    });
}
