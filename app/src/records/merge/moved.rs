//! The address of a record that became part of another one.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use uuid::Uuid;

use super::merging::replacing;
use crate::i18n::use_language;
use crate::records::marks::record_address;
use crate::records::page::NotHere;
use crate::shell::use_catalogue;
use crate::t;
use crate::ui::{Empty, LinkButton};

/// Leads to the record that it became part of, in place of this address. That record's page says so.
#[component]
pub fn Moved(
    object: String,
    id: Uuid,
    /// The record that was asked for.
    was: Option<Uuid>,
) -> impl IntoView {
    let language = use_language();
    let address =
        use_catalogue().with_untracked(|catalogue| record_address(catalogue, &object, id));
    let Some(address) = address else {
        return view! { <NotHere/> }.into_any();
    };
    let there = match was {
        Some(was) => format!("{address}?was={was}"),
        None => address.clone(),
    };
    answer_elsewhere(&there);
    let navigate = use_navigate();
    Effect::new(move |_| navigate(&there, replacing()));
    view! {
        <Empty icon="merge" title=t!(language, merging.became_part)>
            <LinkButton label=t!(language, merging.open_it) href=address/>
        </Empty>
    }
    .into_any()
}

#[cfg(feature = "ssr")]
fn answer_elsewhere(address: &str) {
    let Some(response) = use_context::<leptos_axum::ResponseOptions>() else {
        return;
    };
    if let Ok(address) = http::HeaderValue::from_str(address) {
        response.set_status(http::StatusCode::FOUND);
        response.insert_header(http::header::LOCATION, address);
    }
}

#[cfg(not(feature = "ssr"))]
fn answer_elsewhere(_address: &str) {}
