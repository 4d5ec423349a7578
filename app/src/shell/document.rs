//! The HTML document around the app; only the server writes it.

use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_meta::MetaTags;

use super::start::{START_ID, start, written};
use crate::App;
use crate::t;

/// The whole page: language, theme, accent and density stand on `<html>`, so that nothing flashes.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    let start = start();
    let preferences = start.visitor.preferences.clone();
    let language = preferences.language;
    provide_context(language);
    let style = format!("/{}/rapport.css", options.site_pkg_dir);
    view! {
        <!DOCTYPE html>
        <html
            lang=language.tag()
            data-theme=preferences.theme.attribute()
            data-accent=preferences.accent
            data-density=preferences.compact.then_some("compact")
        >
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="theme-color" content="#f6f4f1" media="(prefers-color-scheme: light)"/>
                <meta name="theme-color" content="#0d0f13" media="(prefers-color-scheme: dark)"/>
                <meta name="description" content=t!(language, shell.what_it_is)/>
                <link rel="stylesheet" id="style" href=style/>
                <link rel="icon" href="/icons/favicon.svg" type="image/svg+xml"/>
                <link rel="apple-touch-icon" href="/icons/apple-touch-icon.png"/>
                <link rel="manifest" href=format!("/manifest.{}.webmanifest", language.tag())/>
                <script type="application/json" id=START_ID nonce=use_nonce() inner_html=written(&start)></script>
                <HydrationScripts options/>
                <MetaTags/>
            </head>
            <body>
                <App/>
                // After a panic nothing of the app can draw any more: this stands ready from the beginning.
                <div class="broken" role="alert">
                    <span class="grow">{t!(language, shell.broken)}</span>
                    <a class="btn btn--sm" href="" rel="external">{t!(language, shell.load_again)}</a>
                </div>
            </body>
        </html>
    }
}
