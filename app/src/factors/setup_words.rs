//! What an app needs to show codes.

use contract::dto::signing::FactorSetup;
use leptos::prelude::*;

use crate::i18n::use_language;
use crate::t;

/// The square code for its camera, a link for the same device, and the secret to be typed.
#[component]
pub fn SetupWords(setup: FactorSetup) -> impl IntoView {
    let language = use_language();
    let size = setup.modules;
    view! {
        <div class="stack">
            <p class="sm muted">{t!(language, sign_in.scan)}</p>
            <svg class="square" viewBox=format!("0 0 {size} {size}") role="img" aria-label=t!(language, sign_in.square)>
                <path d=setup.path></path>
            </svg>
            <p class="sm"><a href=setup.link rel="external">{t!(language, sign_in.open_app)}</a></p>
            <p class="sm muted">{t!(language, sign_in.type_secret)}</p>
            <p><code class="square__secret">{setup.secret}</code></p>
        </div>
    }
}
