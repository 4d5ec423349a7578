//! The page where people sign in.

use leptos::prelude::*;

use super::door::Door;
use super::sign_in_form::SignInForm;
use crate::i18n::use_language;
use crate::t;

/// Sign-in by e-mail and password. Works without scripts as a plain form.
#[component]
pub fn SignInPage() -> impl IntoView {
    let language = use_language();
    view! {
        <Door page=t!(language, sign_in.submit) title=t!(language, sign_in.welcome) lead=t!(language, sign_in.lead)>
            <SignInForm/>
        </Door>
    }
    .into_any()
}
