//! A record or a page that is not there, or not for this person to see.

use contract::ObjectDef;
use leptos::prelude::*;

use crate::i18n::use_language;
use crate::records::marks::inside;
use crate::shell::use_crumbs;
use crate::t;
use crate::ui::{Empty, LinkButton};

/// Says so, with the way back to the list or to today. The answer has the status 404.
#[component]
pub fn NotHere(#[prop(into, optional)] object: Option<ObjectDef>) -> impl IntoView {
    let language = use_language();
    say_not_found();
    use_crumbs().title(t!(language, records.gone));
    let (label, href) = match object {
        Some(object) => (
            t!(
                language,
                records.back_to,
                objects = inside(object.plural.get(language))
            ),
            format!("/{}", object.path),
        ),
        None => (
            t!(language, records.back_to_today).to_owned(),
            "/".to_owned(),
        ),
    };
    view! {
        <Empty icon="search" title=t!(language, records.gone) text=t!(language, records.gone_text)>
            <LinkButton label href/>
        </Empty>
    }
}

#[cfg(feature = "ssr")]
fn say_not_found() {
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(http::StatusCode::NOT_FOUND);
    }
}

#[cfg(not(feature = "ssr"))]
fn say_not_found() {}
