//! Whether passwords are switched off, for dialogs that would ask for one.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::providers::ways_in;

/// Asks once; `false` until the answer is there.
pub(crate) fn are_passwords_off() -> RwSignal<bool> {
    let are_off = RwSignal::new(false);
    spawn_local(async move {
        if let Ok(ways) = ways_in().await {
            are_off.try_set(ways.are_passwords_off);
        }
    });
    are_off
}
