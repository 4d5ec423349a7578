//! The page where people sign in.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::by_passkey::ByPasskey;
use super::door::Door;
use super::sign_in_form::SignInForm;
use crate::i18n::use_language;
use crate::t;

/// Sign-in by e-mail and password, or by a passkey. Works without scripts as a plain form.
#[component]
pub fn SignInPage() -> impl IntoView {
    let language = use_language();
    let next = use_query_map()
        .read_untracked()
        .get("next")
        .unwrap_or_default();
    view! {
        <Door page=t!(language, sign_in.submit) title=t!(language, sign_in.welcome) lead=t!(language, sign_in.lead)>
            <SignInForm/>
            <ByPasskey next/>
        </Door>
    }
    .into_any()
}
