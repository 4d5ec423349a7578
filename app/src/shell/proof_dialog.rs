//! The dialog in which somebody proves again that they are the same person.

use contract::dto::passkeys::PasskeyUse;
use contract::{Problem, Refusal};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::Failure;
use crate::api::factors::prove;
use crate::api::passkeys::{passkey_offer, prove_passkey};
use crate::i18n::use_language;
use crate::passkeys::PasskeyButton;
use crate::t;
use crate::ui::{
    Button, Dialog, DialogBody, DialogFoot, Field, Look, Press, TextInput, TextKind, failure_text,
};

/// Asks for password or code, or for a passkey where the person has one that opens here.
#[component]
pub(crate) fn ProofDialog(on_end: Callback<bool>) -> impl IntoView {
    let language = use_language();
    let secret = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let is_busy = RwSignal::new(false);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        event.stop_propagation();
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        spawn_local(async move {
            let answer = prove(secret.get_untracked()).await;
            is_busy.try_set(false);
            match answer {
                Ok(()) => on_end.run(true),
                Err(failure) => {
                    error.try_set(Some(words(language, &failure)));
                }
            }
        });
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
                    error.try_set(Some(failure_text(language, &failure)));
                }
            }
        });
    });
    let key = move || {
        by_key.get().then(|| {
            let label = t!(language, sign_in.prove_passkey);
            view! { <PasskeyButton to=PasskeyUse::Proof label on_shown=shown trouble=error is_busy/> }
        })
    };
    let cancel = Callback::new(move |()| on_end.run(false));
    view! {
        <Dialog title=t!(language, sign_in.prove) on_close=cancel>
            <form on:submit=submit novalidate>
                <DialogBody>
                    <p class="sm muted">{t!(language, sign_in.prove_text)}</p>
                    <Field id="proof" label=t!(language, sign_in.prove_field) error>
                        <TextInput
                            value=secret
                            kind=TextKind::Password
                            autocomplete="current-password"
                            autofocus=true
                            on_input=move |()| error.set(None)
                        />
                    </Field>
                    {key}
                </DialogBody>
                <DialogFoot>
                    <Button label=t!(language, common.cancel) on_press=cancel/>
                    <Button label=t!(language, sign_in.prove_go) look=Look::Primary press=Press::Submit busy=is_busy/>
                </DialogFoot>
            </form>
        </Dialog>
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
