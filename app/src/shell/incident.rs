//! Pages that say that something is not there or broke.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::i18n::use_language;
use crate::shell::use_crumbs;
use crate::t;
use crate::ui::{Button, Empty, EmptyLook, LinkButton, Look, browser};

/// The page when the server could not make one: the number finds the cause in its log.
#[component]
pub(super) fn IncidentPage(incident: String) -> impl IntoView {
    let language = use_language();
    view! {
        <main class="auth auth--alone" id="main">
            <h1 class="sr">"Rapport"</h1>
            <Incident incident/>
            <p class="xs faint tc">{t!(language, shell.incident_help)}</p>
        </main>
    }
}

/// What broke, inside a page.
#[component]
pub fn Incident(incident: String) -> impl IntoView {
    let language = use_language();
    view! {
        <Empty icon="alertc" look=EmptyLook::Bad title=t!(language, shell.incident_title) text=t!(language, shell.incident_text, incident)>
            <Button label=t!(language, common.retry) look=Look::Primary icon="refresh" on_press=move |()| browser::reload()/>
            <LinkButton label=t!(language, shell.to_today) look=Look::Ghost href="/"/>
        </Empty>
    }
}

/// The page of an address that leads nowhere.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    let language = use_language();
    use_crumbs().title(t!(language, shell.not_found_title));
    #[cfg(feature = "ssr")]
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(http::StatusCode::NOT_FOUND);
    }
    let path = use_location().pathname;
    let text = Signal::derive(move || t!(language, shell.not_found_text, address = path.get()));
    view! {
        <Empty icon="search" title=t!(language, shell.not_found_title) text>
            <LinkButton label=t!(language, shell.to_today) look=Look::Primary href="/"/>
        </Empty>
    }
}
