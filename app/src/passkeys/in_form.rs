//! Passkeys among what the browser offers to fill a form with.

use contract::dto::passkeys::PasskeyUse;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::web_sys::AbortController;

use super::browser::{is_offered_in_forms, show};
use crate::api::passkeys::ask_passkey;

/// The browser's offer: it waits beside the form until somebody picks a passkey.
#[derive(Clone, Copy)]
pub(crate) struct InForm(StoredValue<Option<AbortController>, LocalStorage>);

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
            if self.0.try_set_value(Some(controller)).is_some() {
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
        let offer = Self(StoredValue::new_local(None));
        on_cleanup(move || offer.end());
        offer
    }

    /// Ends it: the browser asks for one passkey at a time.
    pub(crate) fn end(self) {
        let controller = self.0.try_update_value(Option::take).flatten();
        if let Some(controller) = controller {
            controller.abort();
        }
    }
}
