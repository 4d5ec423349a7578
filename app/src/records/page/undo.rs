//! Undoing what was done on a page that may be gone by then.

use leptos::prelude::*;

/// A callback that outlives the page it is made on: a message with an undo stays when the page changes.
pub(crate) fn lasting(act: impl Fn() + Send + Sync + 'static) -> Callback<()> {
    let owner = Owner::current_shared_context()
        .map_or_else(Owner::new, |shared| Owner::new_root(Some(shared)));
    let callback = owner.with(|| Callback::new(move |()| act()));
    // A few bytes for each undo that was on offer, until the page is loaded anew.
    std::mem::forget(owner);
    callback
}
