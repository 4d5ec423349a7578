//! The root of what people see, on the server and in the browser.

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::components::Router;

use super::incident::IncidentPage;
use super::routes::Pages;
use super::start::start;
use super::tips::Tips;
use super::{calm, context, heartbeat, redirect, worker};
use crate::i18n::provide_language;
use crate::ui::{Clock, ToastHost, Toasts};

/// The app.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let start = start();
    #[cfg(feature = "ssr")]
    provide_context(start.visitor.preferences.language);
    let language = provide_language();
    let clock = Clock::provide(
        language,
        start.visitor.preferences.time_zone.clone(),
        start.now,
    );
    heartbeat::keep(clock);
    context::provide(&start);
    calm::keep(language, Toasts::provide());
    redirect::by_loading();
    worker::register(language);
    match start.incident.clone() {
        Some(incident) => view! { <Title text="Rapport"/><IncidentPage incident/> }.into_any(),
        None => view! {
            <Title text="Rapport"/>
            <Router>
                <Pages/>
                <ToastHost/>
                <Tips/>
            </Router>
        }
        .into_any(),
    }
}
