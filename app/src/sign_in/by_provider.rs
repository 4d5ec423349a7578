//! Signing in through other providers.

use contract::dto::providers::ProviderOffer;
use leptos::prelude::*;
use uuid::Uuid;

use crate::i18n::use_language;
use crate::t;
use crate::ui::Icon;

/// A button for each provider. They are links, and work without scripts.
#[component]
pub(super) fn ByProvider(offers: Vec<ProviderOffer>, next: String) -> impl IntoView {
    let language = use_language();
    let button = |offer: ProviderOffer| {
        let name = offer.name;
        view! {
            <a class="btn btn--block" href=begin(offer.id, &next) rel="external">
                <Icon name="key"/>
                {t!(language, sign_in.by_provider, name)}
            </a>
        }
    };
    let buttons = offers.into_iter().map(button).collect_view();
    view! { <div class="stack">{buttons}</div> }
}

/// The address that sends somebody to a provider.
pub(super) fn begin(provider: Uuid, next: &str) -> String {
    let next: String = next
        .bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'/' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect();
    format!("/api/begin_provider?provider={provider}&next={next}")
}
