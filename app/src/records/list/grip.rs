//! The edge of a column: pulled by mouse or finger, moved by arrows.

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlElement;

use super::columns::{NARROWEST, WIDEST, widths};
use super::listing::Listing;
use crate::i18n::use_language;
use crate::t;
use crate::ui::browser;

/// How far an arrow moves it, and with Shift, in pixels.
const STEP: i32 = 8;
const LEAP: i32 = 32;

/// The handle at the end of a column's head.
#[component]
pub(super) fn Grip(
    listing: Listing,
    #[prop(into)] key: String,
    #[prop(into)] label: String,
) -> impl IntoView {
    let language = use_language();
    let grip = NodeRef::<html::Span>::new();
    let key = StoredValue::new(key);
    let width = Memo::new(move |_| key.with_value(|key| listing.width_of(key)));
    // Where the pointer went down, and how wide the column was then.
    let pull = RwSignal::new(None::<(f64, u16)>);
    let set = move |width: i32| key.with_value(|key| set_width(listing, key, width));
    let pressed = move |event: PointerEvent| {
        if event.button() != 0 {
            return;
        }
        event.prevent_default();
        event.stop_propagation();
        if let Some(grip) = grip.get_untracked() {
            // Refused only where the pointer is up already.
            let _ = grip.set_pointer_capture(event.pointer_id());
            browser::focus(&grip);
        }
        pull.set(Some((f64::from(event.client_x()), width.get_untracked())));
    };
    let moved = move |event: PointerEvent| {
        if let Some((from, was)) = pull.get_untracked() {
            let by = f64::from(event.client_x()) - from;
            let width = within(i32::from(was) + by.round() as i32);
            listing.pulled.set(Some((key.get_value(), width)));
        }
    };
    let let_go = move || {
        pull.set(None);
        if let Some((_, width)) = listing.pulled.get_untracked() {
            set(i32::from(width));
            listing.pulled.set(None);
        }
    };
    let keys = move |event: KeyboardEvent| {
        let step = if event.shift_key() { LEAP } else { STEP };
        let now = i32::from(width.get_untracked());
        let to = match event.key().as_str() {
            "ArrowLeft" => now - step,
            "ArrowRight" => now + step,
            "Enter" => match key.with_value(|key| content_width(key)) {
                Some(width) => width,
                None => return,
            },
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        set(to);
    };
    view! {
        <span
            node_ref=grip
            class="table__grip hide-m"
            role="separator"
            tabindex="0"
            aria-orientation="vertical"
            aria-label=t!(language, lists.width_of, field = label)
            aria-valuenow=move || width.get().to_string()
            aria-valuemin=NARROWEST.to_string()
            aria-valuemax=WIDEST.to_string()
            data-active=move || pull.get().map(|_| "")
            on:pointerdown=pressed
            on:pointermove=moved
            on:pointerup=move |_| let_go()
            on:pointercancel=move |_| let_go()
            on:click=move |event| event.stop_propagation()
            on:dblclick=move |event| {
                event.stop_propagation();
                if let Some(width) = key.with_value(|key| content_width(key)) {
                    set(width);
                }
            }
            on:keydown=keys
        ></span>
    }
}

/// Puts the width into the address, in the place of the entry before: a pull is no way back.
fn set_width(listing: Listing, key: &str, width: i32) {
    let width = within(width);
    listing.showing.replace(|address| {
        address.shown_as(|shown| {
            shown.columns = listing
                .object
                .with_value(|object| widths(object, &shown.columns));
            for column in &mut shown.columns {
                if column.field == key {
                    column.width = Some(width);
                }
            }
        })
    });
}

fn within(width: i32) -> u16 {
    let width = width.clamp(i32::from(NARROWEST), i32::from(WIDEST));
    u16::try_from(width).unwrap_or(NARROWEST)
}

/// As wide as the widest thing that stands in the column now.
fn content_width(key: &str) -> Option<i32> {
    /// What stands left and right of the words in a cell.
    const PADDING: i32 = 28;
    let body = document().body()?;
    let cells = browser::all(
        &body,
        &format!("[data-col=\"{key}\"], [data-head=\"{key}\"]"),
    );
    let inside = |cell: &HtmlElement| {
        let child = cell
            .first_element_child()
            .and_then(|child| child.dyn_into::<HtmlElement>().ok());
        let own = child.map_or(0, |child| natural_width(&child));
        own.max(cell.scroll_width() - PADDING)
    };
    cells.iter().map(inside).max().map(|width| width + PADDING)
}

fn natural_width(element: &HtmlElement) -> i32 {
    element.scroll_width().max(element.offset_width())
}
