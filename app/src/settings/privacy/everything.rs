//! Everything that is kept of a person, to take along.

use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use crate::api::factors::proven;
use crate::i18n::use_language;
use crate::shell::with_proof;
use crate::t;
use crate::ui::{MenuItem, browser, failure_text, use_toasts};

/// Two items of the menu of a record: as a page to read, and for other programs.
#[component]
pub fn EverythingItems(object: String, id: Uuid) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let fetch = Callback::new(move |address: String| {
        spawn_local(async move {
            match with_proof(proven).await {
                Ok(()) => browser::load(&address),
                Err(failure) => toasts.fail(failure_text(language, &failure)),
            }
        });
    });
    let address = move |end: &str| format!("/person/{object}/{id}.{end}");
    let (page, json) = (address("html"), address("json"));
    view! {
        <MenuItem
            label=t!(language, privacy.everything_page)
            icon="download"
            on_pick=move |()| fetch.run(page.clone())
        />
        <MenuItem
            label=t!(language, privacy.everything_json)
            icon="download"
            on_pick=move |()| fetch.run(json.clone())
        />
    }
}
