//! Signing in by a passkey: by a button, or picked in the line of the e-mail.

use contract::dto::passkeys::{PasskeyOffer, PasskeyUse};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::asked;
use crate::api::passkeys::{passkey_offer, sign_in_passkey};
use crate::i18n::use_language;
use crate::passkeys::{InForm, PasskeyButton};
use crate::t;
use crate::ui::{Banner, BannerLook, failure_text};

/// What stands below the form where somebody has a passkey that opens here.
#[component]
pub(super) fn ByPasskey(next: String) -> impl IntoView {
    let offer = asked(|| (), |()| passkey_offer());
    let next = StoredValue::new(next);
    let drawn = move || {
        Suspend::new(async move {
            let is_open = offer.await.is_ok_and(|offer| PasskeyOffer::is_open(&offer));
            is_open.then(|| view! { <Offered next=next.get_value()/> })
        })
    };
    view! { <Suspense>{drawn}</Suspense> }
}

#[component]
fn Offered(next: String) -> impl IntoView {
    let language = use_language();
    let in_form = InForm::new();
    let (trouble, is_busy) = (RwSignal::new(None), RwSignal::new(false));
    let send = sender(next, trouble, is_busy);
    Effect::new(move |_| in_form.offer(send));
    view! {
        <div class="stack">
            <PasskeyButton
                to=PasskeyUse::SignIn
                label=t!(language, sign_in.by_passkey)
                on_shown=send
                trouble
                is_busy
                before=move |()| in_form.end()
            />
            <Trouble of=trouble/>
        </div>
    }
}

/// A passkey in place of the code after the password.
#[component]
pub(super) fn PasskeyAsCode(next: String) -> impl IntoView {
    let language = use_language();
    let (trouble, is_busy) = (RwSignal::new(None), RwSignal::new(false));
    let send = sender(next, trouble, is_busy);
    view! {
        <div class="stack">
            <PasskeyButton to=PasskeyUse::Code label=t!(language, sign_in.passkey_as_code) on_shown=send trouble is_busy/>
            <Trouble of=trouble/>
        </div>
    }
}

#[component]
fn Trouble(of: RwSignal<Option<String>>) -> impl IntoView {
    move || {
        of.get()
            .map(|text| view! { <Banner look=BannerLook::Bad text/> })
    }
}

/// Sends what the browser showed. When it is taken the new page is on its way, and the button stays busy until then.
fn sender(
    next: String,
    trouble: RwSignal<Option<String>>,
    is_busy: RwSignal<bool>,
) -> Callback<String> {
    let language = use_language();
    Callback::new(move |shown: String| {
        let next = next.clone();
        trouble.set(None);
        is_busy.set(true);
        spawn_local(async move {
            if let Err(failure) = sign_in_passkey(shown, next).await {
                is_busy.try_set(false);
                trouble.try_set(Some(failure_text(language, &failure)));
            }
        });
    })
}
