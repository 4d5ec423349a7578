//! What would be lost if the page were left now: the browser asks before that happens.

use std::cell::Cell;

use leptos::ev;
use leptos::prelude::*;

thread_local! {
    /// Changes that are shown as made and on their way to the server.
    static UNDER_WAY: Cell<u32> = const { Cell::new(0) };
}

/// A change on its way; it has arrived, or failed, when this is dropped.
struct UnderWay(());

impl UnderWay {
    fn new() -> Self {
        UNDER_WAY.set(UNDER_WAY.get() + 1);
        Self(())
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        UNDER_WAY.set(UNDER_WAY.get().saturating_sub(1));
    }
}

/// Awaits the answer to a change; until it is there, leaving the page asks first.
pub async fn sending<T>(change: impl Future<Output = T>) -> T {
    let _under_way = UnderWay::new();
    change.await
}

/// Whether a change is on its way: what the server says of it may be older than what is shown.
#[must_use]
pub fn is_sending() -> bool {
    UNDER_WAY.get() > 0
}

/// Lets the page ask before it is left while changes are on their way. Stands once, in the frame.
pub fn ask_before_leaving() {
    ask_while(|| UNDER_WAY.get() > 0);
}

/// Asks before the page is left while something is typed and not saved, for as long as its form is there.
pub fn ask_while(is_unsaved: impl Fn() -> bool + Clone + 'static) {
    Effect::new(move |_| {
        let is_unsaved = is_unsaved.clone();
        let handle = window_event_listener(ev::beforeunload, move |event| {
            if untrack(&is_unsaved) {
                event.prevent_default();
            }
        });
        on_cleanup(move || handle.remove());
    });
}
