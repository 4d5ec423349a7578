//! A record or a page that is not there, or not for this person to see.

use contract::ObjectDef;
use leptos::prelude::*;
use uuid::Uuid;

use crate::i18n::use_language;
use crate::records::marks::inside;
use crate::sharing::asking_address;
use crate::shell::use_crumbs;
use crate::t;
use crate::ui::{Empty, LinkButton, Look};

/// Says so, with the way back to the list or to today. The answer has the status 404.
#[component]
pub fn NotHere(
    #[prop(into, optional)] object: Option<ObjectDef>,
    /// The record that the address names, for which whoever has the link may ask. It is offered of all alike, so that it
    /// tells of none.
    #[prop(default = None)]
    asked: Option<Uuid>,
) -> impl IntoView {
    let language = use_language();
    say_not_found();
    use_crumbs().title(t!(language, records.gone));
    let ask = object.as_ref().zip(asked).map(|(object, id)| {
        let href = asking_address(&object.key, id);
        view! { <LinkButton label=t!(language, sharing.ask) look=Look::Ghost href/> }
    });
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
            {ask}
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
