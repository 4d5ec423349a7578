//! Where things are on the board, read from the page. Cards that give way to a lifted one are moved by
//! `translate`, which changes no `offsetTop`: so what is read here is the board at rest.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use uuid::Uuid;
use web_sys::{DomRect, Element, HtmlElement};

use super::lanes::Place;
use crate::ui::browser::all;
use crate::ui::drag::push;

/// Between two cards, in pixels; as in the style of `.kcol__list`.
pub const GAP: f64 = 6.0;

/// The board in the page.
pub fn board() -> Option<HtmlElement> {
    find(&document().document_element()?, "[data-board]")
}

fn find(within: &Element, selector: &str) -> Option<HtmlElement> {
    within.query_selector(selector).ok()??.dyn_into().ok()
}

/// The list of cards of a lane.
pub fn list(lane: &str) -> Option<HtmlElement> {
    let board = board()?;
    let columns = all(&board, "[data-lane]");
    let column = columns
        .into_iter()
        .find(|column| column.get_attribute("data-lane").as_deref() == Some(lane))?;
    find(&column, ".kcol__list")
}

/// The element of a card.
pub fn card(id: Uuid) -> Option<HtmlElement> {
    let board = board()?;
    find(&board, &format!("[data-card=\"{id}\"]"))
}

/// Gives a card the focus, once it stands in the page.
pub fn focus_card(id: Uuid) {
    request_animation_frame(move || {
        if let Some(card) = card(id).and_then(|item| find(&item, ".kcard")) {
            let _ = card.focus();
        }
    });
}

/// The place under a point of the window, with the distance of its free space from the top of the list.
pub fn place_at(x: f64, y: f64) -> Option<(Place, f64)> {
    let board = board()?;
    let columns = all(&board, "[data-lane]");
    let nearest = columns.into_iter().min_by(|a, b| {
        let (a, b) = (
            distance(&a.get_bounding_client_rect(), x),
            distance(&b.get_bounding_client_rect(), x),
        );
        a.total_cmp(&b)
    })?;
    let list = find(&nearest, ".kcol__list")?;
    let inside = y - list.get_bounding_client_rect().top() + f64::from(list.scroll_top());
    let index = all(&list, "[data-card]")
        .iter()
        .filter(|card| middle(card) < inside)
        .count();
    let lane = nearest.get_attribute("data-lane")?;
    Some((Place::new(&lane, index), top_of(&list, index)))
}

/// The distance of a place from the top of its list, in pixels.
pub fn top(place: &Place) -> f64 {
    list(&place.lane).map_or(0.0, |list| top_of(&list, place.index))
}

fn top_of(list: &HtmlElement, index: usize) -> f64 {
    let cards = all(list, "[data-card]");
    let below = |card: &HtmlElement| f64::from(card.offset_top() + card.offset_height()) + GAP;
    match cards.get(index) {
        Some(card) => f64::from(card.offset_top()),
        None => cards.last().map_or(2.0, below),
    }
}

fn middle(card: &HtmlElement) -> f64 {
    f64::from(card.offset_top()) + f64::from(card.offset_height()) / 2.0
}

fn distance(rect: &DomRect, x: f64) -> f64 {
    (rect.left() - x).max(x - rect.right()).max(0.0)
}

/// The left top corner of a free place in the window, scrolled into view.
pub fn corner(place: &Place, top: f64, height: f64) -> (f64, f64) {
    let Some(list) = list(&place.lane) else {
        return (0.0, 0.0);
    };
    let (seen, from) = (
        f64::from(list.client_height()),
        f64::from(list.scroll_top()),
    );
    if top < from {
        list.set_scroll_top(pixels(top - GAP));
    } else if top + height > from + seen {
        list.set_scroll_top(pixels(top + height + GAP - seen));
    }
    if let Some(column) = list.parent_element() {
        show_column(&column);
    }
    let rect = list.get_bounding_client_rect();
    (
        rect.left() + GAP,
        rect.top() + top - f64::from(list.scroll_top()),
    )
}

/// Scrolls the board until a column can be seen whole.
pub fn show_column(column: &Element) {
    let Some(board) = board() else { return };
    let (outer, inner) = (
        board.get_bounding_client_rect(),
        column.get_bounding_client_rect(),
    );
    let by = (inner.left() - outer.left() - GAP).min(0.0)
        + (inner.right() - outer.right() + GAP).max(0.0);
    board.set_scroll_left(board.scroll_left() + pixels(by));
}

/// Scrolls the board, or the list under the point, when the point is near an edge.
pub fn scroll_at_edges(x: f64, y: f64, over: &Place) {
    let Some(board) = board() else { return };
    let rect = board.get_bounding_client_rect();
    let sideways = push(x, rect.left(), rect.right());
    if sideways != 0.0 {
        board.set_scroll_left(board.scroll_left() + pixels(sideways));
    }
    let Some(list) = list(&over.lane) else {
        return;
    };
    let rect = list.get_bounding_client_rect();
    let upright = push(y, rect.top(), rect.bottom().min(window_height()));
    if upright != 0.0 {
        list.set_scroll_top(list.scroll_top() + pixels(upright));
    }
}

fn window_height() -> f64 {
    window()
        .inner_height()
        .ok()
        .and_then(|height| height.as_f64())
        .unwrap_or(f64::MAX)
}

fn pixels(length: f64) -> i32 {
    length.round() as i32
}

/// The lane whose column stands in the middle of the board.
pub fn centred() -> Option<String> {
    let board = board()?;
    let rect = board.get_bounding_client_rect();
    let middle = f64::midpoint(rect.left(), rect.right());
    let columns = all(&board, "[data-lane]");
    let column = columns
        .iter()
        .find(|column| distance(&column.get_bounding_client_rect(), middle) == 0.0)?;
    column.get_attribute("data-lane")
}

/// Brings a column into the middle of a phone's board.
pub fn bring(lane: &str) {
    let column = list(lane).and_then(|list| list.parent_element());
    if let (Some(board), Some(column)) = (board(), column) {
        let (outer, inner) = (
            board.get_bounding_client_rect(),
            column.get_bounding_client_rect(),
        );
        let by =
            f64::midpoint(inner.left(), inner.right()) - f64::midpoint(outer.left(), outer.right());
        glide(&board, by);
    }
}

/// Brings the button of a lane into view.
pub fn reveal(lane: &str) {
    let button = document()
        .query_selector(&format!("[data-of=\"{lane}\"]"))
        .ok()
        .flatten();
    let bar = button.as_ref().and_then(|button| button.parent_element());
    if let (Some(button), Some(bar)) = (button, bar) {
        let (outer, inner) = (
            bar.get_bounding_client_rect(),
            button.get_bounding_client_rect(),
        );
        let by = (inner.left() - outer.left() - 16.0).min(0.0)
            + (inner.right() - outer.right() + 16.0).max(0.0);
        glide(&bar, by);
    }
}

fn glide(element: &Element, by: f64) {
    let way = web_sys::ScrollToOptions::new();
    way.set_left(f64::from(element.scroll_left()) + by);
    way.set_behavior(web_sys::ScrollBehavior::Smooth);
    element.scroll_to_with_scroll_to_options(&way);
}

/// Whether the page is as narrow as a phone.
pub fn is_phone() -> bool {
    matches!(window().match_media("(max-width: 640px)"), Ok(Some(query)) if query.matches())
}
