//! Proving again that one is still the same person, in the midst of what one does: a small dialog, and then it goes on.

use std::cell::RefCell;

use contract::Refusal;
use futures::channel::oneshot;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::parts::{Outside, door};
use crate::api::factors::proven;
use crate::api::{Answer, Failure};
use crate::i18n::use_language;
use crate::ui::{browser, failure_text, use_toasts};

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

/// Fetches a file by its address, once it is sure who asks.
pub fn fetcher() -> Callback<String> {
    let language = use_language();
    let toasts = use_toasts();
    Callback::new(move |address: String| {
        spawn_local(async move {
            match with_proof(proven).await {
                Ok(()) => browser::load(&address),
                Err(failure) => toasts.fail(failure_text(language, &failure)),
            }
        });
    })
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
    move || {
        is_open
            .get()
            .then(|| Suspend::new(door(Outside::Proof(end))))
    }
}
