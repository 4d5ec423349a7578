//! The frame of the pages outside: name, languages, a heading, and the picture at the side.

use leptos::prelude::*;
use leptos_meta::Title;

use super::language_links::LanguageLinks;
use super::sign_in_art::SignInArt;
use crate::i18n::use_language;
use crate::t;
use crate::ui::Brand;

/// A page outside. `page` is its name in the browser.
#[component]
pub(super) fn Door(
    #[prop(into)] page: String,
    #[prop(into)] title: Signal<String>,
    #[prop(into)] lead: Signal<String>,
    children: Children,
) -> impl IntoView {
    let language = use_language();
    view! {
        <Title text=format!("{page} · Rapport")/>
        <div class="auth">
            <main class="auth__form" id="main">
                <div class="flex auth__head">
                    <Brand class="brand--lg"/>
                    <span class="h2">"Rapport"</span>
                    <LanguageLinks/>
                </div>
                <div class="stack auth__words">
                    <h1 class="h1">{move || title.get()}</h1>
                    <p class="muted">{move || lead.get()}</p>
                </div>
                {children()}
                <p class="xs faint tc">{t!(language, sign_in.data_stays)}</p>
            </main>
            <SignInArt/>
        </div>
    }
}
