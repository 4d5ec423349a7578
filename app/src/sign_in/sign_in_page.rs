//! The page where people sign in.

use contract::dto::providers::WaysIn;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::by_passkey::ByPasskey;
use super::by_provider::ByProvider;
use super::door::Door;
use super::sign_in_form::SignInForm;
use crate::api::asked;
use crate::api::providers::ways_in;
use crate::i18n::use_language;
use crate::t;

/// Sign-in by e-mail and password, by a passkey, or through a provider. Works without scripts as a plain form.
#[component]
pub fn SignInPage() -> impl IntoView {
    let language = use_language();
    let next = use_query_map()
        .read_untracked()
        .get("next")
        .unwrap_or_default();
    let next = StoredValue::new(next);
    let ways = asked(|| (), |()| ways_in());
    let form = move || {
        Suspend::new(async move {
            // Whatever keeps it from being known, passwords can be tried.
            let ways = ways.await.unwrap_or_default();
            view! { <Ways ways next=next.get_value()/> }
        })
    };
    view! {
        <Door page=t!(language, sign_in.submit) title=t!(language, sign_in.welcome) lead=t!(language, sign_in.lead)>
            <Suspense>{form}</Suspense>
            <ByPasskey next=next.get_value()/>
        </Door>
    }
    .into_any()
}

#[component]
fn Ways(ways: WaysIn, next: String) -> impl IntoView {
    let language = use_language();
    let is_alone = ways.providers.is_empty();
    let by_password = match ways.are_passwords_off {
        false => view! { <SignInForm/> }.into_any(),
        true if is_alone => {
            view! { <p class="sm muted">{t!(language, sign_in.by_passkey_alone)}</p> }.into_any()
        }
        true => ().into_any(),
    };
    let by_provider =
        (!is_alone).then(|| view! { <ByProvider offers=ways.providers next=next.clone()/> });
    view! {
        {by_password}
        {by_provider}
    }
}
