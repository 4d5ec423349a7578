//! Set-up links that open nothing.

use leptos::prelude::*;

use crate::i18n::use_language;
use crate::shell::use_visitor;
use crate::t;
use crate::ui::{Empty, LinkButton, Look};

/// The set-up is over, or the link is not the right one.
#[component]
pub fn Closed() -> impl IntoView {
    let language = use_language();
    let is_inside = use_visitor().with_untracked(|visitor| visitor.me.is_some());
    #[cfg(feature = "ssr")]
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(http::StatusCode::NOT_FOUND);
    }
    view! {
        <h1 class="sr">{t!(language, setup.title)}</h1>
        {match is_inside {
            true => view! {
                <Empty icon="checkc" title=t!(language, setup.done_title) text=t!(language, setup.done_text)>
                    <LinkButton label=t!(language, setup.to_work) look=Look::Primary href="/"/>
                    <LinkButton label=t!(language, setup.to_import) href="/import" icon="upload"/>
                </Empty>
            }.into_any(),
            false => view! {
                <Empty icon="lock" title=t!(language, setup.closed_title) text=t!(language, setup.closed_text)>
                    <LinkButton label=t!(language, setup.to_sign_in) look=Look::Primary href="/sign-in"/>
                </Empty>
            }.into_any(),
        }}
    }
}

/// Nobody has been added yet, and the link of the console is needed.
#[component]
pub fn NoLink() -> impl IntoView {
    let language = use_language();
    view! {
        <h1 class="sr">{t!(language, setup.title)}</h1>
        <Empty icon="key" title=t!(language, setup.no_link_title) text=t!(language, setup.no_link_text)/>
    }
}
