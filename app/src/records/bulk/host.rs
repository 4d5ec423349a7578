//! Draws the progress of deeds on many records over every page, as soon as there are any.

use leptos::prelude::*;
use uuid::Uuid;

use crate::shell::{Daily, daily, use_many_at_once};

/// Under this name the browser keeps which deeds it watches, for as long as its tab is open.
const KEPT: &str = "many-at-once";

/// Draws the progress when a deed has begun.
#[component]
pub fn ManyHost() -> impl IntoView {
    let many = use_many_at_once();
    let is_any = Memo::new(move |_| many.begun.with(|begun| !begun.is_empty()));
    Effect::new(move |before: Option<()>| {
        if before.is_none() && untrack(|| many.begun.with(Vec::is_empty)) {
            for id in kept() {
                many.watch(id);
            }
        }
        keep(&many.begun.get());
    });
    move || is_any.get().then(|| Suspend::new(daily(Daily::Many)))
}

fn kept() -> Vec<Uuid> {
    let storage = window().session_storage().ok().flatten();
    let words = storage.and_then(|storage| storage.get_item(KEPT).ok().flatten());
    let words = words.unwrap_or_default();
    words.split(',').filter_map(|id| id.parse().ok()).collect()
}

fn keep(ids: &[Uuid]) {
    if let Ok(Some(storage)) = window().session_storage() {
        let words: Vec<String> = ids.iter().map(Uuid::to_string).collect();
        // Where the browser keeps nothing, a page that is loaded anew knows of no deed.
        let _ = storage.set_item(KEPT, &words.join(","));
    }
}
