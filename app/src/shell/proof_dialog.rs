//! The dialog in which somebody proves again that they are the same person.

use contract::dto::passkeys::PasskeyUse;
use contract::{Problem, Refusal};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::Failure;
use crate::api::factors::prove;
use crate::api::passkeys::{passkey_offer, prove_passkey};
use crate::i18n::use_language;
use crate::passkeys::PasskeyButton;
use crate::sign_in::ProveByProvider;
use crate::t;
use crate::ui::{Field, FormDialog, Sending, TextInput, TextKind, failure_text};

/// Asks for password or code, for a passkey where the person has one that opens here, or a provider that they are linked with.
#[component]
pub(crate) fn ProofDialog(on_end: Callback<bool>) -> impl IntoView {
    let language = use_language();
    let secret = RwSignal::new(String::new());
    let sending = Sending::new(language, []);
    let Sending {
        problems, is_busy, ..
    } = sending;
    let send = move |()| {
        sending.send_or(
            prove(secret.get_untracked()),
            move |()| on_end.run(true),
            move |failure| problems.put("secret", words(language, failure)),
        );
    };
    let by_key = RwSignal::new(false);
    spawn_local(async move {
        let offer = passkey_offer().await;
        by_key.try_set(offer.is_ok_and(|offer| offer.is_open()));
    });
    let shown = Callback::new(move |shown: String| {
        spawn_local(async move {
            match prove_passkey(shown).await {
                Ok(()) => on_end.run(true),
                Err(failure) => {
                    is_busy.try_set(false);
                    problems
                        .whole
                        .try_set(Some(failure_text(language, &failure)));
                }
            }
        });
    });
    let key = move || {
        by_key.get().then(|| {
            let label = t!(language, sign_in.prove_passkey);
            view! { <PasskeyButton to=PasskeyUse::Proof label on_shown=shown trouble=problems.whole is_busy/> }
        })
    };
    let cancel = Callback::new(move |()| on_end.run(false));
    view! {
        <FormDialog title=t!(language, sign_in.prove) act=t!(language, sign_in.prove_go) sending on_send=send on_close=cancel>
            <p class="sm muted">{t!(language, sign_in.prove_text)}</p>
            <Field id="proof" label=t!(language, sign_in.prove_field) error=problems.at("secret")>
                <TextInput
                    value=secret
                    kind=TextKind::Password
                    autocomplete="current-password"
                    autofocus=true
                    on_input=move |()| problems.clear("secret")
                />
            </Field>
            {key}
            <ProveByProvider trouble=problems.whole on_proven=Callback::new(move |()| on_end.run(true))/>
        </FormDialog>
    }
}

/// Neither a password nor a code: it is not known which was meant.
fn words(language: contract::Language, failure: &Failure) -> String {
    let wrong = Refusal::invalid("secret", Problem::WrongPassword);
    match failure {
        Failure::Refused(refusal) if *refusal == wrong => {
            t!(language, sign_in.prove_wrong).to_owned()
        }
        failure => failure_text(language, failure),
    }
}
