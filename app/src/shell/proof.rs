//! Proving again that one is still the same person, in the midst of what one does: a small dialog, and then it goes on.

use std::cell::RefCell;

use contract::{Problem, Refusal};
use futures::channel::oneshot;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::factors::prove;
use crate::api::{Answer, Failure};
use crate::i18n::use_language;
use crate::t;
use crate::ui::{
    Button, Dialog, DialogBody, DialogFoot, Field, Look, Press, TextInput, TextKind, failure_text,
};

thread_local! {
    static LISTENER: RefCell<Option<Callback<()>>> = const { RefCell::new(None) };
    static WAITING: RefCell<Vec<oneshot::Sender<bool>>> = const { RefCell::new(Vec::new()) };
}

/// Does something sensitive. Where the server wants a new proof of who asks, the dialog comes, and then it is done again
/// as it was meant.
pub async fn with_proof<T, A>(deed: impl Fn() -> A) -> Answer<T>
where
    A: Future<Output = Answer<T>>,
{
    let answer = deed().await;
    let is_wanted = matches!(answer, Err(Failure::Refused(Refusal::ProveAgain)));
    if is_wanted && is_proven().await {
        return deed().await;
    }
    answer
}

/// Whether the person proves it, or closes the dialog.
async fn is_proven() -> bool {
    let (sender, receiver) = oneshot::channel();
    WAITING.with_borrow_mut(|waiting| waiting.push(sender));
    match LISTENER.with_borrow(|listener| *listener) {
        Some(listener) => {
            listener.try_run(());
        }
        None => answer(false),
    }
    receiver.await.unwrap_or(false)
}

/// Tells everything that waits.
fn answer(is_proven: bool) {
    for sender in WAITING.with_borrow_mut(std::mem::take) {
        // Who waited may be gone with their page.
        let _ = sender.send(is_proven);
    }
}

/// Shows the dialog whenever something waits for a proof.
#[component]
pub(super) fn Proof() -> impl IntoView {
    let is_open = RwSignal::new(false);
    Effect::new(move |_| {
        LISTENER.with_borrow_mut(|listener| {
            *listener = Some(Callback::new(move |()| is_open.set(true)));
        });
    });
    let end = Callback::new(move |is_proven: bool| {
        is_open.set(false);
        answer(is_proven);
    });
    move || is_open.get().then(|| view! { <ProofDialog on_end=end/> })
}

#[component]
fn ProofDialog(on_end: Callback<bool>) -> impl IntoView {
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
