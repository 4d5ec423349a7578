//! The list under an address.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::object_list::ObjectList;
use crate::records::page::NotHere;
use crate::shell::use_catalogue;

/// The list under `/:path`, or the page that says there is no such thing.
#[component]
pub fn ListPage() -> impl IntoView {
    let params = use_params_map();
    let path = Memo::new(move |_| params.with(|params| params.get("path")).unwrap_or_default());
    let catalogue = use_catalogue();
    move || {
        let object = path
            .with(|path| catalogue.with_untracked(|catalogue| catalogue.by_path(path).cloned()));
        match object.filter(|object| object.key != contract::objects::USER) {
            Some(object) => view! { <ObjectList object/> }.into_any(),
            None => view! { <NotHere/> }.into_any(),
        }
    }
}
