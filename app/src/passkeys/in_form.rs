//! Passkeys among what the browser offers to fill a form with.

use contract::dto::passkeys::PasskeyUse;
use leptos::prelude::*;
use leptos::reactive::send_wrapper_ext::SendOption;
use leptos::task::spawn_local;
use leptos::web_sys::AbortController;

use super::browser::{is_offered_in_forms, show};
use crate::api::passkeys::ask_passkey;

/// The browser's offer: it waits beside the form until somebody picks a passkey.
#[derive(Clone, Copy)]
pub(crate) struct InForm(StoredValue<SendOption<AbortController>>);

impl InForm {
    /// Begins to offer, where the browser can. `on_shown` gets what is to be sent.
    pub(crate) fn offer(self, on_shown: Callback<String>) {
        spawn_local(async move {
            let (true, Ok(controller)) = (is_offered_in_forms().await, AbortController::new())
            else {
                return;
            };
            // Nobody asked for it, so nobody is told when it cannot be had.
            let Ok(asked) = ask_passkey(PasskeyUse::SignIn).await else {
                return;
            };
            let signal = controller.signal();
            let controller = SendOption::new_local(Some(controller));
            if self.0.try_set_value(controller).is_some() {
                // The page is gone.
                return;
            }
            if let Ok(shown) = show(&asked, Some(signal)).await {
                on_shown.try_run(shown);
            }
        });
    }

    /// One that nothing is offered by yet; it ends with the page.
    pub(crate) fn new() -> Self {
        let offer = Self(StoredValue::new(SendOption::new_local(None)));
        on_cleanup(move || offer.end());
        offer
    }

    /// Ends it: the browser asks for one passkey at a time.
    pub(crate) fn end(self) {
        // On the server there is none, and nothing is taken.
        if self
            .0
            .try_with_value(|known| known.is_none())
            .unwrap_or(true)
        {
            return;
        }
        let controller = self
            .0
            .try_update_value(|known| std::mem::replace(known, SendOption::new_local(None)));
        if let Some(controller) = controller.and_then(SendOption::take) {
            controller.abort();
        }
    }
}
