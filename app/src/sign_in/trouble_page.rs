//! The page for who came back from a provider and is not let in, and the one for who proved there who they are.

use contract::dto::providers::ProviderTrouble;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use uuid::Uuid;

use super::by_provider::begin;
use super::door::Door;
use crate::i18n::{Language, use_language};
use crate::t;

/// Says why, and what can be done about it.
#[component]
pub fn TroublePage() -> impl IntoView {
    let language = use_language();
    let query = use_query_map();
    let told = query.read_untracked().get("why").unwrap_or_default();
    let trouble = ProviderTrouble::from_word(&told).unwrap_or(ProviderTrouble::Broken);
    let provider = query.read_untracked().get("provider");
    let again = provider.and_then(|id| id.parse::<Uuid>().ok());
    let is_inside = query.read_untracked().get("inside").is_some();
    let (title, lead) = words(language, trouble);
    let again = again.map(|provider| {
        let label = t!(language, sign_in.provider_again);
        view! { <a class="btn btn--primary btn--block" href=begin(provider, "") rel="external">{label}</a> }
    });
    let (home, label) = match is_inside {
        true => ("/settings/security", t!(language, sign_in.back_to_security)),
        false => ("/sign-in", t!(language, sign_in.back_to_sign_in)),
    };
    view! {
        <Door page=title title lead>
            <div class="stack">
                {again}
                <a class="btn btn--ghost btn--block" href=home rel="external">{label}</a>
            </div>
        </Door>
    }
    .into_any()
}

fn words(language: Language, trouble: ProviderTrouble) -> (&'static str, &'static str) {
    match trouble {
        ProviderTrouble::Denied => (
            t!(language, sign_in.denied_title),
            t!(language, sign_in.denied_lead),
        ),
        ProviderTrouble::Unknown => (
            t!(language, sign_in.unknown_title),
            t!(language, sign_in.unknown_lead),
        ),
        ProviderTrouble::Unverified => (
            t!(language, sign_in.unverified_title),
            t!(language, sign_in.unverified_lead),
        ),
        ProviderTrouble::Over => (
            t!(language, sign_in.over_title),
            t!(language, sign_in.over_lead),
        ),
        ProviderTrouble::Unreached => (
            t!(language, sign_in.unreached_title),
            t!(language, sign_in.unreached_lead),
        ),
        ProviderTrouble::Wrong => (
            t!(language, sign_in.wrong_title),
            t!(language, sign_in.wrong_lead),
        ),
        ProviderTrouble::Taken => (
            t!(language, sign_in.taken_title),
            t!(language, sign_in.taken_lead),
        ),
        ProviderTrouble::Stale => (
            t!(language, sign_in.stale_title),
            t!(language, sign_in.stale_lead),
        ),
        ProviderTrouble::Wait => (
            t!(language, sign_in.wait_title),
            t!(language, sign_in.wait_lead),
        ),
        ProviderTrouble::Broken => (
            t!(language, sign_in.broken_title),
            t!(language, sign_in.broken_lead),
        ),
    }
}

/// What stands in the other tab when a provider has asked anew: the dialog in the first one goes on by itself.
#[component]
pub fn ProvenPage() -> impl IntoView {
    let language = use_language();
    let title = t!(language, sign_in.proven_title);
    view! {
        <Door page=title title lead=t!(language, sign_in.proven_lead)>
            <a class="btn btn--ghost btn--block" href="/" rel="external">{t!(language, sign_in.proven_go)}</a>
        </Door>
    }
    .into_any()
}
