//! Choosing a language before anybody has signed in.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::i18n::{Language, use_language};
use crate::shell::own_name;
use crate::t;

/// The languages side by side. They are links, so that they work without scripts; the server remembers
/// the one that is picked and shows the same page in it.
#[component]
pub fn LanguageLinks() -> impl IntoView {
    let language = use_language();
    let search = use_location().search;
    let link = move |choice: Language| {
        let href = move || {
            let rest = search.get();
            let rest = rest.trim_start_matches('?');
            let more = if rest.is_empty() { "" } else { "&" };
            format!("?{rest}{more}language={}", choice.tag())
        };
        view! {
            <a
                href=href
                rel="external nofollow"
                lang=choice.tag()
                aria-current=(choice == language).then_some("true")
            >
                {own_name(choice)}
            </a>
        }
    };
    view! {
        <nav class="seg seg--sm end" aria-label=t!(language, shell.language)>
            {Language::ALL.map(link).collect_view()}
        </nav>
    }
}
