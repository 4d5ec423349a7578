//! Rows that are drawn and taken away together: of a long list only those near the window are on the page.

use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use leptos::web_sys::{
    Element, HtmlElement, IntersectionObserver, IntersectionObserverEntry,
    IntersectionObserverInit, js_sys,
};

use super::row::row;
use super::rows::Rows;
use super::table_shape::Shape;
use crate::records::board::geometry::is_phone;
use crate::ui::browser;

/// So many rows are drawn and taken away together.
pub(super) const CHUNK: usize = 50;
/// Lists up to so many rows are drawn as a whole.
const WHOLE: usize = 300;
/// How far outside of the window rows are drawn.
const MARGIN: &str = "1200px 0px";

/// The rows of one chunk, or room as high as they were.
#[component]
pub(super) fn Chunk(shape: Shape, rows: Rows, number: usize) -> impl IntoView {
    let is_near = RwSignal::new(true);
    let height = RwSignal::new(0.0);
    let body = NodeRef::<html::Tbody>::new();
    watch(body, rows, is_near, height);
    let slice = Memo::new(move |_| {
        rows.records.with(|records| {
            let chunk = records.chunks(CHUNK).nth(number);
            chunk.map(<[_]>::to_vec).unwrap_or_default()
        })
    });
    let ids = Memo::new(move |_| {
        slice.with(|slice| slice.iter().map(|record| record.id).collect::<Vec<_>>())
    });
    let columns = move || shape.columns.with(Vec::len) + usize::from(shape.tools.is_some());
    let room = move || {
        view! {
            <tr role="presentation" aria-hidden="true">
                <td class="records__room" colspan=columns().to_string() style=format!("height:{:.0}px", height.get())></td>
            </tr>
        }
    };
    view! {
        <tbody role=move || if is_near.get() { "rowgroup" } else { "presentation" } node_ref=body>
            <Show when=move || is_near.get() fallback=room>
                <For each=move || ids.get() key=|id| *id children=move |id| row(shape, slice, id)/>
            </Show>
        </tbody>
    }
}

/// Notices when the chunk comes near the window and when it leaves. What has the focus in it keeps it on the page.
fn watch(body: NodeRef<html::Tbody>, rows: Rows, is_near: RwSignal<bool>, height: RwSignal<f64>) {
    Effect::new(move |_| {
        let Some(body) = body.get() else { return };
        let element: HtmlElement = body.clone().into();
        let seen = Closure::<dyn Fn(js_sys::Array)>::new(move |entries: js_sys::Array| {
            let Some(entry) = entries.iter().last() else {
                return;
            };
            let entry: IntersectionObserverEntry = entry.unchecked_into();
            let near = entry.is_intersecting();
            let is_long = rows
                .records
                .try_with_untracked(|records| records.len() > WHOLE)
                .unwrap_or_default();
            if near || !is_long || has_focus(&element) {
                if is_near.try_get_untracked() == Some(false) && near {
                    is_near.set(true);
                }
            } else if is_near.try_get_untracked() == Some(true) {
                height.set(entry.bounding_client_rect().height());
                is_near.set(false);
            }
        });
        let options = IntersectionObserverInit::new();
        options.set_root_margin(MARGIN);
        if let Some(scroller) = scroller(&body) {
            options.set_root(Some(&scroller));
        }
        let observer =
            IntersectionObserver::new_with_options(seen.as_ref().unchecked_ref(), &options);
        let Ok(observer) = observer else { return };
        observer.observe(&body);
        #[expect(clippy::disallowed_methods, reason = "an effect runs in browsers only")]
        let watched = StoredValue::new_local((observer, seen));
        on_cleanup(move || {
            watched.try_with_value(|(observer, _)| observer.disconnect());
        });
    });
}

fn has_focus(element: &HtmlElement) -> bool {
    browser::focused().is_some_and(|focused| element.contains(Some(&focused)))
}

/// What scrolls around the rows: on phones the window itself does.
fn scroller(body: &Element) -> Option<Element> {
    let wrap = body.closest(".tablewrap").ok().flatten()?;
    (!is_phone()).then_some(wrap)
}
