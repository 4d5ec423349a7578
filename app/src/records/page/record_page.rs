//! The page under `/:path/:id` for every object that has none of its own.

use contract::objects;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use uuid::Uuid;

use super::{NotHere, OpenRecord, RecordFacts, RecordHead, RecordShell};
use crate::shell::use_catalogue;

/// A record of any object: head and key facts above tabs and rail.
#[component]
pub fn RecordPage() -> impl IntoView {
    let params = use_params_map();
    let path = Memo::new(move |_| params.with(|params| params.get("path")).unwrap_or_default());
    let id = use_record_id();
    let catalogue = use_catalogue();
    move || {
        let object = path
            .with(|path| catalogue.with_untracked(|catalogue| catalogue.by_path(path).cloned()));
        match object.filter(|object| object.key != objects::USER) {
            Some(object) => view! { <RecordShell object id head=usual_head/> }.into_any(),
            None => view! { <NotHere/> }.into_any(),
        }
    }
}

/// The record that the address names; `None` where it names none.
#[must_use]
pub fn use_record_id() -> Signal<Option<Uuid>> {
    let params = use_params_map();
    Memo::new(move |_| params.with(|params| params.get_str("id").and_then(|id| id.parse().ok())))
        .into()
}

fn usual_head(_open: OpenRecord) -> AnyView {
    view! {
        <RecordHead/>
        <RecordFacts/>
    }
    .into_any()
}
