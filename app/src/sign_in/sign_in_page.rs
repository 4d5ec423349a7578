//! The page where people sign in.

use leptos::prelude::*;
use leptos_meta::Title;

use super::language_links::LanguageLinks;
use super::sign_in_art::SignInArt;
use super::sign_in_form::SignInForm;
use crate::i18n::use_language;
use crate::t;
use crate::ui::Brand;

/// Sign-in by e-mail and password. Works without scripts as a plain form.
#[component]
pub fn SignInPage() -> impl IntoView {
    let language = use_language();
    view! {
        <Title text=format!("{} · Rapport", t!(language, sign_in.submit))/>
        <div class="auth">
            <main class="auth__form" id="main">
                <div class="flex auth__head">
                    <Brand class="brand--lg"/>
                    <span class="h2">"Rapport"</span>
                    <LanguageLinks/>
                </div>
                <div class="stack auth__words">
                    <h1 class="h1">{t!(language, sign_in.welcome)}</h1>
                    <p class="muted">{t!(language, sign_in.lead)}</p>
                </div>
                <SignInForm/>
                <p class="xs faint tc">{t!(language, sign_in.data_stays)}</p>
            </main>
            <SignInArt/>
        </div>
    }
    .into_any()
}
